//! The policy host answers with another status than 200, most often 404: the file is not where
//! senders look. §3.3: policies "are only valid if the HTTP response code is 200 (OK)".

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::fetch::FetchFault;

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-status",
    severity: Severity::High,
    section: "RFC 8461 §3.3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.faults() {
        if let FetchFault::Status(status) = fault {
            findings.push(published.host_finding(&INFO).count("status", *status));
        }
    }
    Ok(())
}
