//! Quotation marks inside the value. They belong to the zone file's way of writing a string; a
//! provider's field takes the string itself. OpenDKIM forgives them, the grammar does not.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::damage::Damage;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/stray-quotes",
    severity: Severity::High,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    subject.find_damage(Damage::Quotes, &INFO, findings);
}
