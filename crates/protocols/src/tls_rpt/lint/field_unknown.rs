//! A field that §3 does not define. Senders skip it; most often it is a misspelt `rua`.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::versioned_txt::FormFault;

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/field-unknown",
    severity: Severity::Low,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::Form(FormFault::UnknownField(name)) = &defect.kind {
            findings.push(Finding::new(&INFO, subject.place(defect.span)).text("field", name));
        }
    }
}
