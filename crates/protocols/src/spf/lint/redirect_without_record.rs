//! A `redirect` to a domain that has no SPF record, or does not exist: §6.1 makes it a permerror.

use crate::answers::{Need, Question};
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::survey::{FaultKind, Leads};
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/redirect-without-record",
    severity: Severity::Critical,
    section: "RFC 7208 §6.1",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.faults() {
        let FaultKind::WithoutRecord {
            target,
            missing,
            term: Leads::Redirect,
        } = &fault.kind
        else {
            continue;
        };
        let finding = published
            .fault(&INFO, fault)
            .text("target", target)
            .text("missing", published.missing(*missing))
            .evidence(Question::Txt(target.clone()));
        findings.push(finding);
    }
    Ok(())
}
