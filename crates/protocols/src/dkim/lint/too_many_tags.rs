//! More tags than a record can have a use for: what comes after the limit is not looked at, here
//! nor by verifiers that have one.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::limits::TAGS_MAX;

use super::super::defect::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/too-many-tags",
    severity: Severity::Medium,
    section: "RFC 6376 §3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::TooManyTags) {
        findings.push(Finding::new(&INFO, subject.place(span)).count("limit", TAGS_MAX));
    }
}
