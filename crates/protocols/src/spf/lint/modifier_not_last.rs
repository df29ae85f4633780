//! `redirect` or `exp` in front of a mechanism. It works, and misleads the reader: the mechanisms
//! behind it are tried first.

use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/modifier-not-last",
    severity: Severity::Info,
    section: "RFC 7208 §6",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(record) = &subject.parsed.record else {
        return;
    };
    let Some((last, _)) = record.directives().last() else {
        return;
    };
    for (span, name) in [
        record.redirect().map(|(span, _)| (span, "redirect")),
        record.explanation().map(|(span, _)| (span, "exp")),
    ]
    .into_iter()
    .flatten()
    {
        if span.start < last.start {
            findings.push(Finding::new(&INFO, subject.place(span)).text("name", name));
        }
    }
}
