//! A record of usage 2 names a presented certificate, but the chain below it fails: another name
//! than the host's or the domain's (§3.2.2), an expired certificate, or one that the anchor did not
//! issue, or must not have issued because it is no authority (RFC 5280 §4.2.1.9).

use crate::answers::{Need, Question};
use crate::certificate::CertificateFault;
use crate::dane::evaluate::AuthenticationFault;
use crate::dane::hosts::{Comparison, State};
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/trust-anchor-chain",
    severity: Severity::Critical,
    section: "RFC 7672 §3.2.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for host in published.hosts {
        let State::Compared(Comparison::Fails(_, fault)) = &host.state else {
            continue;
        };
        let reason = match fault {
            AuthenticationFault::WrongName => "name",
            AuthenticationFault::Dates(CertificateFault::NotYetValid { .. }) => "not-yet-valid",
            AuthenticationFault::Dates(
                CertificateFault::Expired { .. }
                | CertificateFault::WrongName { .. }
                | CertificateFault::NotTrusted(_)
                | CertificateFault::Unreadable,
            ) => "expired",
            AuthenticationFault::TrustAnchorUnrelated => "unrelated",
            AuthenticationFault::TrustAnchorNoAuthority => "no-authority",
            AuthenticationFault::NoMatch
            | AuthenticationFault::NoCertificate
            | AuthenticationFault::TrustAnchorNotPresented => continue,
        };
        findings.push(
            published
                .host_finding(&INFO, host)
                .severity(published.stops_mail(host))
                .text("reason", reason)
                .evidence(Question::Smtp(host.name.clone())),
        );
    }
    Ok(())
}
