//! `h=` lists `sha1` beside `sha256`. RFC 8301 §3.1: 'rsa-sha1 MUST NOT be used for signing or
//! verifying', so it says yes to what is forbidden.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::Hash;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/sha1-allowed",
    severity: Severity::Medium,
    section: "RFC 8301 §3.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(tag) = subject.tag("h") else {
        return;
    };
    let Some(hashes) = &subject.reading.hashes else {
        return;
    };
    if hashes.contains(&Hash::Sha1) && hashes.contains(&Hash::Sha256) {
        let others: Vec<String> = hashes
            .iter()
            .filter(|hash| **hash != Hash::Sha1)
            .map(Hash::to_string)
            .collect();
        let finding = Finding::new(&INFO, subject.place(tag.value_span));
        findings.push(finding.fix(Fix::Edit(vec![subject.list_of(tag, &others)])));
    }
}
