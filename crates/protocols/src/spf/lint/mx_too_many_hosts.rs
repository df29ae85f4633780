//! An `mx` with more than ten hosts: §4.6.4 makes it a permerror.

use crate::answers::{Need, Question};
use crate::finding::{Finding, RuleInfo, Severity};
use crate::limits::SPF_NAMES_PER_TERM_MAX;

use super::super::survey::FaultKind;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/mx-too-many-hosts",
    severity: Severity::Critical,
    section: "RFC 7208 §4.6.4",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.faults() {
        let FaultKind::TooManyMxHosts { name, count } = &fault.kind else {
            continue;
        };
        let finding = published
            .fault(&INFO, fault)
            .text("name", name)
            .count("count", *count)
            .count("max", SPF_NAMES_PER_TERM_MAX)
            .evidence(Question::Mx(name.clone()));
        findings.push(finding);
    }
    Ok(())
}
