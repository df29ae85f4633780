//! `include`, `exists`, `ip4`, `ip6`, `redirect=` or `exp=` without what they need, or a colon with
//! nothing behind it.

use super::super::defect::Defect;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/argument-missing",
    severity: Severity::Critical,
    section: "RFC 7208 §12",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::ArgumentMissing { name } = kind else {
            continue;
        };
        findings.push(Finding::new(&INFO, subject.place(span)).text("name", name));
    }
}
