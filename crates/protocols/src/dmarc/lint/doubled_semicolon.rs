//! Nothing between two semicolons. §4.8 has no empty tag; readers pass over it.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/doubled-semicolon",
    severity: Severity::Low,
    section: "RFC 9989 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::DoubledSemicolon {
            let removal = subject.removal(defect.span);
            let finding = Finding::new(&INFO, subject.place(removal.span));
            findings.push(finding.fix(Fix::Edit(vec![removal])));
        }
    }
}
