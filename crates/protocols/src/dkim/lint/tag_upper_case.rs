//! A tag in upper case. §3.2: 'Tags MUST be interpreted in a case-sensitive manner', so `P=` is an
//! unknown tag and the record has no key.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::damage::Damage;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/tag-upper-case",
    severity: Severity::High,
    section: "RFC 6376 §3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    subject.find_damage(Damage::TagUpperCase, &INFO, findings);
}
