//! Something between two semicolons that is no `name=value`: receivers pass over it, so whatever
//! was meant is not there.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/not-a-tag",
    severity: Severity::Medium,
    section: "RFC 9989 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::NotATag {
            let text = subject.written(defect.span);
            findings.push(Finding::new(&INFO, subject.place(defect.span)).text("text", text));
        }
    }
}
