//! What follows `ip4:` or `ip6:` is no address: numbers left out, a range, a port, a `*`, a host
//! name, or a number that is none.

use super::super::defect::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/address-malformed",
    severity: Severity::Critical,
    section: "RFC 7208 §5.6",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::Address { meant, .. } = kind else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(span)).text("address", subject.under(span));
        findings.push(match meant {
            Some(meant) => finding.fix(Fix::replace(span, meant)),
            None => finding,
        });
    }
}
