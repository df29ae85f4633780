//! A text that was never meant as a key record: no `p=`, and it does not begin with `v=DKIM1`. An
//! SPF record at the selector's name, the answer of a wildcard, a verification token. §6.1.2 has
//! verifiers answer 'key syntax error'.

use crate::finding::{Finding, RuleInfo, Severity, Span};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/not-a-key",
    severity: Severity::High,
    section: "RFC 6376 §6.1.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let version = subject
        .tag("v")
        .is_some_and(|tag| tag.value.eq_ignore_ascii_case("DKIM1"));
    let begins = subject
        .meant
        .text
        .trim_start()
        .to_ascii_uppercase()
        .starts_with("V=DKIM1");
    if !version && !begins && subject.tag("p").is_none() {
        let span = Span::new(0, subject.text.len());
        findings.push(Finding::new(&INFO, subject.place(span)));
    }
}
