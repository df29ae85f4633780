//! The shapes that programs read, each with a version in its `schema` field (`docs/json.md`). Within
//! a version fields are only added.

pub(crate) mod access;
pub(crate) mod answers;
pub(crate) mod apply;
pub(crate) mod backup;
pub(crate) mod changed;
pub(crate) mod check;
pub(crate) mod dmarc;
pub(crate) mod finding;
pub(crate) mod flatten;
pub(crate) mod health;
pub(crate) mod history;
pub(crate) mod junit;
pub(crate) mod lifecycle;
pub(crate) mod lint;
pub(crate) mod manual;
pub(crate) mod names;
pub(crate) mod plan;
pub(crate) mod records;
pub(crate) mod sarif;
pub(crate) mod spf;
pub(crate) mod stored;

use serde::Serialize;

/// A document with a final line break.
pub(crate) fn document(shape: &impl Serialize) -> String {
    let mut text = encode(serde_json::to_string_pretty(shape));
    text.push('\n');
    text
}

/// One line.
pub(crate) fn line(shape: &impl Serialize) -> String {
    let mut text = encode(serde_json::to_string(shape));
    text.push('\n');
    text
}

fn encode(result: serde_json::Result<String>) -> String {
    // Our shapes have string keys and finite numbers only, the two things JSON could refuse; should
    // one ever not, the reader gets the reason in place of half a document.
    result.unwrap_or_else(|e| serde_json::json!({ "error": e.to_string() }).to_string())
}
