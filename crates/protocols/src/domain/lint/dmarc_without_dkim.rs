//! DMARC quarantines, and only SPF can make mail pass. Forwarding changes the sending host and
//! breaks SPF, so forwarded mail ends among the spam. With `p=reject` it is lost, which is
//! `dmarc/spf-only`.

use crate::dmarc::assess::Known;
use crate::dmarc::{Policy, PolicyState};
use crate::finding::{Finding, Place, RecordKind, RuleInfo, Severity};

use super::super::observe::Scene;
use super::DomainRule;

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/dmarc-without-dkim",
    severity: Severity::Low,
    section: "RFC 9989 §7.1",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let Some(PolicyState::Applies(policy)) = &scene.policies.dmarc else {
        return;
    };
    let spf_alone = scene.known.spf == Known::Present && scene.known.dkim == Known::Absent;
    if policy.requested != Policy::Quarantine || !spf_alone || scene.has_no_mail() {
        return;
    }
    let owner = policy.found.domain.child("_dmarc").ok();
    let place = Place::new(
        RecordKind::Dmarc,
        owner.as_ref(),
        policy.found.text.as_str(),
    );
    findings.push(Finding::new(&INFO, place).text("domain", scene.domain));
}
