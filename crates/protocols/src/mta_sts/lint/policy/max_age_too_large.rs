//! A `max_age` of more than a year, the maximum of §3.2. Some senders take it as a year, others
//! refuse the policy.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::policy::{MAX_AGE_SECONDS_MAX, PolicyDefect};

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-max-age-too-large",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::MaxAgeTooLarge) {
        let finding = Finding::new(&INFO, subject.place(span)).text("value", subject.under(span));
        findings.push(finding.fix(Fix::replace(span, MAX_AGE_SECONDS_MAX.to_string())));
    }
}
