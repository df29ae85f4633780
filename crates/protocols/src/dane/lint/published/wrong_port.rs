//! TLSA records for another port of the MX host, and none for port 25. Mail between servers goes to
//! port 25; records for 465 and 587 are for the mail programs of one's own users, and hardly any of
//! those looks at them.

use crate::answers::{Need, Needs, Outcome, Question};
use crate::dane::hosts::State;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule, is_signed};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

/// Where people put records by mistake: the ports of submission, the port of the web, and UDP.
/// A host that also serves the web may well mean the one for the web.
pub const WRONG_PORTS: [(&str, Severity); 4] = [
    ("_465._tcp", Severity::High),
    ("_587._tcp", Severity::High),
    ("_443._tcp", Severity::Medium),
    ("_25._udp", Severity::High),
];

static INFO: RuleInfo = RuleInfo {
    id: "dane/wrong-port",
    severity: Severity::High,
    section: "RFC 7672 §2.2.3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let mut needs = Needs::default();
    for host in published.hosts {
        if !matches!(host.state, State::None) || !is_signed(host.tlsa.security) {
            continue;
        }
        for (prefix, severity) in WRONG_PORTS {
            let Ok(owner) = host.name.child(prefix) else {
                continue;
            };
            let Some(lookup) = needs.take(published.answers.tlsa(&owner)) else {
                continue;
            };
            if matches!(lookup.outcome, Outcome::Records(_)) {
                findings.push(
                    published
                        .host_finding(&INFO, host)
                        .severity(severity)
                        .text("wrong", &owner)
                        .text("right", &host.owner)
                        .evidence(Question::Tlsa(owner.clone())),
                );
            }
        }
    }
    needs.settle()?;
    Ok(())
}
