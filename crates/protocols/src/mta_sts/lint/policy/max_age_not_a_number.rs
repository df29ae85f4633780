//! A `max_age` that is not 1 to 10 digits: negative, with a unit, a fraction, or too long. The
//! policy is invalid.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-max-age-not-a-number",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::MaxAgeNotANumber) {
        findings.push(Finding::new(&INFO, subject.place(span)).text("value", subject.under(span)));
    }
}
