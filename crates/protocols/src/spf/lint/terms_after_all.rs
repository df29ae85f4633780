//! Mechanisms behind `all` are never tried (§5.1): whoever they name is not authorised.

use super::super::record::Mechanism;
use crate::finding::{Finding, RuleInfo, Severity, Span};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/terms-after-all",
    severity: Severity::Medium,
    section: "RFC 7208 §5.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(record) = &subject.parsed.record else {
        return;
    };
    let mut behind = record
        .directives()
        .skip_while(|(_, directive)| directive.mechanism != Mechanism::All)
        .skip(1)
        .map(|(span, _)| span);
    if let Some(first) = behind.next() {
        let last = behind.last().unwrap_or(first);
        let span = Span::new(first.start, last.end);
        findings.push(Finding::new(&INFO, subject.place(span)).text("terms", subject.under(span)));
    }
}
