//! A second `v=spf1` inside the record: two records pasted into one. The grammar reads it as a
//! modifier to be ignored, and what follows the first `all` is never tried.

use super::super::record::Term;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/version-repeated",
    severity: Severity::Medium,
    section: "RFC 7208 §3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for placed in subject.terms() {
        let Term::Unknown { name, .. } = &placed.term else {
            continue;
        };
        if name.eq_ignore_ascii_case("v") {
            let span = subject.with_space(placed.span);
            let finding = Finding::new(&INFO, subject.place(placed.span));
            findings.push(finding.fix(Fix::replace(span, "")));
        }
    }
}
