//! No `v=`. It is only recommended, and DKIM1 is the default; with it people and tools see what the
//! record is.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::defect::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/version-absent",
    severity: Severity::Info,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::VersionAbsent) {
        let finding = Finding::new(&INFO, subject.place(span));
        findings.push(finding.fix(Fix::replace(span, "v=DKIM1; ")));
    }
}
