//! Records, and none that a sender can use. §2.2: "Any connection to the MTA MUST be made via TLS,
//! but authentication is not required": the records demand TLS and say nothing of whose.

use crate::answers::Need;
use crate::dane::hosts::State;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/none-usable",
    severity: Severity::Medium,
    section: "RFC 7672 §2.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for host in published.hosts {
        if matches!(host.state, State::NoneUsable) {
            let finding = published.host_finding(&INFO, host);
            findings.push(finding.count("count", host.records().len()));
        }
    }
    Ok(())
}
