//! Strict alignment: SPF or DKIM has to pass for exactly the domain in `From` (§4.4). Services that
//! send with a bounce domain of their own below yours, or sign for a subdomain, then fail.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::tags::{AlignmentMode, TagName};
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/strict-alignment",
    severity: Severity::Info,
    section: "RFC 9989 §4.4",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(record) = subject.meaning() else {
        return;
    };
    for (name, mode) in [(TagName::Adkim, record.adkim), (TagName::Aspf, record.aspf)] {
        if let (AlignmentMode::Strict, Some(tag)) = (mode, subject.tag(name)) {
            findings.push(Finding::new(&INFO, subject.place(whole(tag))).text("tag", name));
        }
    }
}
