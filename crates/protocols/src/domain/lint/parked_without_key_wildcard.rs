//! A domain without mail that does not say that it has no DKIM keys. An empty key for every
//! selector makes receivers that look for one stop at once.

use crate::assessment::ProtectionKind;
use crate::dkim::build::revoke_every_selector;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::observe::Scene;
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/parked-without-key-wildcard",
    severity: Severity::Info,
    section: "RFC 6376 §3.6.1",
};

/// §3.6.1: 'An empty value means that this public key has been revoked.'
fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let answered = scene
        .wildcards
        .iter()
        .any(|w| w.protection == ProtectionKind::Dkim);
    let looked_at = scene.options.rooms.has(ProtectionKind::Dkim);
    if answered || !looked_at || !scene.has_no_mail() {
        return;
    }
    let Ok(publication) = revoke_every_selector(scene.domain) else {
        return;
    };
    findings.push(
        Finding::new(&INFO, dns_place(&publication.owner, ""))
            .text("owner", &publication.owner)
            .fix(Fix::Publish(publication)),
    );
}
