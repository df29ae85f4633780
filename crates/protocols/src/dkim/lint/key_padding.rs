//! `=` missing at the end of `p=`, or too many of them. Strict decoders refuse it.

use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};

use super::super::defect::KeyDefect;
use super::super::value::is_white;
use super::key_cut_off::is_cut_off;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-padding",
    severity: Severity::High,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (_, defect) in subject.key_defects() {
        if *defect != KeyDefect::Padding || is_cut_off(subject) {
            continue;
        }
        let value = subject.value_span("p");
        let data = subject
            .slice(value)
            .trim_end_matches(|c| c == '=' || is_white(c));
        let letters = data.chars().filter(|c| !is_white(*c)).count();
        let span = Span::new(value.start + data.len(), value.end);
        let padding = "=".repeat((4 - letters % 4) % 4);
        let finding = Finding::new(&INFO, subject.place(span));
        findings.push(finding.fix(Fix::replace(span, padding)));
    }
}
