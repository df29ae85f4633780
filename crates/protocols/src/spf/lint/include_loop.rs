//! An `include` or `redirect` leads back to a record that leads here. The ten lookups end it, with
//! a permerror.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::survey::FaultKind;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/include-loop",
    severity: Severity::Critical,
    section: "RFC 7208 §4.6.4",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.faults() {
        let FaultKind::Loop { target } = &fault.kind else {
            continue;
        };
        let finding = published.fault(&INFO, fault).text("target", target);
        findings.push(published.without_term(finding, fault));
    }
    Ok(())
}
