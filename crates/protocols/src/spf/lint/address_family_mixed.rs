//! An IPv6 address in `ip4` or an IPv4 address in `ip6`.

use super::super::defect::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/address-family-mixed",
    severity: Severity::Critical,
    section: "RFC 7208 §5.6",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::OtherFamily { meant } = kind else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(span)).text("meant", meant);
        findings.push(finding.fix(Fix::replace(span, *meant)));
    }
}
