//! `s1._domainkey` or the whole owner name in place of the selector. Signers and checkers put
//! `_domainkey` and the domain behind it themselves, and ask at a name that does not exist.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::selector::SelectorDefect;
use super::{SelectorRule, Typed};

pub(super) const RULE: SelectorRule = SelectorRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/selector-with-domainkey",
    severity: Severity::High,
    section: "RFC 6376 §3.6.2.1",
};

fn check(typed: &Typed<'_>, findings: &mut Vec<Finding>) {
    for defect in &typed.parsed.defects {
        if let SelectorDefect::WithDomainkey { selector } = &defect.kind {
            let finding = Finding::new(&INFO, typed.place(defect.span)).text("selector", selector);
            findings.push(if selector.is_empty() {
                finding
            } else {
                finding.fix(Fix::replace(defect.span, ""))
            });
        }
    }
}
