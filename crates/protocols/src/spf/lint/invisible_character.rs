//! A tab, a line end, a no-break space or a control character. Only SP separates terms; anything
//! else is part of a term and no term has it. Web forms and copied documents put them there.

use super::super::defect::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/invisible-character",
    severity: Severity::Critical,
    section: "RFC 7208 §12",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        // At the end there is nothing to separate.
        let separates = *kind == Defect::WhiteSpace && span.end < subject.text.len();
        if !matches!(kind, Defect::WhiteSpace | Defect::Control) {
            continue;
        }
        let replacement = if separates { " " } else { "" };
        let finding = Finding::new(&INFO, subject.place(span));
        findings.push(finding.fix(Fix::replace(span, replacement)));
    }
}
