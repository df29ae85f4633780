//! Neither `p` nor a usable `rua`: §4.10.1 has receivers apply no DMARC at all. The record is as
//! good as none.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::has_valid_rua;
use super::super::tags::TagName;
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/p-missing-without-rua",
    severity: Severity::High,
    section: "RFC 9989 §4.10.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if subject.meaning().is_none()
        || subject.tag(TagName::P).is_some()
        || has_valid_rua(subject.parsed)
    {
        return;
    }
    if let Some(version) = subject.tag(TagName::V).map(whole) {
        let finding = Finding::new(&INFO, subject.place(version));
        findings.push(finding.fix(subject.with_policy(version)));
    }
}
