//! An IP address as `mx`. Only names match (§4.1), and certificates are for names.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::mx_pattern::MxFault;
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-mx-address",
    severity: Severity::High,
    section: "RFC 8461 §4.1",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::Mx(MxFault::Address)) {
        findings.push(Finding::new(&INFO, subject.place(span)).text("mx", subject.under(span)));
    }
}
