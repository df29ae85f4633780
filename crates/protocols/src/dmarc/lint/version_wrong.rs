//! `v` is first and has another value than `DMARC1`: the wrong case, a space, a number behind it.
//! The value is case-sensitive, and §4.7 has receivers ignore the whole record.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::{Defect, VERSION, VersionFault};
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/version-wrong",
    severity: Severity::High,
    section: "RFC 9989 §4.7",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let wrong = Defect::Version(VersionFault::Wrong);
    for defect in subject.parsed.defects.iter().filter(|d| d.kind == wrong) {
        let finding = Finding::new(&INFO, subject.place(defect.span));
        let finding = finding.text("version", subject.written(defect.span));
        findings.push(finding.fix(Fix::replace(defect.span, VERSION)));
    }
}
