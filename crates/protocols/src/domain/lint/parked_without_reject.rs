//! A domain without mail whose DMARC policy does not reject. Nothing of it is genuine, so nothing
//! is lost by rejecting all of it.

use crate::dmarc::{DmarcIntent, Policy, PolicyState};
use crate::finding::{Finding, Fix, Place, RecordKind, RuleInfo, Severity};

use super::super::observe::Scene;
use super::DomainRule;

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/parked-without-reject",
    severity: Severity::Medium,
    section: "practice",
};

/// A missing record is `dmarc/record-missing`.
fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let Some(PolicyState::Applies(policy)) = &scene.policies.dmarc else {
        return;
    };
    if !scene.has_no_mail() || policy.applied == Policy::Reject {
        return;
    }
    let rua = policy.found.record.rua.clone();
    let parked = DmarcIntent::Parked { rua };
    let Ok(publication) = parked.publication(scene.domain) else {
        return;
    };
    let own = policy.found.domain == *scene.domain;
    let fix = if own {
        Fix::Rewrite(parked.record().to_string())
    } else {
        Fix::Publish(publication.clone())
    };
    let text = if own { policy.found.text.as_str() } else { "" };
    let place = Place::new(RecordKind::Dmarc, Some(&publication.owner), text);
    findings.push(
        Finding::new(&INFO, place)
            .text("policy", policy.applied)
            .fix(fix),
    );
}
