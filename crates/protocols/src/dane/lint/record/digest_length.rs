//! The data does not have the length of the digest that the matching type names: 32 octets for
//! SHA-256, 64 for SHA-512. Also said where matching type 0, which wants the whole certificate or
//! key, has data of exactly such a length.

use crate::dane::record::{SHA256_OCTETS, SHA512_OCTETS};
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/digest-length",
    severity: Severity::High,
    section: "RFC 6698 §2.1.3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(record) = &subject.parsed.record else {
        return;
    };
    let octets = record.data.len();
    let right = match record.matching {
        0 => octets != SHA256_OCTETS && octets != SHA512_OCTETS,
        1 => octets == SHA256_OCTETS,
        2 => octets == SHA512_OCTETS,
        _ => return,
    };
    if right {
        return;
    }
    let finding = Finding::new(&INFO, subject.place(subject.field(3)))
        .count("octets", octets)
        .count("matching", record.matching);
    findings.push(match octets {
        SHA256_OCTETS => finding.fix(Fix::replace(subject.field(2), "1")),
        SHA512_OCTETS => finding.fix(Fix::replace(subject.field(2), "2")),
        _ => finding,
    });
}
