//! Usage 3 with selector 0: the digest of the whole certificate, which changes with every renewal.
//! A record of the key (selector 1) stays when the key stays (§3.1.1).

use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

/// The id of this rule.
pub(in crate::dane::lint) const ID: &str = "dane/whole-certificate";

static INFO: RuleInfo = RuleInfo {
    id: ID,
    severity: Severity::Low,
    section: "RFC 7672 §3.1.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(record) = &subject.parsed.record else {
        return;
    };
    if (record.usage, record.selector) == (3, 0) {
        findings.push(Finding::new(&INFO, subject.place(subject.field(1))));
    }
}
