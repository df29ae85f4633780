//! The name a mail server calls itself has no SPF record. Bounces have no sender, so receivers
//! check SPF with that name instead.

use crate::answers::Question;
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::Publication;

use super::super::observe::{Scene, SpfState};
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/helo-without-spf",
    severity: Severity::Info,
    section: "RFC 7208 §10.1.2",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for greeting in &scene.greetings {
        if greeting.spf != SpfState::Missing {
            continue;
        }
        let record = Publication::txt(greeting.name.clone(), "v=spf1 a -all");
        findings.push(
            Finding::new(&INFO, dns_place(&greeting.name, ""))
                .text("host", &greeting.host)
                .text("name", &greeting.name)
                .evidence(Question::Smtp(greeting.host.clone()))
                .evidence(Question::Txt(greeting.name.clone()))
                .fix(Fix::Publish(record)),
        );
    }
}
