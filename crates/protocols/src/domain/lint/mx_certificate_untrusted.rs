//! The certificate of an MX host leads to no trusted root: self-signed, of a private authority, or
//! without the intermediate certificate.

use crate::answers::{ChainTrust, Question};
use crate::certificate::CertificateFault;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::Scene;
use super::{DomainRule, certificate_severity, smtp_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/mx-certificate-untrusted",
    severity: Severity::Info,
    section: "RFC 8461 §4.2",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for (host, fault) in scene.certificate_faults() {
        let CertificateFault::NotTrusted(trust) = fault else {
            continue;
        };
        let Some(severity) = certificate_severity(scene, host, &INFO) else {
            continue;
        };
        findings.push(
            Finding::new(&INFO, smtp_place(&host.name))
                .severity(severity)
                .text("host", &host.name)
                .text("cause", cause(*trust))
                .evidence(Question::Smtp(host.name.clone())),
        );
    }
}

/// The word by which the catalogues choose their sentence.
fn cause(trust: ChainTrust) -> &'static str {
    match trust {
        ChainTrust::Trusted => "trusted",
        ChainTrust::SelfSigned => "self-signed",
        ChainTrust::UnknownIssuer => "unknown-issuer",
        ChainTrust::Unusable => "unusable",
    }
}
