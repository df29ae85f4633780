//! A modifier that no standard defines. §6 has it ignored; most often it is a misspelt `redirect`,
//! and then the record has no policy.

use super::super::record::Term;
use super::super::term::is_term;
use super::super::typo::{is_mechanism, is_nearly_redirect};
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/modifier-unknown",
    severity: Severity::Low,
    section: "RFC 7208 §6",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for placed in subject.terms() {
        let Term::Unknown { name, value } = &placed.term else {
            continue;
        };
        if is_mechanism(name) || name.eq_ignore_ascii_case("v") {
            continue;
        }
        let finding = Finding::new(&INFO, subject.place(placed.span)).text("name", name);
        let meant = format!("redirect={value}");
        findings.push(if is_nearly_redirect(name) && is_term(&meant) {
            finding
                .severity(Severity::High)
                .fix(Fix::replace(placed.span, meant))
        } else {
            finding
        });
    }
}
