//! The certificate of the policy host is not valid yet: it was put in place too early, or a clock
//! is wrong.

use crate::answers::Need;
use crate::certificate::CertificateFault;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-certificate-not-yet-valid",
    severity: Severity::High,
    section: "RFC 8461 §3.3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.certificate_faults() {
        if let CertificateFault::NotYetValid { until } = fault {
            findings.push(
                published
                    .host_finding(&INFO)
                    .count("days", published.now.days_until(*until)),
            );
        }
    }
    Ok(())
}
