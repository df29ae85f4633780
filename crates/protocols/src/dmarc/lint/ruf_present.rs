//! Failure reports are asked for. Few receivers send them, and those that do send parts of people's
//! mail (RFC 9991 §7): whoever reads them needs a reason that data protection accepts.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::tags::TagName;
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/ruf-present",
    severity: Severity::Info,
    section: "RFC 9991 §7",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let (Some(record), Some(tag)) = (subject.meaning(), subject.tag(TagName::Ruf)) else {
        return;
    };
    if !record.ruf.is_empty() {
        findings.push(Finding::new(&INFO, subject.place(whole(tag))));
    }
}
