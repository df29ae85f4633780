//! The certificate of an MX host is for other names. A sender that checks, by MTA-STS or by its own
//! rules, does not deliver; the others do not look.

use crate::answers::Question;
use crate::certificate::{CertificateFault, CertificateName};
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::Scene;
use super::{DomainRule, certificate_severity, smtp_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/mx-certificate-wrong-name",
    severity: Severity::Info,
    section: "RFC 8461 §4.2",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for (host, fault) in scene.certificate_faults() {
        let CertificateFault::WrongName { names } = fault else {
            continue;
        };
        let Some(severity) = certificate_severity(scene, host, &INFO) else {
            continue;
        };
        findings.push(
            Finding::new(&INFO, smtp_place(&host.name))
                .severity(severity)
                .text("host", &host.name)
                .text("names", listed(names))
                .evidence(Question::Smtp(host.name.clone())),
        );
    }
}

/// The first names of the certificate; one for hosting can have hundreds.
fn listed(names: &[CertificateName]) -> String {
    const SHOWN_MAX: usize = 5;
    let mut list: Vec<String> = names
        .iter()
        .take(SHOWN_MAX)
        .map(ToString::to_string)
        .collect();
    if names.len() > SHOWN_MAX {
        list.push("…".to_string());
    }
    list.join(", ")
}
