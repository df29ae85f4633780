//! A `%` that begins no macro, an unknown letter, a missing brace, or a number of parts that is
//! zero.

use super::super::defect::{Defect, MacroFault};
use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/macro-malformed",
    severity: Severity::Critical,
    section: "RFC 7208 §7.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::Macro(fault) = kind else {
            continue;
        };
        match fault {
            MacroFault::LonePercent
            | MacroFault::Unclosed
            | MacroFault::UnknownLetter(_)
            | MacroFault::BadTransformer
            | MacroFault::ZeroParts => {}
            MacroFault::ExplanationOnly(_) => continue,
        }
        findings.push(Finding::new(&INFO, subject.place(span)).text("macro", subject.under(span)));
    }
}
