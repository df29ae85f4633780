//! A second `rua`. §3 defines one field with a comma-separated list and does not say what a second
//! means; senders take the first, the last or neither.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/rua-repeated",
    severity: Severity::Medium,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::RuaRepeated {
            findings.push(Finding::new(&INFO, subject.place(defect.span)));
        }
    }
}
