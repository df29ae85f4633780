//! A domain of one label. The grammar wants a dot in front of the last label, so `a:mailhost` is a
//! syntax error and not a host of one's own network.

use super::super::defect::Defect;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/single-label-domain",
    severity: Severity::Critical,
    section: "RFC 7208 §7.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::SingleLabel = kind else {
            continue;
        };
        findings.push(Finding::new(&INFO, subject.place(span)).text("name", subject.under(span)));
    }
}
