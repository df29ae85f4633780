//! The private key in the DNS: its PEM armour in the record, or its DER in `p=`. Whoever reads it
//! can sign as the domain.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::damage::Damage;
use super::super::defect::{KeyDefect, OctetsFault};
use super::super::key::KeyFault;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/private-key-published",
    severity: Severity::Critical,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let armour = subject.meant.edits(Damage::PrivateKeyArmour);
    let private = KeyDefect::Octets(OctetsFault::Key(KeyFault::PrivateKey));
    let in_key = subject
        .key_defects()
        .find(|(_, defect)| **defect == private);
    let armour = armour.first().map(|edit| edit.span);
    if let Some(span) = armour.or(in_key.map(|(span, _)| span)) {
        findings.push(Finding::new(&INFO, subject.place(span)));
    }
}
