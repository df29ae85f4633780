//! A character that `sub-domain` does not have. A space, a quote or an `=` makes the selector
//! useless; an underscore is outside the grammar and works with nearly every verifier.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::selector::SelectorDefect;
use super::{SelectorRule, Typed};

pub(super) const RULE: SelectorRule = SelectorRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/selector-bad-character",
    severity: Severity::High,
    section: "RFC 6376 §3.1",
};

fn check(typed: &Typed<'_>, findings: &mut Vec<Finding>) {
    for defect in &typed.parsed.defects {
        if let SelectorDefect::BadCharacter(c) = defect.kind {
            let finding = Finding::new(&INFO, typed.place(defect.span)).text("character", c);
            findings.push(if c == '_' {
                finding.severity(Severity::Low)
            } else {
                finding
            });
        }
    }
}
