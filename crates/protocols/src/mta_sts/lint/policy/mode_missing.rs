//! No `mode`, which §3.2 requires once: senders cannot tell what a failure means and drop the
//! policy.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::{FieldName, PolicyDefect};

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-mode-missing",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::FieldMissing(FieldName::Mode)) {
        findings.push(Finding::new(&INFO, subject.place(span)));
    }
}
