//! An address where a domain belongs: `a:192.0.2.1`. The grammar does not allow a numeric last
//! label.

use super::super::defect::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/address-as-domain",
    severity: Severity::Critical,
    section: "RFC 7208 §12",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::AddressAsDomain { meant } = kind else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(span)).text("term", subject.under(span));
        findings.push(match meant {
            Some(meant) => finding.fix(Fix::replace(span, meant)),
            None => finding,
        });
    }
}
