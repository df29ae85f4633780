//! RSA of 1024 to 2047 bits. RFC 8301 §3.2: 'Signers SHOULD use RSA keys of at least 2048 bits',
//! since 1024 bits are within reach of those with means.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::key::RsaPublicKey;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/rsa-short",
    severity: Severity::Medium,
    section: "RFC 8301 §3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let bits = subject.rsa().map(RsaPublicKey::modulus_bits);
    if let Some(bits) = bits.filter(|bits| (1024..2048).contains(bits)) {
        let finding = Finding::new(&INFO, subject.place(subject.value_span("p")));
        findings.push(finding.count("bits", bits));
    }
}
