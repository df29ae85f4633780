//! More MX hosts than are looked at here. The rest is not judged, and no sender tries that many.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::Scene;
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/mx-too-many",
    severity: Severity::Info,
    section: "RFC 5321 §5.1",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let mail = &scene.mail;
    if mail.passed_over > 0 {
        findings.push(
            Finding::new(&INFO, dns_place(scene.domain, ""))
                .count("hosts", mail.hosts.len() + mail.passed_over)
                .count("checked", mail.hosts.len())
                .evidence(Question::Mx(scene.domain.clone())),
        );
    }
}
