//! The certificate of the policy host is not for its name. §3.3: it must be "valid for the 'mta-
//! sts' DNS-ID"; the common name does not count, and delegating the host (§8.2) does not change the
//! name it must be for.

use crate::answers::Need;
use crate::certificate::CertificateFault;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

/// Names that are spelt out; the finding says how many there are.
const NAMES_SHOWN: usize = 10;

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-certificate-wrong-name",
    severity: Severity::High,
    section: "RFC 8461 §3.3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.certificate_faults() {
        if let CertificateFault::WrongName { names } = fault {
            let shown: Vec<String> = names
                .iter()
                .take(NAMES_SHOWN)
                .map(ToString::to_string)
                .collect();
            findings.push(
                published
                    .host_finding(&INFO)
                    .text("names", shown.join(", "))
                    .count("count", names.len()),
            );
        }
    }
    Ok(())
}
