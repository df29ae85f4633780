//! The halves of one key in two or three records, as a form makes of a value that is too long for
//! it. In some order they are a key, and alone none of them is.

use crate::answers::Question;
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::Publication;

use super::super::record::parse;
use super::super::survey::{Standing, Survey};
use super::{PublishedRule, place};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/record-split",
    severity: Severity::High,
    section: "RFC 6376 §3.6.2.2",
};

fn check(survey: &Survey<'_>, findings: &mut Vec<Finding>) {
    for surveyed in &survey.selectors {
        let Standing::Records(texts) = &surveyed.standing else {
            continue;
        };
        let Some(whole) = joined(texts) else {
            continue;
        };
        let finding = Finding::new(&INFO, place(&surveyed.owner, &texts.join("\n")))
            .text("owner", &surveyed.owner)
            .evidence(Question::Txt(surveyed.owner.clone()));
        let right = Publication::txt(surveyed.owner.clone(), whole);
        findings.push(finding.fix(Fix::Publish(right)));
    }
}

/// The record that two or three texts make together, where none of them is one alone.
pub(super) fn joined(texts: &[String]) -> Option<String> {
    let orders: &[&[usize]] = match texts.len() {
        2 => &[&[0, 1], &[1, 0]],
        3 => &[
            &[0, 1, 2],
            &[0, 2, 1],
            &[1, 0, 2],
            &[1, 2, 0],
            &[2, 0, 1],
            &[2, 1, 0],
        ],
        _ => return None,
    };
    if texts.iter().any(|text| parse(text).record.is_some()) {
        return None;
    }
    let mut candidates = orders.iter().map(|order| {
        order
            .iter()
            .filter_map(|at| texts.get(*at))
            .map(String::as_str)
            .collect::<String>()
    });
    candidates.find(|text| {
        parse(text)
            .record
            .is_some_and(|record| record.public_key().is_some())
    })
}
