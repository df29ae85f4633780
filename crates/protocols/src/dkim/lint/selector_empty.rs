//! No selector at all.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::selector::SelectorDefect;
use super::{SelectorRule, Typed};

pub(super) const RULE: SelectorRule = SelectorRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/selector-empty",
    severity: Severity::High,
    section: "RFC 6376 §3.1",
};

fn check(typed: &Typed<'_>, findings: &mut Vec<Finding>) {
    for defect in &typed.parsed.defects {
        if defect.kind == SelectorDefect::Empty {
            findings.push(Finding::new(&INFO, typed.place(defect.span)));
        }
    }
}
