//! A null MX beside other MX records. The null MX says that the domain takes no mail; a sender that
//! believes it bounces at once, one that does not tries the other hosts.

use crate::answers::Question;
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::{Publication, PublishedData, TTL_SECONDS_DEFAULT};

use super::super::observe::Scene;
use super::{DomainRule, dns_place, mx_text};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/null-mx-with-others",
    severity: Severity::High,
    section: "RFC 7505 §3",
};

/// §3: 'A domain that advertises a null MX MUST NOT advertise any other MX RR.'
fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let records = scene.mail.records;
    let Some(null) = records.iter().find(|record| record.exchange.is_none()) else {
        return;
    };
    if records.iter().all(|record| record.exchange.is_none()) {
        return;
    }
    let withdrawn = Publication {
        owner: scene.domain.clone(),
        ttl_seconds: TTL_SECONDS_DEFAULT,
        data: PublishedData::Mx(null.clone()),
    };
    findings.push(
        Finding::new(&INFO, dns_place(scene.domain, mx_text(null)))
            .count("others", records.len() - 1)
            .evidence(Question::Mx(scene.domain.clone()))
            .fix(Fix::Withdraw(withdrawn)),
    );
}
