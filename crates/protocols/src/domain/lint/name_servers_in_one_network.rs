//! All name servers stand in one network: one broken router or one full line takes all of them.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::Scene;
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/name-servers-in-one-network",
    severity: Severity::Info,
    section: "RFC 2182 §3.1",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let servers = &scene.name_servers;
    let Some(network) = servers.common_network() else {
        return;
    };
    findings.push(
        Finding::new(&INFO, dns_place(scene.domain, ""))
            .text("network", format!("{network}/24"))
            .count("servers", servers.names.len())
            .evidence(Question::Ns(scene.domain.clone())),
    );
}
