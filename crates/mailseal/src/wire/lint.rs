//! What `lint --format json` prints.

use protocols::finding::{Finding, RecordKind};
use serde::Serialize;

use super::finding::FindingShape;
use super::names;
use crate::wording::Catalogue;

#[derive(Serialize)]
struct Shape<'a> {
    schema: &'static str,
    kind: &'static str,
    record: &'a str,
    corrected: Option<&'a str>,
    findings: Vec<FindingShape>,
}

/// One document.
pub(crate) fn json(
    kind: RecordKind,
    record: &str,
    findings: &[Finding],
    corrected: Option<&str>,
    catalogue: &Catalogue,
) -> String {
    let findings = findings
        .iter()
        .map(|finding| FindingShape::of(finding, catalogue))
        .collect();
    let shape = Shape {
        schema: "mailseal.lint/1",
        kind: names::kind(kind),
        record,
        corrected,
        findings,
    };
    super::document(&shape)
}

/// One finding a line.
pub(crate) fn ndjson(findings: &[Finding], catalogue: &Catalogue) -> String {
    findings
        .iter()
        .map(|finding| super::line(&FindingShape::of(finding, catalogue)))
        .collect()
}
