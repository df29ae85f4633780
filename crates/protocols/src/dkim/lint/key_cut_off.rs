//! The key ends before it is complete: its own DER length asks for more octets than there are. Most
//! often a field took 255 characters and dropped the rest without a word.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::defect::{KeyDefect, OctetsFault};
use super::super::key::KeyFault;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-cut-off",
    severity: Severity::High,
    section: "RFC 6376 §3.6.2.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, defect) in subject.key_defects() {
        if let KeyDefect::Octets(OctetsFault::Key(KeyFault::CutOff { wanted, present })) = defect {
            let finding = Finding::new(&INFO, subject.place(span))
                .count("wanted", *wanted)
                .count("present", *present);
            findings.push(finding);
        }
    }
}

/// Whether this rule speaks: what a cut does to length and padding is then no news.
pub(super) fn is_cut_off(subject: &Subject<'_>) -> bool {
    subject.key_defects().any(|(_, defect)| {
        matches!(
            defect,
            KeyDefect::Octets(OctetsFault::Key(KeyFault::CutOff { .. }))
        )
    })
}
