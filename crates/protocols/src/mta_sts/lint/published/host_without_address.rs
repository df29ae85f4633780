//! The policy is announced, but its host has no address: there is nothing to fetch. A new domain
//! lacks the name; a moved one has an alias that leads nowhere.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::fetch::FetchFault;

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-host-without-address",
    severity: Severity::High,
    section: "RFC 8461 §3.3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.faults() {
        if let FetchFault::NoAddress = fault {
            findings.push(published.host_finding(&INFO));
        }
    }
    Ok(())
}
