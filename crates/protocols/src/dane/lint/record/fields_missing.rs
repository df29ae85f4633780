//! Not the four fields usage, selector, matching type and data: no name server loads such a record.

use crate::dane::record::Defect;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/fields-missing",
    severity: Severity::High,
    section: "RFC 6698 §2.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::FieldsMissing {
            findings.push(Finding::new(&INFO, subject.place(defect.span)));
        }
    }
}
