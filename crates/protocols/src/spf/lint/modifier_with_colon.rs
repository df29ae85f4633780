//! `redirect:` and `exp:`. Modifiers take `=`; with a colon the grammar sees an unknown mechanism.

use super::super::defect::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/modifier-with-colon",
    severity: Severity::Critical,
    section: "RFC 7208 §4.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::ModifierWithColon { meant } = kind else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(span)).text("meant", meant);
        findings.push(finding.fix(Fix::replace(span, meant)));
    }
}
