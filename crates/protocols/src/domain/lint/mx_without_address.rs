//! An MX host without an address. When it is the only one, no mail arrives; otherwise senders lose
//! time with it, and a host that comes back under that name receives the mail.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::{Route, Scene};
use super::{DomainRule, dns_place, literal_address, mx_text_of};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/mx-without-address",
    severity: Severity::High,
    section: "RFC 5321 §5.1",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    if scene.mail.route != Route::Hosts {
        return;
    }
    let hosts = &scene.mail.hosts;
    let unreachable = |addresses: &Result<Vec<_>, _>| addresses.as_ref().is_ok_and(Vec::is_empty);
    let severity = if hosts.iter().all(|host| unreachable(&host.addresses)) {
        Severity::Critical
    } else {
        INFO.severity
    };
    for host in hosts {
        if unreachable(&host.addresses) && literal_address(&host.name).is_none() {
            let place = dns_place(scene.domain, mx_text_of(scene, &host.name));
            findings.push(
                Finding::new(&INFO, place)
                    .severity(severity)
                    .text("host", &host.name)
                    .evidence(Question::A(host.name.clone()))
                    .evidence(Question::Aaaa(host.name.clone())),
            );
        }
    }
}
