//! `%{s}`, `%{l}`, `%{o}` or `%{h}` in a term that asks the DNS: every sender makes a question of
//! its own, and neither the answers nor the result can be kept. `%{o}` and `%{h}` also let the
//! sender choose the name.

use super::super::macro_string::MacroLetter;
use super::super::record::Term;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/macro-uncacheable",
    severity: Severity::Info,
    section: "RFC 7208 §7.3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for placed in subject.terms() {
        let Some(spec) = placed.term.domain_spec() else {
            continue;
        };
        if let Term::Explanation(_) = placed.term {
            continue;
        }
        let uncacheable = |letter: MacroLetter| match letter {
            MacroLetter::Sender
            | MacroLetter::LocalPart
            | MacroLetter::SenderDomain
            | MacroLetter::Helo => true,
            MacroLetter::Domain
            | MacroLetter::Ip
            | MacroLetter::ValidatedName
            | MacroLetter::Family
            | MacroLetter::ReadableIp
            | MacroLetter::Receiver
            | MacroLetter::Time => false,
        };
        if spec
            .string()
            .macros()
            .any(|expand| uncacheable(expand.letter))
        {
            let span = placed.span;
            findings
                .push(Finding::new(&INFO, subject.place(span)).text("term", subject.under(span)));
        }
    }
}
