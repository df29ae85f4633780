//! `h=` without `sha256`: every signature of today fails at §6.1.2 step 6. `sha1` alone is the
//! record of a signer that RFC 8301 §3.1 forbids.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::Hash;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/no-usable-hash",
    severity: Severity::High,
    section: "RFC 8301 §3.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(tag) = subject.tag("h") else {
        return;
    };
    let hashes = subject.reading.hashes.as_ref();
    if hashes.is_some_and(|hashes| !hashes.is_empty() && !hashes.contains(&Hash::Sha256)) {
        let finding = Finding::new(&INFO, subject.place(tag.value_span)).text("hashes", tag.value);
        findings.push(finding.fix(Fix::replace(tag.value_span, Hash::Sha256.to_string())));
    }
}
