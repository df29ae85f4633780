//! No record matches what the host presents. §2.2: "Failure to establish an authenticated TLS
//! connection MUST result in falling back to the next SMTP server or delayed delivery"; most often
//! a certificate was renewed with a new key.

use crate::answers::{Need, Question};
use crate::dane::evaluate::AuthenticationFault;
use crate::dane::hosts::{Comparison, State};
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/no-match",
    severity: Severity::Critical,
    section: "RFC 7672 §2.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for host in published.hosts {
        let State::Compared(Comparison::Fails(_, fault)) = &host.state else {
            continue;
        };
        match fault {
            AuthenticationFault::NoMatch | AuthenticationFault::NoCertificate => {}
            AuthenticationFault::TrustAnchorNotPresented
            | AuthenticationFault::TrustAnchorUnrelated
            | AuthenticationFault::TrustAnchorNoAuthority
            | AuthenticationFault::WrongName
            | AuthenticationFault::Dates(_) => continue,
        }
        findings.push(
            published
                .host_finding(&INFO, host)
                .severity(published.stops_mail(host))
                .count("count", host.records().len())
                .evidence(Question::Smtp(host.name.clone())),
        );
    }
    Ok(())
}
