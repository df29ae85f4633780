//! Matching type 0: the whole certificate or key in the DNS. §3.1.2: such records "are
//! discouraged", and large ones get lost on the way.

use crate::dane::record::{SHA256_OCTETS, SHA512_OCTETS};
use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/full-data",
    severity: Severity::Medium,
    section: "RFC 7672 §3.1.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(record) = &subject.parsed.record else {
        return;
    };
    let octets = record.data.len();
    // What has the length of a digest is one; another rule says so.
    if record.matching == 0 && octets != SHA256_OCTETS && octets != SHA512_OCTETS {
        let finding = Finding::new(&INFO, subject.place(subject.field(2)));
        findings.push(finding.count("octets", octets));
    }
}
