//! No TLS session with the policy host: it speaks no TLS 1.2 or 1.3 (§7.2), wants no server name
//! indication (§7.1 has senders send it), or has no certificate for this name at all.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::fetch::FetchFault;

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-host-no-tls",
    severity: Severity::High,
    section: "RFC 8461 §7.1",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.faults() {
        if let FetchFault::NoTls(reason) = fault {
            findings.push(published.host_finding(&INFO).text("reason", reason));
        }
    }
    Ok(())
}
