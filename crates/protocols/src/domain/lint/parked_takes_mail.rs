//! A domain that is meant to have no mail, and takes some. A null MX lets senders know at once that
//! nobody reads it.

use crate::answers::{MxRecord, Question};
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::{Publication, PublishedData, TTL_SECONDS_DEFAULT};

use super::super::observe::{Route, Scene};
use super::super::options::Expectation;
use super::{DomainRule, dns_place, mx_text};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/parked-takes-mail",
    severity: Severity::Low,
    section: "RFC 7505 §1",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let takes = match scene.mail.route {
        Route::Hosts | Route::Implicit => true,
        Route::Null | Route::Nowhere | Route::Unknown(_) => false,
    };
    if scene.options.expectation != Expectation::Parked || !takes {
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
    let texts: Vec<String> = scene.mail.records.iter().map(mx_text).collect();
    findings.push(
        Finding::new(&INFO, dns_place(scene.domain, texts.join(" | ")))
            .evidence(Question::Mx(scene.domain.clone()))
            .fix(Fix::Publish(null_mx)),
    );
}
