//! Two semicolons in a row. §3 has a field behind every one but the last, so the record breaks the
//! grammar and strict senders drop all of it.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::versioned_txt::FormFault;

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/semicolon-repeated",
    severity: Severity::Medium,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::Form(FormFault::SemicolonRepeated) {
            let finding = Finding::new(&INFO, subject.place(defect.span));
            findings.push(finding.fix(Fix::replace(defect.span, "")));
        }
    }
}
