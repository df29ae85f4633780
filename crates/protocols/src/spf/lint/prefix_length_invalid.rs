//! A prefix length out of range, with a leading zero, with a second slash, or written as a netmask.

use super::super::defect::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/prefix-length-invalid",
    severity: Severity::Critical,
    section: "RFC 7208 §12",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::PrefixLength { meant } = kind else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(span)).text("length", subject.under(span));
        findings.push(match meant {
            Some(meant) => finding.fix(Fix::replace(span, meant)),
            None => finding,
        });
    }
}
