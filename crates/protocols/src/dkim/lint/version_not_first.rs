//! `v=` after another tag. §3.6.1: 'This tag MUST be the first tag in the record.'

use crate::finding::{Edit, Finding, Fix, RuleInfo, Severity, Span};

use super::super::defect::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/version-not-first",
    severity: Severity::High,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::VersionNotFirst) {
        let insert = Edit {
            span: Span::new(0, 0),
            replacement: "v=DKIM1; ".to_string(),
        };
        let edits = vec![insert, subject.removal(span)];
        findings.push(Finding::new(&INFO, subject.place(span)).fix(Fix::Edit(edits)));
    }
}
