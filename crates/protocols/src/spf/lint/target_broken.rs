//! An `include` or `redirect` leads to a permerror: the target has several records, or one with a
//! syntax error. The error is that of whoever refers to it as well (§5.2).

use crate::answers::{Need, Question};
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::survey::FaultKind;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/target-broken",
    severity: Severity::Critical,
    section: "RFC 7208 §5.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.faults() {
        let FaultKind::Broken { target, records } = &fault.kind else {
            continue;
        };
        let finding = published
            .fault(&INFO, fault)
            .text("target", target)
            .count("records", *records)
            .evidence(Question::Txt(target.clone()));
        findings.push(finding);
    }
    Ok(())
}
