//! A tag name in capital letters. The grammar RFC 9989 borrows has names case-sensitive (RFC 6376
//! §3.2); most readers fold them, but not all.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/tag-case",
    severity: Severity::Low,
    section: "RFC 6376 §3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::TagCase(name) = defect.kind {
            let finding = Finding::new(&INFO, subject.place(defect.span));
            findings.push(
                finding
                    .text("tag", subject.written(defect.span))
                    .text("right", name)
                    .fix(Fix::replace(defect.span, name.as_str())),
            );
        }
    }
}
