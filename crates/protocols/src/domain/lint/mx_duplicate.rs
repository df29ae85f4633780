//! Two MX records that name the same host. Nothing is gained: a sender that fails at the host tries
//! it once more.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::name::DomainName;

use super::super::observe::Scene;
use super::{DomainRule, dns_place, mx_text};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/mx-duplicate",
    severity: Severity::Low,
    section: "RFC 5321 §5.1",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let mut seen: Vec<&DomainName> = Vec::new();
    for record in scene.mail.records {
        let Some(host) = &record.exchange else {
            continue;
        };
        if seen.contains(&host) {
            findings.push(
                Finding::new(&INFO, dns_place(scene.domain, mx_text(record)))
                    .text("host", host)
                    .evidence(Question::Mx(scene.domain.clone())),
            );
        }
        seen.push(host);
    }
}
