//! Backslashes inside the value: `\;` of a BIND zone file, or `\n` of a JSON string. A tag that
//! ends in a backslash has another value, and base64 has no backslash.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::damage::Damage;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/stray-backslashes",
    severity: Severity::High,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    subject.find_damage(Damage::Backslashes, &INFO, findings);
}
