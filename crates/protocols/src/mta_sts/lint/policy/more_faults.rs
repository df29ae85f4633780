//! The policy has more faults than are listed.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-more-faults",
    severity: Severity::Low,
    section: "practice",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::More) {
        findings.push(Finding::new(&INFO, subject.place(span)));
    }
}
