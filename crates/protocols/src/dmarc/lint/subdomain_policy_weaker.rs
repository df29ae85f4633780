//! `sp` or `np` asks less than `p`: whoever cannot forge the domain forges a subdomain of it.
//! Mostly an `sp=none` left over from the beginning.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::tags::TagName;
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/subdomain-policy-weaker",
    severity: Severity::Medium,
    section: "RFC 9989 §4.7",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(record) = subject.meaning() else {
        return;
    };
    for (name, policy) in [(TagName::Sp, record.sp), (TagName::Np, record.np)] {
        if let (Some(policy), Some(p), Some(tag)) = (policy, record.p, subject.tag(name))
            && policy < p
        {
            findings.push(
                Finding::new(&INFO, subject.place(whole(tag)))
                    .text("tag", name)
                    .text("policy", policy)
                    .text("p", p),
            );
        }
    }
}
