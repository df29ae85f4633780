//! A short `max_age`. §3.2 expects weeks or more and §10.2 says why: an attacker has to block the
//! fetch only until the cached policy is over. While testing a day is right, since a mistake then
//! ends with the day; leaving with mode none wants it short.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyMode;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

const DAY: u32 = 86_400;
const WEEK: u32 = 7 * DAY;

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-max-age-short",
    severity: Severity::Medium,
    section: "RFC 8461 §10.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    let (Some(mode), Some(max_age)) = (
        subject.policy.fields.mode,
        subject.policy.fields.max_age_seconds,
    ) else {
        return;
    };
    let severity = match (mode.value, max_age.value) {
        (PolicyMode::Enforce, ..WEEK) => INFO.severity,
        (PolicyMode::Testing, ..DAY) => Severity::Low,
        (PolicyMode::Enforce | PolicyMode::Testing | PolicyMode::None, _) => return,
    };
    let finding = Finding::new(&INFO, subject.place(max_age.span)).severity(severity);
    findings.push(finding.count("seconds", max_age.value));
}
