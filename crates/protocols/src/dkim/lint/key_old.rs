//! One of our keys has been in use for more than a year. No standard says when to change; once a
//! year is common, and a domain that never does it finds out too late that it cannot.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::survey::{Origin, Survey};
use super::{PublishedRule, place};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-old",
    severity: Severity::Low,
    section: "practice",
};

fn check(survey: &Survey<'_>, findings: &mut Vec<Finding>) {
    for surveyed in &survey.selectors {
        let Origin::Ours { age_days, .. } = surveyed.origin else {
            continue;
        };
        if age_days > AGE_DAYS_MAX {
            findings.push(
                Finding::new(&INFO, place(&surveyed.owner, ""))
                    .text("selector", &surveyed.selector)
                    .count("days", age_days),
            );
        }
    }
}

/// A year, and a month to get round to it.
const AGE_DAYS_MAX: u64 = 396;
