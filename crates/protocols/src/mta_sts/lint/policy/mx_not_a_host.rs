//! An `mx` that is no host name: a URL, a mailbox, an underscore, or text that was meant to reach a
//! mail server's configuration. The policy is invalid.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::mx_pattern::MxFault;
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-mx-not-a-host",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::Mx(MxFault::NotAHost)) {
        findings.push(Finding::new(&INFO, subject.place(span)).text("mx", subject.under(span)));
    }
}
