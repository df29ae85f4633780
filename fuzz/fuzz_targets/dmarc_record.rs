#![no_main]
//! A DMARC record: no panic, spans inside the text, edits that fit, and what is shown reads back the
//! same.

use libfuzzer_sys::fuzz_target;
use protocols::dmarc::{lint, lint_report, parse};
use protocols::finding::{Fix, corrected};

fuzz_target!(|text: &str| {
    let parsed = parse(text);
    for defect in &parsed.defects {
        assert!(text.get(defect.span.start..defect.span.end).is_some(), "{defect:?}");
    }
    if let Some(record) = parsed.record {
        let shown = record.to_string();
        assert_eq!(parse(&shown).record, Some(record), "{shown}");
    }
    for findings in [lint(text, None), lint_report(text, None)] {
        let edits = findings.iter().any(|f| matches!(f.fix, Fix::Edit(_)));
        assert_eq!(corrected(text, &findings).is_some(), edits);
    }
});
