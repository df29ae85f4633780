//! A tag that stands twice. §3.2: 'if a tag name does occur more than once, the entire tag-list is
//! invalid.' Mended only where both say the same.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::defect::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/tag-repeated",
    severity: Severity::High,
    section: "RFC 6376 §3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::TagRepeated) {
        let again = subject
            .list
            .tags()
            .find(|tag| tag.name_span.start == span.start);
        let Some(again) = again else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(span)).text("tag", again.name);
        let same = subject
            .tag(again.name)
            .is_some_and(|first| first.value == again.value);
        findings.push(if same {
            finding.fix(Fix::Edit(vec![subject.removal(span)]))
        } else {
            finding
        });
    }
}
