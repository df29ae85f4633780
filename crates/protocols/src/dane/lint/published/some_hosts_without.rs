//! Some MX hosts have TLSA records, others have none. §2.2.1: "Domains that want secure inbound
//! mail delivery need to ensure that all their SMTP servers and MX records are configured
//! accordingly": an attacker who blocks the others gets the mail here.

use crate::answers::Need;
use crate::dane::hosts::State;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/some-hosts-without",
    severity: Severity::Medium,
    section: "RFC 7672 §2.2.1",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    if !published.hosts.iter().any(|host| host.has_records()) {
        return Ok(());
    }
    for host in published.hosts {
        if matches!(host.state, State::None | State::NotLookedAt) {
            findings.push(published.host_finding(&INFO, host));
        }
    }
    Ok(())
}
