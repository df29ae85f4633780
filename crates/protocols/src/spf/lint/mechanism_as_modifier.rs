//! `include=x`, `a=x`, `ip4=x`: with `=` it is an unknown modifier, which §6 has everybody ignore.
//! The senders it names are not authorised.

use super::super::record::Term;
use super::super::term::is_term;
use super::super::typo::is_mechanism;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/mechanism-as-modifier",
    severity: Severity::High,
    section: "RFC 7208 §6",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for placed in subject.terms() {
        let Term::Unknown { name, value } = &placed.term else {
            continue;
        };
        if !is_mechanism(name) {
            continue;
        }
        let span = placed.span;
        let meant = format!("{}:{value}", name.to_ascii_lowercase());
        let finding = Finding::new(&INFO, subject.place(span)).text("meant", &meant);
        findings.push(if is_term(&meant) {
            finding.fix(Fix::replace(span, meant))
        } else {
            finding
        });
    }
}
