//! No `v` at all: §4.7 has receivers ignore the whole record.

use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};

use super::super::record::{Defect, VersionFault};
use super::{RecordRule, Subject, VERSION_TAG};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/version-missing",
    severity: Severity::High,
    section: "RFC 9989 §4.7",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let missing = Defect::Version(VersionFault::Missing);
    for defect in subject.parsed.defects.iter().filter(|d| d.kind == missing) {
        let finding = Finding::new(&INFO, subject.place(defect.span));
        let first = subject.written(defect.span);
        // 'DMARC1; p=none' and 'v:DMARC1; p=none' have the version in a broken form.
        let broken = !first.contains('=') && first.to_ascii_lowercase().contains("dmarc1");
        let fix = match (first.is_empty(), broken) {
            (true, _) => Fix::Instruct,
            (false, true) => Fix::replace(defect.span, VERSION_TAG),
            (false, false) => Fix::replace(Span::new(0, 0), format!("{VERSION_TAG}; ")),
        };
        findings.push(finding.fix(fix));
    }
}
