//! No `p=`. It is the one required tag, so there is no key. Where the record is only `v=DKIM1`, the
//! rest was often taken for a comment: a semicolon begins one in a zone file.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::defect::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-missing",
    severity: Severity::High,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::KeyMissing) {
        findings.push(Finding::new(&INFO, subject.place(span)));
    }
}
