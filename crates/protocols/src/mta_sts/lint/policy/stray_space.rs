//! White space before a field or before its colon. §3.2 allows it after the colon and at the end of
//! a line only; strict senders find no such field.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-stray-space",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::StraySpace) {
        findings.push(Finding::new(&INFO, subject.place(span)).fix(Fix::replace(span, "")));
    }
}
