//! A key all in lower case. Base64 tells the cases apart; a provider or a CNAME field folded them,
//! and the key is lost.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::defect::{KeyDefect, OctetsFault};
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-lower-cased",
    severity: Severity::High,
    section: "RFC 6376 §3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, defect) in subject.key_defects() {
        if matches!(defect, KeyDefect::Octets(OctetsFault::Key(_))) && is_folded(subject) {
            findings.push(Finding::new(&INFO, subject.place(span)));
        }
    }
}

/// Characters without an upper-case one among them that are no chance: 26 of 64 are upper case.
const LETTERS_MIN: usize = 64;

/// Whether the value of `p=` has lost its upper case.
pub(super) fn is_folded(subject: &Subject<'_>) -> bool {
    let value = subject.slice(subject.value_span("p"));
    value.len() >= LETTERS_MIN && !value.contains(|c: char| c.is_ascii_uppercase())
}
