//! Nothing ends the version: `v=STSv1` stands alone, or the next field follows after a blank. §3.1
//! keeps only records that begin with `v=STSv1;`.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::record::Defect;
use crate::versioned_txt::FormFault;

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/semicolon-missing",
    severity: Severity::High,
    section: "RFC 8461 §3.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::Form(FormFault::SemicolonMissing)) {
        findings.push(Finding::new(&INFO, subject.place(span)).fix(Fix::replace(span, ";")));
    }
}
