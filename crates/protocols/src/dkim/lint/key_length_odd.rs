//! One character of base64 too many or too few: no padding makes whole octets of it. A character
//! was lost or doubled, most often where a value was split by hand.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::defect::KeyDefect;
use super::key_cut_off::is_cut_off;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-length-odd",
    severity: Severity::High,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, defect) in subject.key_defects() {
        if *defect == KeyDefect::Odd && !is_cut_off(subject) {
            findings.push(Finding::new(&INFO, subject.place(span)));
        }
    }
}
