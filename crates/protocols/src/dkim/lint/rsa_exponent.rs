//! A public exponent other than 65537, which §3.3.2 recommends. An even one, or 1, is no RSA at
//! all; 3 has a history of forged signatures where padding is checked carelessly.

use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/rsa-exponent",
    severity: Severity::Medium,
    section: "RFC 6376 §3.3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(key) = subject.rsa() else {
        return;
    };
    let exponent = key.exponent();
    if exponent == Some(65_537) {
        return;
    }
    let finding = Finding::new(&INFO, subject.place(subject.value_span("p")));
    let broken = exponent.is_some_and(|exponent| exponent < 3 || exponent % 2 == 0);
    let severity = if broken {
        Severity::High
    } else {
        Severity::Medium
    };
    findings.push(match exponent {
        Some(exponent) => finding.count("exponent", exponent).severity(severity),
        None => finding.text("exponent", "> 2^64"),
    });
}
