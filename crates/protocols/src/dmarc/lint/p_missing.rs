//! No `p`, but a usable `rua`: §4.10.1 has receivers act as if `p=none` were there. Receivers that
//! follow RFC 7489 (§6.3: `p` is required, directly after `v`) may ignore the record.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::has_valid_rua;
use super::super::tags::TagName;
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/p-missing",
    severity: Severity::Medium,
    section: "RFC 9989 §4.10.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if subject.meaning().is_none()
        || subject.tag(TagName::P).is_some()
        || !has_valid_rua(subject.parsed)
    {
        return;
    }
    if let Some(version) = subject.tag(TagName::V).map(whole) {
        let finding = Finding::new(&INFO, subject.place(version));
        findings.push(finding.fix(subject.with_policy(version)));
    }
}
