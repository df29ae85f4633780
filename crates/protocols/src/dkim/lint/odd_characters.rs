//! Characters beyond ASCII: typographic quotes, no-break and zero-width spaces. They come from a
//! word processor, a mail or a web page, and no value may hold them.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::damage::Damage;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/odd-characters",
    severity: Severity::High,
    section: "RFC 6376 §3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    subject.find_damage(Damage::OddCharacters, &INFO, findings);
}
