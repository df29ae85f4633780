//! White space inside `p=`. §3.6.1 allows it, and verifiers skip it; it shows that the value was
//! cut and joined somewhere, which is how worse damage comes about.

use crate::finding::{Edit, Finding, Fix, RuleInfo, Severity, Span};
use crate::limits::REPAIRS_MAX;

use super::super::value::is_white;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-whitespace",
    severity: Severity::Info,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let span = subject.value_span("p");
    let value = subject.slice(span);
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(gap) = value[at..].find(is_white) {
        let start = at + gap;
        let length = value[start..]
            .find(|c| !is_white(c))
            .unwrap_or(value.len() - start);
        let gap = Span::new(span.start + start, span.start + start + length);
        if !subject.meant.repaired_at(gap.start) {
            edits.push(Edit {
                span: gap,
                replacement: String::new(),
            });
        }
        at = start + length;
    }
    if let Some(first) = edits.first() {
        let finding = Finding::new(&INFO, subject.place(first.span)).count("count", edits.len());
        findings.push(if edits.len() > REPAIRS_MAX {
            finding
        } else {
            finding.fix(Fix::Edit(edits))
        });
    }
}
