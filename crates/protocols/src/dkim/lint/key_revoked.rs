//! An empty `p=`. §3.6.1: 'An empty value means that this public key has been revoked.' Right for a
//! retired selector, and a fault where mail is still signed with it.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::Key;
use super::{RecordRule, Subject, Usage};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-revoked",
    severity: Severity::Info,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if subject.reading.key == Some(Key::Revoked) {
        let finding = Finding::new(&INFO, subject.place(subject.value_span("p")));
        findings.push(match subject.usage {
            Usage::Signing => finding.severity(Severity::High),
            Usage::Unknown => finding,
        });
    }
}
