//! A record that the owner wants is not there: it was never published, it was removed, or the zone
//! was restored from a copy without it.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::compare::Comparison;
use super::super::observe::Scene;
use super::super::records::Role;
use super::{DomainRule, wanted_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/wanted-record-missing",
    severity: Severity::Medium,
    section: "practice",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for (planned, comparison) in &scene.compared {
        if *comparison != Comparison::Missing {
            continue;
        }
        findings.push(
            Finding::new(&INFO, wanted_place(planned, ""))
                .severity(severity(planned.role))
                .text("owner", &planned.publication.owner)
                .text("role", planned.role.word())
                .fix(Fix::Publish(planned.publication.clone())),
        );
    }
}

/// Without SPF and DMARC anyone can send; the rest makes things better.
fn severity(role: Role) -> Severity {
    match role {
        Role::Spf | Role::Dmarc | Role::DkimKey => Severity::High,
        Role::TlsRpt
        | Role::ReportConsent
        | Role::PolicyHost
        | Role::MtaSts
        | Role::Tlsa
        | Role::NullMx => INFO.severity,
        Role::KeyRevocation => Severity::Low,
    }
}
