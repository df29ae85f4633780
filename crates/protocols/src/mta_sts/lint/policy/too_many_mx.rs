//! More than a thousand `mx` lines: not read further. No domain has so many MX hosts, and a sender
//! turns each line into a part of its configuration.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-too-many-mx",
    severity: Severity::High,
    section: "practice",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::TooManyMx) {
        findings.push(Finding::new(&INFO, subject.place(span)));
    }
}
