//! An MX host offers STARTTLS and then refuses it. Most senders deliver in the clear after that,
//! those with a policy do not deliver.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::{Scene, Tls};
use super::{DomainRule, broken_tls_severity, smtp_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/starttls-refused",
    severity: Severity::Medium,
    section: "RFC 3207 §4",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for host in &scene.mail.hosts {
        let Tls::Refused(reply) = host.tls() else {
            continue;
        };
        findings.push(
            Finding::new(&INFO, smtp_place(&host.name))
                .severity(broken_tls_severity(scene, host, &INFO))
                .text("host", &host.name)
                .text("reply", reply)
                .evidence(Question::Smtp(host.name.clone())),
        );
    }
}
