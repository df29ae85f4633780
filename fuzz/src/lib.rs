//! What holds for every record's parser.

use std::fmt::{Debug, Display};

use protocols::finding::Span;
use protocols::parsed::Parsed;

/// Defects lie inside the text, and a record that is shown reads back the same.
pub fn record<R: Display + Debug, K: Debug>(text: &str, parse: impl Fn(&str) -> Parsed<R, K>) {
    let parsed = parse(text);
    for defect in &parsed.defects {
        inside(defect.span, text);
    }
    let Some(record) = parsed.record else { return };
    let shown = record.to_string();
    let Some(again) = parse(&shown).record else {
        panic!("{record:?} is shown as {shown:?}, which does not read back");
    };
    assert_eq!(again.to_string(), shown);
}

/// A span names a part of the text.
pub fn inside(span: Span, text: &str) {
    assert!(
        text.get(span.start..span.end).is_some(),
        "{span:?} of {text:?}"
    );
}
