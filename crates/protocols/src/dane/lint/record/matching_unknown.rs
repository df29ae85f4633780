//! A matching type that is not defined: no sender can use the record.

use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/matching-unknown",
    severity: Severity::High,
    section: "RFC 6698 §4.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(record) = &subject.parsed.record else {
        return;
    };
    if record.matching > 2 {
        let finding = Finding::new(&INFO, subject.place(subject.field(2)));
        findings.push(finding.count("number", record.matching));
    }
}
