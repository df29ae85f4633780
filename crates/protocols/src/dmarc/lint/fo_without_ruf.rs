//! `fo` without `ruf`: §4.7 'This tag's content MUST be ignored if a "ruf" tag is not also
//! specified.' Low although the tag is ignored: nobody is worse off for it.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::tags::TagName;
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/fo-without-ruf",
    severity: Severity::Low,
    section: "RFC 9989 §4.7",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if subject.meaning().is_none() || subject.tag(TagName::Ruf).is_some() {
        return;
    }
    if let Some(tag) = subject.tag(TagName::Fo) {
        let finding = Finding::new(&INFO, subject.place(whole(tag)));
        findings.push(finding.fix(Fix::Edit(vec![subject.removal(whole(tag))])));
    }
}
