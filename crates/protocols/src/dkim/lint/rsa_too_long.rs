//! RSA above 4096 bits. RFC 8301 §3.2 has verifiers handle 1024 to 4096 bits; more they may refuse,
//! and some do.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::key::RsaPublicKey;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/rsa-too-long",
    severity: Severity::Medium,
    section: "RFC 8301 §3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if let Some(bits) = subject
        .rsa()
        .map(RsaPublicKey::modulus_bits)
        .filter(|bits| *bits > 4096)
    {
        let finding = Finding::new(&INFO, subject.place(subject.value_span("p")));
        findings.push(finding.count("bits", bits));
    }
}
