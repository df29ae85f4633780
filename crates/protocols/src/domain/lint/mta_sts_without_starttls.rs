//! An MTA-STS policy in mode enforce, and an MX host without STARTTLS. Senders that know the policy
//! do not deliver to this host.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::{Demand, Scene, Tls};
use super::{DomainRule, smtp_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/mta-sts-without-starttls",
    severity: Severity::High,
    section: "RFC 8461 §4.2",
};

/// Critical when no host is left that such a sender may deliver to.
fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let hosts = &scene.mail.hosts;
    let bare = |tls: Tls<'_>| matches!(tls, Tls::NotOffered);
    let severity = if hosts.iter().all(|host| bare(host.tls())) {
        Severity::Critical
    } else {
        INFO.severity
    };
    for host in hosts {
        if scene.demand(host) == Demand::Enforced && bare(host.tls()) {
            findings.push(
                Finding::new(&INFO, smtp_place(&host.name))
                    .severity(severity)
                    .text("host", &host.name)
                    .evidence(Question::Smtp(host.name.clone())),
            );
        }
    }
}
