//! An MX record that names an alias. Some senders refuse it, some rewrite the recipient's domain,
//! and MTA-STS and certificates look at the name as the MX record has it. Where that breaks
//! MTA-STS, the certificate and the list of hosts are told of by rules of their own.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::{Route, Scene};
use super::{DomainRule, dns_place, mx_text_of};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/mx-is-alias",
    severity: Severity::Medium,
    section: "RFC 2181 §10.3",
};

/// RFC 5321 §5.1: 'Any other response, specifically including a value that will return a CNAME
/// record when queried, lies outside the scope of this Standard.'
fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    if scene.mail.route != Route::Hosts {
        return;
    }
    for host in &scene.mail.hosts {
        if let Some(target) = &host.alias {
            let place = dns_place(scene.domain, mx_text_of(scene, &host.name));
            findings.push(
                Finding::new(&INFO, place)
                    .text("host", &host.name)
                    .text("target", target)
                    .evidence(Question::A(host.name.clone())),
            );
        }
    }
}
