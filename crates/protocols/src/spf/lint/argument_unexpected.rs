//! Something behind a term that takes nothing there: `all:x`, `ptr/24`, `include:x.example/24`.

use super::super::defect::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/argument-unexpected",
    severity: Severity::Critical,
    section: "RFC 7208 §12",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::ArgumentUnexpected { name } = kind else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(span)).text("name", name);
        findings.push(finding.fix(Fix::replace(span, "")));
    }
}
