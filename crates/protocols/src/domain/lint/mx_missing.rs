//! Neither MX record nor address: mail to the domain cannot be delivered, and senders try for days
//! before they say so. A null MX says it at once.

use crate::answers::{MxRecord, Question};
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::{Publication, PublishedData, TTL_SECONDS_DEFAULT};

use super::super::observe::{Route, Scene};
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/mx-missing",
    severity: Severity::Low,
    section: "RFC 7505 §1",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    if scene.mail.route != Route::Nowhere {
        return;
    }
    let null_mx = Publication {
        owner: scene.domain.clone(),
        ttl_seconds: TTL_SECONDS_DEFAULT,
        data: PublishedData::Mx(MxRecord {
            preference: 0,
            exchange: None,
        }),
    };
    findings.push(
        Finding::new(&INFO, dns_place(scene.domain, ""))
            .evidence(Question::Mx(scene.domain.clone()))
            .evidence(Question::A(scene.domain.clone()))
            .fix(Fix::Publish(null_mx)),
    );
}
