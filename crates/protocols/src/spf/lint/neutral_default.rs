//! The record ends in `?all`, or in nothing: whoever it does not name gets neutral, which §8.2 has
//! treated like no record at all.

use super::super::record::Qualifier;
use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/neutral-default",
    severity: Severity::Medium,
    section: "RFC 7208 §4.7",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    // A misspelt `all` is reported as what it is.
    let Some(record) = subject.sound_record() else {
        return;
    };
    match record.all() {
        Some((span, Qualifier::Neutral)) => {
            let finding = Finding::new(&INFO, subject.place(span));
            findings.push(finding.fix(Fix::replace(span, "~all")));
        }
        Some(_) => {}
        None if record.redirect().is_some() => {}
        None => {
            let end = subject.text.trim_end_matches(' ').len();
            let span = Span::new(end, end);
            let finding = Finding::new(&INFO, subject.place(span));
            findings.push(finding.fix(Fix::replace(span, " ~all")));
        }
    }
}
