//! The answer about TLSA at the host fails DNSSEC validation, whether or not there are records:
//! most often a name server that cannot prove that a name does not exist. §2.2: lookup errors "MUST
//! result in falling back to the next SMTP server or delayed delivery", so mail from senders with
//! DANE stops.

use crate::answers::{Failure, Need};
use crate::dane::hosts::State;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/denial-bogus",
    severity: Severity::Critical,
    section: "RFC 7672 §2.1.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for host in published.hosts {
        if matches!(host.state, State::Failed(Failure::Bogus)) {
            findings.push(published.host_finding(&INFO, host));
        }
    }
    Ok(())
}
