//! The certificate of an MX host ends within two weeks. Certificates that renew themselves are
//! replaced well before that, so the renewal has most likely stopped.

use crate::answers::Question;
use crate::certificate::Certificate;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::{Demand, Scene};
use super::{DomainRule, smtp_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/mx-certificate-expires-soon",
    severity: Severity::Low,
    section: "practice",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for host in &scene.mail.hosts {
        let leaf = host.session().and_then(|session| session.chain.first());
        let Some(Ok(certificate)) = leaf.map(|der| Certificate::parse(der)) else {
            continue;
        };
        let Some(days) = certificate.days_left_if_few(scene.now) else {
            continue;
        };
        let severity = match scene.demand(host) {
            Demand::Enforced => Severity::Medium,
            Demand::Testing | Demand::Opportunistic => INFO.severity,
            // RFC 7672 §3.1.1: the dates of a certificate pinned by DANE do not matter.
            Demand::Dane => Severity::Info,
        };
        findings.push(
            Finding::new(&INFO, smtp_place(&host.name))
                .severity(severity)
                .text("host", &host.name)
                .count("days", days)
                .evidence(Question::Smtp(host.name.clone())),
        );
    }
}
