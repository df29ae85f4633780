//! What `/health/ready` answers.

use std::collections::BTreeMap;

use serde::Serialize;

#[derive(Serialize)]
struct Shape<'a> {
    schema: &'static str,
    ready: bool,
    parts: BTreeMap<&'a str, &'a str>,
}

/// Each part with `ready`, or with why it is not.
pub(crate) fn json<'a>(ready: bool, parts: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    super::document(&Shape {
        schema: "mailseal.health/1",
        ready,
        parts: parts.collect(),
    })
}
