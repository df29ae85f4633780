//! Two semicolons in a row. §3.1 has a field behind every one but the last, `1*(delim field)
//! [delim]`, so the record is invalid.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::record::Defect;
use crate::versioned_txt::FormFault;

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/semicolon-repeated",
    severity: Severity::High,
    section: "RFC 8461 §3.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::Form(FormFault::SemicolonRepeated)) {
        findings.push(Finding::new(&INFO, subject.place(span)).fix(Fix::replace(span, "")));
    }
}
