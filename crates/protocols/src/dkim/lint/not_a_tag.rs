//! Something between semicolons that is no `name=value`. The list breaks the grammar of §3.2, and
//! §6.1.2 has verifiers ignore malformed records.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::defect::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/not-a-tag",
    severity: Severity::High,
    section: "RFC 6376 §3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::NotATag) {
        let finding = Finding::new(&INFO, subject.place(span));
        findings.push(finding.text("text", subject.slice(span)));
    }
}
