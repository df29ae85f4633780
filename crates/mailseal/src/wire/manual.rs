//! What `explain --format json` prints.

use protocols::finding::RuleInfo;
use serde::Serialize;

use super::names;
use crate::wording::{Catalogue, key_of};

#[derive(Serialize)]
struct Shape {
    schema: &'static str,
    rules: Vec<RuleShape>,
}

#[derive(Serialize)]
struct RuleShape {
    id: &'static str,
    severity: &'static str,
    section: &'static str,
    why: Option<String>,
    receivers: Option<String>,
    fix: Option<String>,
}

/// Every rule with its manual.
pub(crate) fn json(rules: &[&'static RuleInfo], catalogue: &Catalogue) -> String {
    let shape = |rule: &&'static RuleInfo| {
        let part = |name| catalogue.manual(&key_of(rule.id), name);
        RuleShape {
            id: rule.id,
            severity: names::severity(rule.severity),
            section: rule.section,
            why: part("why"),
            receivers: part("receivers"),
            fix: part("fix"),
        }
    };
    super::document(&Shape {
        schema: "mailseal.rules/1",
        rules: rules.iter().map(shape).collect(),
    })
}
