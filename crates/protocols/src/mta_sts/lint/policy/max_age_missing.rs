//! No `max_age`, which §3.2 requires once: senders do not know for how long the policy holds and
//! drop it.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::{FieldName, PolicyDefect};

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-max-age-missing",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::FieldMissing(FieldName::MaxAge)) {
        findings.push(Finding::new(&INFO, subject.place(span)));
    }
}
