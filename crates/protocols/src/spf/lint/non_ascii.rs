//! Octets outside US-ASCII: a name in U-labels, or a hyphen or quote that a word processor has
//! exchanged. §3.1 allows none, so the record is a permerror.

use super::super::defect::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/non-ascii",
    severity: Severity::Critical,
    section: "RFC 7208 §3.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::NonAscii { meant } = kind else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(span)).text("text", subject.under(span));
        findings.push(match meant {
            Some(meant) => finding.fix(Fix::replace(span, meant)),
            None => finding,
        });
    }
}
