//! `ptr` or `%{p}`. §5.5: 'This mechanism SHOULD NOT be published.' It is slow, it fails when a
//! reverse zone does, and large receivers do not evaluate it.

use super::super::macro_string::MacroLetter;
use super::super::record::{Directive, Mechanism, Term};
use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/ptr-used",
    severity: Severity::Medium,
    section: "RFC 7208 §5.5",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for placed in subject.terms() {
        let is_ptr = matches!(
            &placed.term,
            Term::Directive(Directive {
                mechanism: Mechanism::Ptr(_),
                ..
            })
        );
        let uses_p = placed.term.domain_spec().is_some_and(|spec| {
            spec.string()
                .macros()
                .any(|expand| expand.letter == MacroLetter::ValidatedName)
        });
        if is_ptr || uses_p {
            let span = placed.span;
            findings
                .push(Finding::new(&INFO, subject.place(span)).text("term", subject.under(span)));
        }
    }
}
