//! The key as RSAPublicKey of PKCS#1. §3.6.1 says so in its text, while its Appendix C and every
//! signer publish SubjectPublicKeyInfo; verifiers that read only the latter fail.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::defect::KeyDefect;
use super::super::key::Encoding;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-pkcs1",
    severity: Severity::Medium,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, defect) in subject.key_defects() {
        if let (KeyDefect::Pkcs1, Some(key)) = (defect, subject.reading.public_key()) {
            let usual = STANDARD.encode(key.octets(Encoding::SubjectPublicKeyInfo));
            let finding = Finding::new(&INFO, subject.place(span));
            findings.push(finding.fix(Fix::replace(span, usual)));
        }
    }
}
