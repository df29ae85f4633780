//! A dot behind a domain. §7.3 wants it accepted and not published, since some receivers do not.

use super::super::defect::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/trailing-dot",
    severity: Severity::Info,
    section: "RFC 7208 §7.3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::TrailingDot = kind else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(span));
        findings.push(finding.fix(Fix::replace(span, "")));
    }
}
