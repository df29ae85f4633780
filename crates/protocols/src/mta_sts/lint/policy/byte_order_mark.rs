//! The file begins with a byte order mark, as some Windows editors write it. For a sender the first
//! field is then not `version`.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-byte-order-mark",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::ByteOrderMark) {
        findings.push(Finding::new(&INFO, subject.place(span)).fix(Fix::replace(span, "")));
    }
}
