#![no_main]
//! A TLSA record: no panic, spans inside the text, and what is shown reads back the same.

use libfuzzer_sys::fuzz_target;
use protocols::dane::{Association, lint, parse};

fuzz_target!(|text: &str| {
    let parsed = parse(text);
    for defect in &parsed.defects {
        assert!(text.get(defect.span.start..defect.span.end).is_some(), "{defect:?}");
    }
    if let Some(record) = parsed.record {
        let shown = record.to_string();
        let _ = Association::of(&record);
        assert_eq!(parse(&shown).record, Some(record), "{shown}");
    }
    lint(text, None);
});
