//! No `version`, which §3.2 requires once: the file is no policy.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::{FieldName, PolicyDefect};

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-version-missing",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::FieldMissing(FieldName::Version)) {
        findings.push(Finding::new(&INFO, subject.place(span)));
    }
}
