//! Only records of usage 2, and the certificate they name is not in the chain the host presents.
//! §3.1.2: servers "MUST include the TA certificate as part of the certificate chain […] even when
//! it is a self-signed root certificate".

use crate::answers::{Need, Question};
use crate::dane::evaluate::AuthenticationFault;
use crate::dane::hosts::{Comparison, State};
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/trust-anchor-not-presented",
    severity: Severity::Critical,
    section: "RFC 7672 §3.1.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for host in published.hosts {
        let State::Compared(Comparison::Fails(_, fault)) = &host.state else {
            continue;
        };
        if *fault != AuthenticationFault::TrustAnchorNotPresented {
            continue;
        }
        findings.push(
            published
                .host_finding(&INFO, host)
                .severity(published.stops_mail(host))
                .evidence(Question::Smtp(host.name.clone())),
        );
    }
    Ok(())
}
