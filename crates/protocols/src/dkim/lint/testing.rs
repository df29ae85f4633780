//! `t=y`. §3.6.1: 'Verifiers MUST NOT treat messages from Signers in testing mode differently from
//! unsigned email', so the signatures protect nothing. Meant for the first days, often forgotten.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::Flag;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/testing",
    severity: Severity::Medium,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let flags = &subject.reading.flags;
    if !flags.contains(&Flag::Testing) {
        return;
    }
    if let Some(tag) = subject.tag("t") {
        let others: Vec<String> = flags
            .iter()
            .filter(|flag| **flag != Flag::Testing)
            .map(Flag::to_string)
            .collect();
        let finding = Finding::new(&INFO, subject.place(tag.value_span));
        findings.push(finding.fix(Fix::Edit(vec![subject.list_of(tag, &others)])));
    }
}
