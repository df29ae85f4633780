//! An element of `h=`, `s=` or `t=` that is no word: most often a comma in place of the colon,
//! which makes `y,s` one unknown flag.

use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};

use super::super::defect::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/list-malformed",
    severity: Severity::Medium,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for tag in ["h", "s", "t"]
        .into_iter()
        .filter_map(|name| subject.tag(name))
    {
        let value = tag.value_span;
        let inside = |span: Span| value.start <= span.start && span.end <= value.end;
        if !subject.spans(&Defect::ListElement).any(inside) {
            continue;
        }
        let words: Vec<String> = tag
            .value
            .split([':', ',', ' '])
            .filter(|word| !word.is_empty() && word.chars().all(is_word_char))
            .map(str::to_string)
            .collect();
        let finding = Finding::new(&INFO, subject.place(value)).text("tag", tag.name);
        findings.push(finding.fix(Fix::Edit(vec![subject.list_of(tag, &words)])));
    }
}

/// §2.10 `hyphenated-word`, and the `*` of `s=`.
fn is_word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '*'
}
