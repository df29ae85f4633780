//! An MX host offers STARTTLS, but the handshake fails: no version or cipher in common, or a broken
//! certificate file. Many senders do not come back in the clear, so their mail waits.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::{Scene, Tls};
use super::{DomainRule, broken_tls_severity, smtp_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/starttls-failed",
    severity: Severity::High,
    section: "RFC 3207 §4.1",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for host in &scene.mail.hosts {
        let Tls::Failed(reason) = host.tls() else {
            continue;
        };
        findings.push(
            Finding::new(&INFO, smtp_place(&host.name))
                .severity(broken_tls_severity(scene, host, &INFO))
                .text("host", &host.name)
                .text("reason", reason)
                .evidence(Question::Smtp(host.name.clone())),
        );
    }
}
