//! The same key at several selectors. They cannot be changed one after the other, and a leak of one
//! is a leak of all.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::key::PublicKey;
use super::super::survey::{Survey, Surveyed};
use super::{PublishedRule, place};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-shared",
    severity: Severity::Low,
    section: "practice",
};

fn check(survey: &Survey<'_>, findings: &mut Vec<Finding>) {
    let mut groups: Vec<(PublicKey, Vec<&Surveyed<'_>>)> = Vec::new();
    for surveyed in &survey.selectors {
        for record in surveyed.records() {
            let Some(key) = record.public_key() else {
                continue;
            };
            match groups.iter_mut().find(|(known, _)| known == key) {
                Some((_, group)) => group.push(surveyed),
                None => groups.push((key.clone(), vec![surveyed])),
            }
        }
    }
    for (key, mut group) in groups {
        group.dedup_by_key(|surveyed| surveyed.owner.clone());
        let [first, _, ..] = group.as_slice() else {
            continue;
        };
        let names: Vec<&str> = group
            .iter()
            .map(|surveyed| surveyed.selector.as_str())
            .collect();
        let mut finding = Finding::new(&INFO, place(&first.owner, ""))
            .text("selectors", names.join(", "))
            .text("key", key.name());
        for surveyed in &group {
            finding = finding.evidence(Question::Txt(surveyed.owner.clone()));
        }
        findings.push(finding);
    }
}
