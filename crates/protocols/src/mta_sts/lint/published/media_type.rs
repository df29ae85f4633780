//! The policy is not served as `text/plain`. §3.2: senders "SHOULD validate that the media type is
//! 'text/plain'", and those in wide use do.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::fetch::FetchFault;

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-media-type",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.faults() {
        if let FetchFault::MediaType(media_type) = fault {
            findings.push(
                published
                    .host_finding(&INFO)
                    .text("type", media_type.as_deref().unwrap_or("-")),
            );
        }
    }
    Ok(())
}
