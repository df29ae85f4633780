//! The zone has one name server. When it is down, mail to the domain waits and mail from it cannot
//! be verified.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::Scene;
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/single-name-server",
    severity: Severity::Low,
    section: "RFC 2182 §5",
};

/// RFC 1034 §4.1: 'By administrative fiat, we require every zone to be available on at least two
/// servers'.
fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    if let [server] = scene.name_servers.names.as_slice() {
        findings.push(
            Finding::new(&INFO, dns_place(scene.domain, server.as_str()))
                .text("server", server)
                .evidence(Question::Ns(scene.domain.clone())),
        );
    }
}
