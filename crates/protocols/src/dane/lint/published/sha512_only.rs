//! Only SHA-512. SHA-256 is the digest every implementation must have (RFC 6698 §6); a sender
//! without the other cannot use the records.

use crate::answers::Need;
use crate::dane::hosts::State;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/sha512-only",
    severity: Severity::Medium,
    section: "RFC 6698 §6",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for host in published.hosts {
        if matches!(host.state, State::Compared(_))
            && host.records().iter().all(|record| record.matching == 2)
        {
            findings.push(published.host_finding(&INFO, host));
        }
    }
    Ok(())
}
