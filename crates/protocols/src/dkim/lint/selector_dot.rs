//! A dot at an end of the selector, or two in a row: an empty label, which no name has.

use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};

use super::super::selector::SelectorDefect;
use super::{SelectorRule, Typed};

pub(super) const RULE: SelectorRule = SelectorRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/selector-dot",
    severity: Severity::High,
    section: "RFC 6376 §3.1",
};

fn check(typed: &Typed<'_>, findings: &mut Vec<Finding>) {
    for defect in &typed.parsed.defects {
        if defect.kind == SelectorDefect::EmptyLabel {
            let finding = Finding::new(&INFO, typed.place(defect.span));
            let start = defect.span.start;
            // The dot before the empty label goes, or the one after it where it is the first.
            let dot = if start == 0 {
                Span::new(0, 1)
            } else {
                Span::new(start - 1, start)
            };
            findings.push(finding.fix(Fix::replace(dot, "")));
        }
    }
}
