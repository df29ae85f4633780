//! TLSA records in an unsigned zone. §2.2: for an insecure RRset senders use opportunistic TLS, so
//! the records have no effect.

use crate::answers::Need;
use crate::dane::hosts::State;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/tlsa-insecure",
    severity: Severity::High,
    section: "RFC 7672 §2.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for host in published.hosts {
        // Of an alias that leaves the signed zone another rule speaks.
        if matches!(host.state, State::Insecure) && host.tlsa.aliases.is_empty() {
            findings.push(published.host_finding(&INFO, host));
        }
    }
    Ok(())
}
