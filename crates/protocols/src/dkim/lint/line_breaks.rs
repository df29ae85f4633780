//! Line breaks inside the record, from an example that was wrapped for reading. Folding white space
//! is a CRLF with white space after it; a bare line feed is no part of the grammar.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::damage::Damage;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/line-breaks",
    severity: Severity::Medium,
    section: "RFC 6376 §2.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    subject.find_damage(Damage::LineBreaks, &INFO, findings);
}
