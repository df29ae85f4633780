//! The policy host refuses connections to port 443. Senders look there and nowhere else: another
//! port, or plain HTTP, does not help.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::fetch::FetchFault;

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-host-refuses",
    severity: Severity::High,
    section: "RFC 8461 §3.3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.faults() {
        if let FetchFault::Refused = fault {
            findings.push(published.host_finding(&INFO));
        }
    }
    Ok(())
}
