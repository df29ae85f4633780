//! A value of `psd`, `t`, `adkim` or `aspf` that is not allowed: §4.8 discards it for the default.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::{Defect, ValueFault};
use super::super::tags::TagName;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/value-invalid",
    severity: Severity::Medium,
    section: "RFC 9989 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        let Defect::Value {
            tag: tag @ (TagName::Psd | TagName::T | TagName::Adkim | TagName::Aspf),
            fault: ValueFault::NotAllowed,
        } = &defect.kind
        else {
            continue;
        };
        let written = subject.written(defect.span);
        let finding = Finding::new(&INFO, subject.place(defect.span))
            .text("tag", tag)
            .text("value", written)
            .text("default", tag.default_value().unwrap_or_default());
        findings.push(match meant(*tag, written) {
            Some(value) => finding.fix(Fix::replace(defect.span, value)),
            None => finding,
        });
    }
}

/// `yes`, `strict`, `relaxed` and the like: the word for the letter.
fn meant(tag: TagName, value: &str) -> Option<&'static str> {
    let value = value.to_ascii_lowercase();
    let words: &[(&str, &'static str)] = match tag {
        TagName::Adkim | TagName::Aspf => &[("strict", "s"), ("relaxed", "r")],
        TagName::T => &[("yes", "y"), ("no", "n"), ("1", "y"), ("0", "n")],
        TagName::Psd => &[("yes", "y"), ("no", "n"), ("unknown", "u")],
        TagName::V
        | TagName::P
        | TagName::Sp
        | TagName::Np
        | TagName::Fo
        | TagName::Rua
        | TagName::Ruf
        | TagName::Pct
        | TagName::Rf
        | TagName::Ri => &[],
    };
    let found = words.iter().find(|(word, _)| *word == value);
    found.map(|(_, letter)| *letter)
}
