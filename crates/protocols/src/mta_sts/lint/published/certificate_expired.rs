//! The certificate of the policy host has expired: senders fetch no policy any more, and those that
//! have one cached lose it when its max_age is over.

use crate::answers::Need;
use crate::certificate::CertificateFault;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-certificate-expired",
    severity: Severity::High,
    section: "RFC 8461 §3.3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.certificate_faults() {
        if let CertificateFault::Expired { since } = fault {
            findings.push(
                published
                    .host_finding(&INFO)
                    .count("days", since.days_until(published.now)),
            );
        }
    }
    Ok(())
}
