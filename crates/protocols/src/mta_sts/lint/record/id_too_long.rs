//! An `id` of more than 32 letters and digits: by the grammar of §3.1 the record is invalid, and no
//! policy is available.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::record::Defect;

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/id-too-long",
    severity: Severity::High,
    section: "RFC 8461 §3.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::IdTooLong) {
        let finding = Finding::new(&INFO, subject.place(span));
        findings.push(finding.count("count", span.end - span.start));
    }
}
