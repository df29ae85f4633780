//! A line without a colon: neither a field nor anything else that §3.2 knows.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-colon-missing",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::NoColon) {
        findings.push(Finding::new(&INFO, subject.place(span)).text("line", subject.under(span)));
    }
}
