//! A key, and more octets after it: something was pasted twice, or a character was doubled. Strict
//! decoders refuse it.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::defect::{KeyDefect, OctetsFault};
use super::super::key::KeyFault;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-trailing-octets",
    severity: Severity::Medium,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, defect) in subject.key_defects() {
        if let KeyDefect::Octets(OctetsFault::Key(KeyFault::Trailing { extra })) = defect {
            findings.push(Finding::new(&INFO, subject.place(span)).count("count", *extra));
        }
    }
}
