//! A field name that the grammar of §3.2 does not admit: more than 32 characters, or something else
//! than letters, digits, `_`, `-` and `.`. The policy is invalid.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-field-malformed",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::BadFieldName) {
        findings.push(Finding::new(&INFO, subject.place(span)).text("field", subject.under(span)));
    }
}
