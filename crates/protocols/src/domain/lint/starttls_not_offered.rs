//! No MX host offers STARTTLS: mail to the domain crosses the network in the clear, and anyone on
//! the way can read and change it.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::{Demand, Scene, Tls};
use super::{DomainRule, smtp_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/starttls-not-offered",
    severity: Severity::Medium,
    section: "RFC 3207 §4",
};

/// Where another host has TLS the difference is the fault (`domain/starttls-selective`), and where
/// a policy demands TLS its refusal is (`domain/mta-sts-without-starttls`,
/// `dane/starttls-missing`).
fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    if scene.mail.hosts.iter().any(|host| host.session().is_some()) {
        return;
    }
    for host in &scene.mail.hosts {
        let severity = match scene.demand(host) {
            Demand::Enforced | Demand::Dane => continue,
            Demand::Testing => Severity::High,
            Demand::Opportunistic => INFO.severity,
        };
        if matches!(host.tls(), Tls::NotOffered) {
            findings.push(
                Finding::new(&INFO, smtp_place(&host.name))
                    .severity(severity)
                    .text("host", &host.name)
                    .evidence(Question::Smtp(host.name.clone())),
            );
        }
    }
}
