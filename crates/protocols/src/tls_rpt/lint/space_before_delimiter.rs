//! White space between `v=TLSRPTv1` and its `;`. The grammar allows it, but the selection rule of §3
//! keeps only records that begin with `v=TLSRPTv1;`: senders that follow it see no record.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::versioned_txt::FormFault;

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/space-before-delimiter",
    severity: Severity::Medium,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::Form(FormFault::SpaceBeforeDelimiter) {
            let finding = Finding::new(&INFO, subject.place(defect.span));
            findings.push(finding.fix(Fix::replace(defect.span, "")));
        }
    }
}
