//! `k=ed25519` with more or fewer than 32 octets: the key was cut, or another key was pasted.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::defect::{KeyDefect, OctetsFault};
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/ed25519-wrong-length",
    severity: Severity::High,
    section: "RFC 8463 §4.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, defect) in subject.key_defects() {
        if let KeyDefect::Octets(OctetsFault::Ed25519Length(length)) = defect {
            findings.push(Finding::new(&INFO, subject.place(span)).count("length", *length));
        }
    }
}
