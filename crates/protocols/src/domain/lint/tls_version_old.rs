//! An MX host that settles for TLS 1.1 or older. Senders that no longer speak it deliver in the
//! clear, and a policy does not count it as TLS.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::Scene;
use super::{DomainRule, smtp_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/tls-version-old",
    severity: Severity::Medium,
    section: "RFC 8996 §5",
};

/// The versions that are over, as the probe names them.
const OLD: [&str; 4] = ["SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1"];

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for host in &scene.mail.hosts {
        let Some(session) = host.session() else {
            continue;
        };
        if OLD.contains(&session.version.as_str()) {
            findings.push(
                Finding::new(&INFO, smtp_place(&host.name))
                    .text("host", &host.name)
                    .text("version", &session.version)
                    .evidence(Question::Smtp(host.name.clone())),
            );
        }
    }
}
