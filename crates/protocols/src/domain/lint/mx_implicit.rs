//! No MX record, but the domain has an address. Mail goes to that address, which is most often a
//! web server: it refuses, or it takes mail that nobody reads.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::{Route, Scene};
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/mx-implicit",
    severity: Severity::Low,
    section: "RFC 5321 §5.1",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    if scene.mail.route != Route::Implicit {
        return;
    }
    let addresses = scene
        .mail
        .hosts
        .iter()
        .flat_map(|host| host.addresses.iter().flatten());
    let addresses: Vec<String> = addresses.map(ToString::to_string).collect();
    findings.push(
        Finding::new(&INFO, dns_place(scene.domain, ""))
            .text("addresses", addresses.join(", "))
            .evidence(Question::Mx(scene.domain.clone()))
            .evidence(Question::A(scene.domain.clone())),
    );
}
