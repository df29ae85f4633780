//! RSA below 1024 bits. RFC 8301 §3.2: 'Verifiers MUST NOT consider signatures using RSA keys of
//! less than 1024 bits as valid signatures.'

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::key::RsaPublicKey;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/rsa-too-short",
    severity: Severity::High,
    section: "RFC 8301 §3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if let Some(bits) = subject
        .rsa()
        .map(RsaPublicKey::modulus_bits)
        .filter(|bits| *bits < 1024)
    {
        let finding = Finding::new(&INFO, subject.place(subject.value_span("p")));
        findings.push(finding.count("bits", bits));
    }
}
