//! A second `id`. §3.2 lets the first one count; whoever changes only the second will wonder why no
//! sender fetches the new policy.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::record::Defect;

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/id-repeated",
    severity: Severity::Medium,
    section: "RFC 8461 §3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::IdRepeated) {
        findings.push(Finding::new(&INFO, subject.place(span)));
    }
}
