//! The policy host redirects. §3.3: "HTTP 3xx redirects MUST NOT be followed", so there is no
//! policy. Most often a rule for the whole web site sends every host to its canonical name.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::fetch::FetchFault;

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-redirected",
    severity: Severity::High,
    section: "RFC 8461 §3.3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.faults() {
        if let FetchFault::Redirect { status, location } = fault {
            findings.push(
                published
                    .host_finding(&INFO)
                    .count("status", *status)
                    .text("location", location.as_deref().unwrap_or("?")),
            );
        }
    }
    Ok(())
}
