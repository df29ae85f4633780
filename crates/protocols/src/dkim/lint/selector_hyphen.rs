//! A hyphen at an end of a label, where `sub-domain` wants a letter or a digit.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::selector::SelectorDefect;
use super::{SelectorRule, Typed};

pub(super) const RULE: SelectorRule = SelectorRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/selector-hyphen",
    severity: Severity::Low,
    section: "RFC 6376 §3.1",
};

fn check(typed: &Typed<'_>, findings: &mut Vec<Finding>) {
    for defect in &typed.parsed.defects {
        if defect.kind == SelectorDefect::HyphenAtEnd {
            findings.push(Finding::new(&INFO, typed.place(defect.span)));
        }
    }
}
