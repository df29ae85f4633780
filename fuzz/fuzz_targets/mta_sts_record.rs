#![no_main]
//! An MTA-STS record: no panic, spans inside the text, and what is shown reads back the same.

use libfuzzer_sys::fuzz_target;
use protocols::mta_sts::{lint, parse};

fuzz_target!(|text: &str| {
    let parsed = parse(text);
    for defect in &parsed.defects {
        assert!(text.get(defect.span.start..defect.span.end).is_some(), "{defect:?}");
    }
    if let Some(record) = parsed.record {
        let shown = record.to_string();
        assert_eq!(parse(&shown).record, Some(record), "{shown}");
    }
    lint(text, None);
});
