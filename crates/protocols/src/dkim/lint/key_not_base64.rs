//! A character in `p=` that base64 does not have. The key cannot be decoded.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::defect::KeyDefect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-not-base64",
    severity: Severity::High,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, defect) in subject.key_defects() {
        if let KeyDefect::NotBase64(c) = defect {
            findings.push(Finding::new(&INFO, subject.place(span)).text("character", c));
        }
    }
}
