//! TLS reports go only to a mailbox of this very domain, and its MX hosts have no working TLS. The
//! reports that would say so may not arrive.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::report_uri::ReportUri;

use super::super::observe::{MailHost, Scene, Tls};
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/tls-rpt-into-broken-tls",
    severity: Severity::Medium,
    section: "RFC 8460 §3",
};

/// RFC 8460 §3: 'Sending MTAs MUST deliver reports despite any TLS-related failures'; not every
/// sender does.
fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let Some(addresses) = &scene.policies.tls_rpt else {
        return;
    };
    let inside = |uri: &ReportUri| match uri {
        ReportUri::Mailto { domain, .. } => domain == scene.domain,
        ReportUri::Https { .. } => false,
    };
    let hosts = &scene.mail.hosts;
    if addresses.is_empty() || hosts.is_empty() || !addresses.iter().all(inside) {
        return;
    }
    if hosts.iter().all(is_broken) {
        let list: Vec<String> = addresses.iter().map(ToString::to_string).collect();
        findings.push(
            Finding::new(&INFO, dns_place(scene.domain, list.join(", ")))
                .text("rua", list.join(", ")),
        );
    }
}

fn is_broken(host: &MailHost<'_>) -> bool {
    match host.tls() {
        Tls::NotOffered | Tls::Refused(_) | Tls::Failed(_) => true,
        Tls::Session(_) | Tls::Unknown(_) | Tls::NoAddress => false,
    }
}
