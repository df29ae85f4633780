//! `g=` of RFC 4871, which RFC 6376 dropped. Today's verifiers ignore it; with an empty value,
//! verifiers of the old standard accept no address at all.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::defect::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/granularity-obsolete",
    severity: Severity::Info,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::Granularity) {
        let finding = Finding::new(&INFO, subject.place(span));
        findings.push(finding.fix(Fix::Edit(vec![subject.removal(span)])));
    }
}
