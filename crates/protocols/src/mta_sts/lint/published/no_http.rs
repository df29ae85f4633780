//! TLS is there, but the policy host closes the connection or answers with something that is not
//! HTTP.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::fetch::FetchFault;

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-host-no-http",
    severity: Severity::High,
    section: "RFC 8461 §3.3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.faults() {
        if let FetchFault::NoHttp = fault {
            findings.push(published.host_finding(&INFO));
        }
    }
    Ok(())
}
