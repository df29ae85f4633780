//! A comma or semicolon between terms. Where the grammar happens to read it as part of a name, the
//! name is one that nobody has, which is as bad for an include.

use super::super::defect::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/separator",
    severity: Severity::Critical,
    section: "RFC 7208 §12",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let (Defect::Separator | Defect::SeparatorInName) = kind else {
            continue;
        };
        let is_last = subject.text[span.end..]
            .trim_start_matches([' ', ',', ';'])
            .is_empty();
        let follows_space = subject.text[span.end..].starts_with(' ');
        let replacement = if is_last || follows_space { "" } else { " " };
        let finding =
            Finding::new(&INFO, subject.place(span)).text("separator", subject.under(span));
        findings.push(finding.fix(Fix::replace(span, replacement)));
    }
}
