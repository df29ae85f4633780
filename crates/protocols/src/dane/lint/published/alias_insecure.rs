//! The TLSA records are reached by an alias that leads into an unsigned zone. §2.1.3: the result of
//! an insecure alias is insecure, and the records have no effect.

use crate::answers::Need;
use crate::dane::hosts::State;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/alias-insecure",
    severity: Severity::Medium,
    section: "RFC 7672 §2.1.3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for host in published.hosts {
        if let (State::Insecure, Some(end)) = (&host.state, host.tlsa.aliases.last()) {
            findings.push(published.host_finding(&INFO, host).text("target", end));
        }
    }
    Ok(())
}
