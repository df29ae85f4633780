//! An Ed25519 key inside SubjectPublicKeyInfo, as OpenSSL prints it. RFC 8463 §4.2 wants the 32
//! octets alone, 44 characters of base64.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::defect::KeyDefect;
use super::super::key::Encoding;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/ed25519-wrapped",
    severity: Severity::High,
    section: "RFC 8463 §4.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, defect) in subject.key_defects() {
        if let (KeyDefect::Ed25519Wrapped, Some(key)) = (defect, subject.reading.public_key()) {
            let bare = STANDARD.encode(key.octets(Encoding::Bare));
            let finding = Finding::new(&INFO, subject.place(span));
            findings.push(finding.fix(Fix::replace(span, bare)));
        }
    }
}
