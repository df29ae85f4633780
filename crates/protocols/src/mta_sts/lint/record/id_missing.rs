//! No `id`, or one without a value. §3.1 requires it: it is how senders learn that the policy
//! changed, and without it the record is invalid.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::record::Defect;

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/id-missing",
    severity: Severity::High,
    section: "RFC 8461 §3.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::IdMissing) {
        findings.push(Finding::new(&INFO, subject.place(span)));
    }
}
