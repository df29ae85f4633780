//! A wildcard. §10.4: whoever has a host name and a certificate below it, "for example,
//! 'dhcp-123.example.com'", is a valid MX host. In a zone where others have names that is a way in;
//! where the MX hosts are few, their names are as easy to write. Whether others have names there
//! cannot be seen, so it is Low.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::limits::POLICY_DEFECTS_MAX;
use crate::mta_sts::mx_pattern::MxPattern;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-mx-wildcard",
    severity: Severity::Low,
    section: "RFC 8461 §10.4",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    let wildcards = subject
        .policy
        .fields
        .mx
        .iter()
        .filter(|mx| match &mx.value {
            // Of a whole top-level domain another rule speaks.
            MxPattern::Below(name) => name.label_count() > 1,
            MxPattern::Host(_) => false,
        });
    for mx in wildcards.take(POLICY_DEFECTS_MAX) {
        findings.push(Finding::new(&INFO, subject.place(mx.span)).text("mx", &mx.value));
    }
}
