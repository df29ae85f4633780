//! SARIF 2.1.0, for code hosts and CI systems that show findings.

use std::collections::BTreeMap;

use protocols::finding::{Finding, Severity};
use protocols::name::DomainName;
use serde_json::{Value as Json, json};

use super::names;
use crate::told::{self, Told};
use crate::wording::{Catalogue, key_of};

/// One log with the findings of one or several domains; a linted text has no domain.
pub(crate) fn text(groups: &[(Option<&DomainName>, &[Finding])], catalogue: &Catalogue) -> String {
    let mut rules: BTreeMap<&str, Json> = BTreeMap::new();
    let mut results = Vec::new();
    for (domain, findings) in groups {
        for told in told::findings(*findings) {
            let id = told.finding.rule.id;
            let rule = || rule(told.finding, catalogue);
            rules.entry(id).or_insert_with(rule);
            results.push(result(*domain, &told, catalogue));
        }
    }
    let rules: Vec<Json> = rules.into_values().collect();
    super::document(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "mailseal",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn rule(finding: &Finding, catalogue: &Catalogue) -> Json {
    let key = key_of(finding.rule.id);
    json!({
        "id": finding.rule.id,
        "shortDescription": { "text": finding.rule.id },
        "fullDescription": { "text": catalogue.manual(&key, "why") },
        "help": { "text": catalogue.manual(&key, "fix") },
        "defaultConfiguration": { "level": level(finding.rule.severity) },
        "properties": { "section": finding.rule.section },
    })
}

fn result(domain: Option<&DomainName>, told: &Told<'_>, catalogue: &Catalogue) -> Json {
    let finding = told.finding;
    let owner = finding
        .place
        .owner
        .as_ref()
        .or(domain)
        .map(ToString::to_string);
    let mut location = json!({
        "logicalLocations": [{
            "fullyQualifiedName": owner.as_deref().unwrap_or("record"),
            "kind": "resource",
        }],
    });
    // A record has no file: the name it stands at is the artifact, and the span is a region of it.
    let uri = format!("dns:{}", owner.as_deref().unwrap_or("record"));
    let mut physical = json!({ "artifactLocation": { "uri": uri } });
    if let Some(span) = finding.place.span {
        let before = finding.place.text.get(..span.start).unwrap_or_default();
        let inside = finding
            .place
            .text
            .get(span.start..span.end)
            .unwrap_or_default();
        physical["region"] = json!({
            "charOffset": before.chars().count(),
            "charLength": inside.chars().count(),
        });
    }
    location["physicalLocation"] = physical;
    json!({
        "ruleId": finding.rule.id,
        "level": level(finding.severity),
        "message": { "text": catalogue.title(finding) },
        "locations": [location],
        "properties": {
            "severity": names::severity(finding.severity),
            "domain": domain.map(ToString::to_string),
            "more": told.more,
        },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info | Severity::Low => "note",
        Severity::Medium => "warning",
        Severity::High | Severity::Critical => "error",
    }
}
