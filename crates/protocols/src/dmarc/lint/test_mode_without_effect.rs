//! `t=y` where every policy is `none`: §4.7 'it has no effect on any policy that is "none"'.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::tags::{Policy, TagName, TestMode};
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/test-mode-without-effect",
    severity: Severity::Info,
    section: "RFC 9989 §4.7",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let (Some(record), Some(tag)) = (subject.meaning(), subject.tag(TagName::T)) else {
        return;
    };
    let policies = [record.p, record.sp, record.np].into_iter().flatten();
    if record.t == TestMode::Testing && policies.max() == Some(Policy::None) {
        let finding = Finding::new(&INFO, subject.place(whole(tag)));
        findings.push(finding.fix(Fix::Edit(vec![subject.removal(whole(tag))])));
    }
}
