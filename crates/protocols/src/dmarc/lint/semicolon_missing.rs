//! A semicolon is missing between two tags, or a comma stands in its place: the first value then
//! runs on to the next semicolon, is none of the allowed ones, and the second tag is not seen at
//! all.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::{Defect, ValueFault};
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/semicolon-missing",
    severity: Severity::High,
    section: "RFC 9989 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::Value {
            tag,
            fault: ValueFault::SemicolonMissing,
        } = &defect.kind
        {
            let finding = Finding::new(&INFO, subject.place(defect.span)).text("tag", tag);
            findings.push(finding.fix(Fix::replace(defect.span, "; ")));
        }
    }
}
