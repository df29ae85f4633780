//! The lines around a key in a PEM file. `p=` takes the base64 between them.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::damage::Damage;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/pem-armour",
    severity: Severity::High,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    subject.find_damage(Damage::PemArmour, &INFO, findings);
}
