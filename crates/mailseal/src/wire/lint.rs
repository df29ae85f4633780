//! What `lint --format json` prints.

use protocols::finding::{Finding, RecordKind};
use protocols::limits::LINTED_TEXT_TOLD_OCTETS_MAX;
use serde::Serialize;

use super::finding::{CutShape, FindingShape};
use super::names;
use crate::told::{self, Excerpt};
use crate::wording::Catalogue;

#[derive(Serialize)]
struct Shape<'a> {
    schema: &'static str,
    kind: &'static str,
    record: &'a str,
    cut: Option<CutShape>,
    corrected: Option<&'a str>,
    corrected_octets: Option<usize>,
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
    let findings = told::findings(findings)
        .iter()
        .map(|told| FindingShape::of(told, catalogue))
        .collect();
    let excerpt = Excerpt::within(record, None, LINTED_TEXT_TOLD_OCTETS_MAX);
    let shape = Shape {
        schema: "mailseal.lint/1",
        kind: names::kind(kind),
        record: excerpt.text,
        cut: CutShape::of(&excerpt),
        corrected: corrected.and_then(told::corrected),
        corrected_octets: corrected.map(str::len),
        findings,
    };
    super::document(&shape)
}

/// One finding a line.
pub(crate) fn ndjson(findings: &[Finding], catalogue: &Catalogue) -> String {
    told::findings(findings)
        .iter()
        .map(|told| super::line(&FindingShape::of(told, catalogue)))
        .collect()
}
