//! A second `redirect` or `exp`: §6 makes it a permerror, also where both say the same.

use super::super::defect::Defect;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/modifier-repeated",
    severity: Severity::Critical,
    section: "RFC 7208 §6",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::ModifierRepeated { name } = kind else {
            continue;
        };
        findings.push(Finding::new(&INFO, subject.place(span)).text("name", name));
    }
}
