//! A domain that ends in a numeric label, or in one that begins or ends with a hyphen.

use super::super::defect::Defect;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/top-label-invalid",
    severity: Severity::Critical,
    section: "RFC 7208 §12",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::TopLabel = kind else {
            continue;
        };
        // A web address has a rule of its own.
        if subject.under(span).contains("://") {
            continue;
        }
        findings.push(Finding::new(&INFO, subject.place(span)).text("name", subject.under(span)));
    }
}
