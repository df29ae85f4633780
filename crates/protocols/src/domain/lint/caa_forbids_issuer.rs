//! The CAA records forbid the authority that issued the policy host's certificate to issue the next
//! one. The renewal fails, and from the day the certificate ends no sender can read the MTA-STS
//! policy.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::authorities;
use super::super::observe::Scene;
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/caa-forbids-issuer",
    severity: Severity::High,
    section: "RFC 8659 §4.2",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let Some(host) = &scene.policy_host else {
        return;
    };
    let Some(issuer) = &host.issuer else {
        return;
    };
    let Some(authority) = authorities::by_organization(issuer) else {
        return;
    };
    let Some((owner, records)) = host.caa.shown() else {
        return;
    };
    if host.caa.permits(authority.identifiers) || host.caa.critical_unknown().is_some() {
        return;
    }
    findings.push(
        Finding::new(&INFO, dns_place(owner, records))
            .text("host", &host.caa.host)
            .text("issuer", issuer)
            .text(
                "identifier",
                authority.identifiers.first().copied().unwrap_or_default(),
            )
            .evidence(Question::Caa(owner.clone()))
            .evidence(Question::Policy(scene.domain.clone())),
    );
}
