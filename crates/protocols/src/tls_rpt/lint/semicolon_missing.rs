//! Nothing ends the version: `v=TLSRPTv1` stands alone, or the next field follows after a blank. §3
//! keeps only records that begin with `v=TLSRPTv1;`.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::versioned_txt::FormFault;

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/semicolon-missing",
    severity: Severity::High,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::Form(FormFault::SemicolonMissing) {
            let finding = Finding::new(&INFO, subject.place(defect.span));
            findings.push(finding.fix(Fix::replace(defect.span, ";")));
        }
    }
}
