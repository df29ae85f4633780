//! A space between a name and its argument, or behind a qualifier. The space ends the term, so both
//! halves are syntax errors.

use super::super::defect::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/space-in-term",
    severity: Severity::Critical,
    section: "RFC 7208 §12",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::SpaceInTerm { meant } = kind else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(span)).text("meant", meant);
        findings.push(finding.fix(Fix::replace(span, meant)));
    }
}
