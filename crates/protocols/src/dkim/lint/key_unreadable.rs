//! Sound base64 that is no public key: neither SubjectPublicKeyInfo nor RSAPublicKey, or a key of
//! an algorithm that DKIM does not know.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::defect::{KeyDefect, OctetsFault};
use super::super::key::KeyFault;
use super::key_lower_cased::is_folded;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-unreadable",
    severity: Severity::High,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, defect) in subject.key_defects() {
        let KeyDefect::Octets(OctetsFault::Key(fault)) = defect else {
            continue;
        };
        let unreadable = match fault {
            KeyFault::Unreadable | KeyFault::OtherAlgorithm(_) => true,
            KeyFault::CutOff { .. } | KeyFault::Trailing { .. } | KeyFault::PrivateKey => false,
        };
        if unreadable && !is_folded(subject) {
            findings.push(Finding::new(&INFO, subject.place(span)));
        }
    }
}
