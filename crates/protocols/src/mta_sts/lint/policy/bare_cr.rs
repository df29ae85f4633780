//! A line that ends with CR alone. §3.2 knows CRLF and LF; to a sender the lines are one, and the
//! policy is invalid.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-bare-cr",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::BareCr) {
        findings.push(Finding::new(&INFO, subject.place(span)).fix(Fix::replace(span, "\r\n")));
    }
}
