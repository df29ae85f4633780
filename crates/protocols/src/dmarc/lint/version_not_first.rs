//! `v` is there, but another tag stands before it: §4.7 has receivers ignore the whole record.

use crate::finding::{Edit, Finding, Fix, RuleInfo, Severity, Span};

use super::super::record::{Defect, VersionFault};
use super::{RecordRule, Subject, VERSION_TAG};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/version-not-first",
    severity: Severity::High,
    section: "RFC 9989 §4.7",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let behind = Defect::Version(VersionFault::NotFirst);
    for defect in subject.parsed.defects.iter().filter(|d| d.kind == behind) {
        let finding = Finding::new(&INFO, subject.place(defect.span));
        let in_front = Edit {
            span: Span::new(0, 0),
            replacement: format!("{VERSION_TAG}; "),
        };
        findings.push(finding.fix(Fix::Edit(vec![in_front, subject.removal(defect.span)])));
    }
}
