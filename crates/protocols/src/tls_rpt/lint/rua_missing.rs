//! No `rua`, which §3 requires: there is nowhere to send a report to.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/rua-missing",
    severity: Severity::High,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::RuaMissing {
            findings.push(Finding::new(&INFO, subject.place(defect.span)));
        }
    }
}
