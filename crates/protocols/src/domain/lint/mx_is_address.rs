//! An IP address where an MX record must name a host. A sender looks the digits up as a name and
//! finds nothing.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::Scene;
use super::{DomainRule, dns_place, literal_address, mx_text};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/mx-is-address",
    severity: Severity::High,
    section: "RFC 5321 §5.1",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for record in scene.mail.records {
        let Some(address) = record.exchange.as_ref().and_then(literal_address) else {
            continue;
        };
        findings.push(
            Finding::new(&INFO, dns_place(scene.domain, mx_text(record)))
                .text("address", address)
                .evidence(Question::Mx(scene.domain.clone())),
        );
    }
}
