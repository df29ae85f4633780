//! A version other than `STSv1`, the only one there is, in exactly this case.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-version-wrong",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::VersionWrong) {
        findings.push(
            Finding::new(&INFO, subject.place(span))
                .text("version", subject.under(span))
                .fix(Fix::replace(span, "STSv1")),
        );
    }
}
