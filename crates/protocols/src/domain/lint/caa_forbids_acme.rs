//! The CAA records admit none of the authorities that give certificates by ACME, so a policy host
//! that fetches its certificate itself gets none.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::authorities::{AUTHORITIES, by_organization};
use super::super::observe::Scene;
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/caa-forbids-acme",
    severity: Severity::Low,
    section: "RFC 8659 §4.2",
};

/// Silent where the present issuer is known and admitted: whoever has certificates needs no ACME.
fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let Some(host) = &scene.policy_host else {
        return;
    };
    let Some((owner, records)) = host.caa.shown() else {
        return;
    };
    let known_issuer = host.issuer.as_deref().and_then(by_organization);
    let mut acme = AUTHORITIES.iter().filter(|authority| authority.acme);
    if known_issuer.is_some()
        || host.caa.critical_unknown().is_some()
        || acme.any(|authority| host.caa.permits(authority.identifiers))
    {
        return;
    }
    findings.push(
        Finding::new(&INFO, dns_place(owner, records))
            .text("host", &host.caa.host)
            .evidence(Question::Caa(owner.clone())),
    );
}
