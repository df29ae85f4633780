//! `t=y` beside a policy: receivers apply one level less, reject as quarantine and quarantine as
//! none (§4.7). Right on the way up; easily forgotten there. RFC 7489 receivers do not know it and
//! apply the policy in full. Low, for it is a step that is meant to be taken.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::tags::{Policy, TagName, TestMode};
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/test-mode",
    severity: Severity::Low,
    section: "RFC 9989 §4.7",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let (Some(record), Some(tag)) = (subject.meaning(), subject.tag(TagName::T)) else {
        return;
    };
    let policies = [record.p, record.sp, record.np].into_iter().flatten();
    let strongest = policies.max().unwrap_or(Policy::None);
    if record.t == TestMode::Testing && strongest != Policy::None {
        findings.push(
            Finding::new(&INFO, subject.place(whole(tag)))
                .text("policy", strongest)
                .text("applied", strongest.one_level_below()),
        );
    }
}
