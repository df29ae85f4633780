//! A term that is neither a known mechanism nor `name=value`. §4.6 makes the whole record a
//! permerror: one misspelt term, and the domain has no SPF at all.

use super::super::defect::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/unknown-mechanism",
    severity: Severity::Critical,
    section: "RFC 7208 §4.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::UnknownMechanism { meant, .. } = kind else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(span)).text("term", subject.under(span));
        findings.push(match meant {
            Some(meant) => finding.fix(Fix::replace(span, meant)),
            None => finding,
        });
    }
}
