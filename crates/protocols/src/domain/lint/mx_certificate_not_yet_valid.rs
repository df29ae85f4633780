//! The certificate of an MX host is not valid yet, mostly because a clock was wrong when it was
//! made.

use crate::answers::Question;
use crate::certificate::CertificateFault;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::Scene;
use super::{DomainRule, certificate_severity, smtp_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/mx-certificate-not-yet-valid",
    severity: Severity::Low,
    section: "RFC 8461 §4.2",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for (host, fault) in scene.certificate_faults() {
        let CertificateFault::NotYetValid { until } = fault else {
            continue;
        };
        let Some(severity) = certificate_severity(scene, host, &INFO) else {
            continue;
        };
        findings.push(
            Finding::new(&INFO, smtp_place(&host.name))
                .severity(severity)
                .text("host", &host.name)
                .count("days", scene.now.days_until(*until))
                .evidence(Question::Smtp(host.name.clone())),
        );
    }
}
