//! Two semicolons in a row. §3.2 has no empty tag; verifiers are lenient here, but none has to be.

use crate::finding::{Edit, Finding, Fix, RuleInfo, Severity, Span};

use super::super::defect::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/tag-empty",
    severity: Severity::Medium,
    section: "RFC 6376 §3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let edits: Vec<Edit> = subject
        .spans(&Defect::TagEmpty)
        .filter_map(|span| {
            // An empty entry that is not the last one has a semicolon after it.
            let semicolon = span.start + subject.meant.text.get(span.start..)?.find(';')?;
            let span = Span::new(span.start, semicolon + 1);
            Some(Edit {
                span,
                replacement: String::new(),
            })
        })
        .collect();
    if let Some(first) = edits.first() {
        let finding = Finding::new(&INFO, subject.place(first.span));
        findings.push(finding.fix(Fix::Edit(edits)));
    }
}
