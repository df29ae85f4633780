//! An MX host with an address that only its own network can reach. Mail from outside ends at that
//! address in the sender's network, if anywhere.

use std::net::IpAddr;

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::Scene;
use super::super::options::Viewpoint;
use super::super::reach;
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/mx-address-private",
    severity: Severity::High,
    section: "RFC 1918 §3",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    match scene.options.viewpoint {
        Viewpoint::Outside => {}
        Viewpoint::Inside => return,
    }
    for host in &scene.mail.hosts {
        for address in host.addresses.iter().flatten() {
            let Some(range) = reach::private_range(*address) else {
                continue;
            };
            let question = match address {
                IpAddr::V4(_) => Question::A(host.name.clone()),
                IpAddr::V6(_) => Question::Aaaa(host.name.clone()),
            };
            findings.push(
                Finding::new(&INFO, dns_place(&host.name, address.to_string()))
                    .text("host", &host.name)
                    .text("address", address)
                    .text("range", range)
                    .evidence(question),
            );
        }
    }
}
