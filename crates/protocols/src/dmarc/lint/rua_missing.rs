//! A policy is enforced and nobody reports: whose mail is rejected by mistake is never learnt
//! (§5.1.3). A domain that sends no mail, and says so for every name, needs no report.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::tags::{Policy, TagName};
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/rua-missing",
    severity: Severity::Medium,
    section: "RFC 9989 §5.1.3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(record) = subject.meaning() else {
        return;
    };
    let policies = [record.p, record.sp, record.np];
    let strongest = policies.into_iter().flatten().max();
    if subject.tag(TagName::Rua).is_some() || strongest.is_none_or(|p| p == Policy::None) {
        return;
    }
    let Some(p) = subject.tag(TagName::P) else {
        return;
    };
    let parked = policies == [Some(Policy::Reject); 3];
    let severity = match parked {
        true => Severity::Info,
        false => INFO.severity,
    };
    findings.push(Finding::new(&INFO, subject.place(whole(p))).severity(severity));
}
