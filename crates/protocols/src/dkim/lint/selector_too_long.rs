//! A label of more than 63 octets, or a name of more than 253: the DNS cannot carry it.

use crate::finding::{Finding, Place, RecordKind, RuleInfo, Severity};

use super::super::selector::SelectorDefect;
use super::{SelectorRule, Typed};

pub(super) const RULE: SelectorRule = SelectorRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/selector-too-long",
    severity: Severity::High,
    section: "RFC 6376 §3.1",
};

fn check(typed: &Typed<'_>, findings: &mut Vec<Finding>) {
    for defect in &typed.parsed.defects {
        if defect.kind == SelectorDefect::TooLong {
            findings.push(Finding::new(&INFO, typed.place(defect.span)));
        }
    }
}

/// A sound selector that is too long for the domain it is used with.
pub(super) fn finding(selector: &str) -> Finding {
    let place = Place::new(RecordKind::DkimSelector, None, selector);
    Finding::new(&INFO, place)
}
