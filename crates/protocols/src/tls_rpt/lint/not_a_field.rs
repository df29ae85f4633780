//! Something between two semicolons that is no `name=value`: the record breaks the grammar of §3 and
//! strict senders drop all of it.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::versioned_txt::FormFault;

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/not-a-field",
    severity: Severity::Medium,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::Form(FormFault::NotAField) {
            let text = &subject.text[defect.span.start..defect.span.end];
            findings.push(Finding::new(&INFO, subject.place(defect.span)).text("text", text));
        }
    }
}
