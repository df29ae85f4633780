//! A tag that §3.6.1 does not define. 'Unrecognized tags MUST be ignored', so it does no harm, and
//! what it was to say is not heard.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::defect::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/tag-unknown",
    severity: Severity::Info,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::TagUnknown) {
        let tag = subject
            .list
            .tags()
            .find(|tag| tag.name_span.start == span.start);
        if let Some(tag) = tag {
            findings.push(Finding::new(&INFO, subject.place(tag.name_span)).text("tag", tag.name));
        }
    }
}
