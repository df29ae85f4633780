//! `k=` with a word that is no key type. §3.6.1: 'Unrecognized key types MUST be ignored', and with
//! them the key.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::defect::Defect;
use super::super::key::KeyType;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-type-unknown",
    severity: Severity::High,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::KeyTypeUnknown) {
        let word = subject.slice(span);
        let lower = word.to_ascii_lowercase();
        let meant = [KeyType::Ed25519, KeyType::Rsa]
            .into_iter()
            .find(|key_type| lower.starts_with(key_type.word()));
        let finding = Finding::new(&INFO, subject.place(span)).text("type", word);
        findings.push(match meant {
            Some(key_type) => finding.fix(Fix::replace(span, key_type.word())),
            None => finding,
        });
    }
}
