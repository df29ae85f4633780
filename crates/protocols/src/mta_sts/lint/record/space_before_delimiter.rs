//! White space between `v=STSv1` and its `;`. The grammar allows it, but the selection rule of §3.1
//! keeps only records that begin with `v=STSv1;` (reported as erratum 6285): senders that follow it
//! see no record.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::record::Defect;
use crate::versioned_txt::FormFault;

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/space-before-delimiter",
    severity: Severity::Medium,
    section: "RFC 8461 §3.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::Form(FormFault::SpaceBeforeDelimiter)) {
        findings.push(Finding::new(&INFO, subject.place(span)).fix(Fix::replace(span, "")));
    }
}
