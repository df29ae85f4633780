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
pub(crate) mod people;
pub(crate) mod plan;
pub(crate) mod records;
pub(crate) mod run;
pub(crate) mod sarif;
pub(crate) mod spf;
pub(crate) mod stored;
pub(crate) mod watch;

use serde::Serialize;
use serde_json::{Value as Json, json};

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

/// Where a list that comes in pages goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Next {
    /// What to ask for to get the next page.
    After(String),
    /// This was the last one.
    End,
}

/// A page of a list: the list, and in `next` what to ask for to go on, or null at its end.
pub(crate) fn paged(mut shape: Json, next: Next) -> String {
    shape["next"] = match next {
        Next::After(key) => json!(key),
        Next::End => Json::Null,
    };
    document(&shape)
}

fn encode(result: serde_json::Result<String>) -> String {
    // Our shapes have string keys and finite numbers only, the two things JSON could refuse; should
    // one ever not, the reader gets the reason in place of half a document.
    result.unwrap_or_else(|e| serde_json::json!({ "error": e.to_string() }).to_string())
}
