//! An `a`, `mx` or `exists` that finds nothing. It authorises nobody and is one of the two void
//! lookups that are allowed.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::survey::{Clients, FaultKind};
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/void-lookup",
    severity: Severity::Medium,
    section: "RFC 7208 §4.6.4",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.faults() {
        let FaultKind::Void {
            name,
            clients: Clients::All,
        } = &fault.kind
        else {
            continue;
        };
        let finding = published.fault(&INFO, fault).text("name", name);
        // In the record of somebody else it is theirs to mend.
        findings.push(if fault.at.domain == *published.domain {
            finding
        } else {
            finding.severity(Severity::Low)
        });
    }
    Ok(())
}
