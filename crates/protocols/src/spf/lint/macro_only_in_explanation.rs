//! `%{c}`, `%{r}` or `%{t}` in a term. They are for the text that `exp` points to.

use super::super::defect::{Defect, MacroFault};
use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/macro-only-in-explanation",
    severity: Severity::Critical,
    section: "RFC 7208 §7.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::Macro(MacroFault::ExplanationOnly(_)) = kind else {
            continue;
        };
        findings.push(Finding::new(&INFO, subject.place(span)).text("macro", subject.under(span)));
    }
}
