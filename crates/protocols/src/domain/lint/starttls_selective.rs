//! Some MX hosts offer STARTTLS and this one does not. A sender that fails at the others, by chance
//! or because someone wants it, delivers here in the clear.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::{Demand, Scene, Tls};
use super::{DomainRule, smtp_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/starttls-selective",
    severity: Severity::Medium,
    section: "RFC 7672 §9.2",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let hosts = &scene.mail.hosts;
    let with_tls: Vec<&str> = hosts
        .iter()
        .filter(|host| host.session().is_some())
        .map(|host| host.name.as_str())
        .collect();
    if with_tls.is_empty() {
        return;
    }
    for host in hosts {
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
                    .text("others", with_tls.join(", "))
                    .evidence(Question::Smtp(host.name.clone())),
            );
        }
    }
}
