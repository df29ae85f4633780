//! A `*` that is not the complete left-most label. §4.1: "the wildcard character '*' may only be
//! used to match the entire left-most label".

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::mx_pattern::MxFault;
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-mx-wildcard-misplaced",
    severity: Severity::High,
    section: "RFC 8461 §4.1",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::Mx(MxFault::WildcardMisplaced)) {
        findings.push(Finding::new(&INFO, subject.place(span)).text("mx", subject.under(span)));
    }
}
