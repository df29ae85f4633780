//! No `mx` with mode enforce or testing: §3.2 requires at least one. The policy is invalid, or
//! matches no host at all.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::{FieldName, PolicyDefect};

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-mx-missing",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::FieldMissing(FieldName::Mx)) {
        findings.push(Finding::new(&INFO, subject.place(span)));
    }
}
