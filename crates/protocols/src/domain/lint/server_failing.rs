//! One authoritative server does not answer while others do. Every resolver that picks it loses
//! time, and when the others fail too the domain is gone.

use std::collections::BTreeMap;

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::Scene;
use super::super::servers::{self, View};
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/server-failing",
    severity: Severity::Medium,
    section: "RFC 2182 §3",
};

/// One finding for a server, however many questions it left open.
fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let mut failing: BTreeMap<&str, Vec<&Question>> = BTreeMap::new();
    let mut ipv6_reaches = false;
    for (question, answer) in scene.answers.iter() {
        if !servers::owner(question).is_some_and(|name| name.is_at_or_below(scene.domain)) {
            continue;
        }
        let views = servers::views(answer);
        if views.iter().all(|(_, view)| *view == View::Failed) {
            continue;
        }
        for (server, view) in views {
            if view == View::Failed {
                failing.entry(server).or_default().push(question);
            } else {
                ipv6_reaches |= is_ipv6(server);
            }
        }
    }
    // Where no server answered over IPv6, it may be we who have none: nobody is to blame for that.
    failing.retain(|server, _| ipv6_reaches || !is_ipv6(server));
    for (server, questions) in failing {
        let mut finding = Finding::new(&INFO, dns_place(scene.domain, ""))
            .text("server", server)
            .count("count", questions.len());
        finding.evidence = questions.into_iter().cloned().collect();
        findings.push(finding);
    }
}

/// Whether a server was asked at an IPv6 address: `ns1.example.com (2001:db8::1)`.
fn is_ipv6(server: &str) -> bool {
    server.matches(':').count() > 1
}
