//! Something between two semicolons that the grammar of §3.1 does not admit: no `=`, a name that
//! begins with a sign, a value with a blank. The record is invalid.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::record::Defect;
use crate::versioned_txt::FormFault;

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/not-a-field",
    severity: Severity::High,
    section: "RFC 8461 §3.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::Form(FormFault::NotAField)) {
        let text = &subject.text[span.start..span.end];
        findings.push(Finding::new(&INFO, subject.place(span)).text("text", text));
    }
}
