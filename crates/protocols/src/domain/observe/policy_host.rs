//! The host that serves the MTA-STS policy: who issued its certificate, and who may issue the next.

use crate::answers::{Answers, Need, Outcome, PolicyFetch, TlsSession, TxtRecord, both};
use crate::assessment::ProtectionKind;
use crate::certificate::Certificate;
use crate::name::DomainName;

use super::super::options::CheckOptions;
use super::caa::{self, Caa};

/// The policy host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyHost {
    /// The CAA records that hold for it.
    pub caa: Caa,
    /// The organization that issued the certificate it presents.
    pub issuer: Option<String>,
}

/// Looks at the policy host where the domain says that it has one.
pub(super) fn observe(
    domain: &DomainName,
    options: &CheckOptions,
    answers: &Answers,
) -> Result<Option<PolicyHost>, Need> {
    let (Ok(owner), Ok(host)) = (domain.child("_mta-sts"), domain.child("mta-sts")) else {
        return Ok(None);
    };
    if !options.rooms.has(ProtectionKind::MtaSts) || !has_record(&owner, answers)? {
        return Ok(None);
    }
    let (fetch, caa) = both(answers.policy(domain), caa::observe(&host, answers))?;
    Ok(Some(PolicyHost {
        caa,
        issuer: session(fetch.main()).and_then(issuer),
    }))
}

fn has_record(owner: &DomainName, answers: &Answers) -> Result<bool, Need> {
    let meant = |record: &TxtRecord| record.text().to_ascii_lowercase().starts_with("v=sts");
    Ok(match &answers.txt(owner)?.outcome {
        Outcome::Records(records) => records.iter().any(meant),
        Outcome::NoData | Outcome::NxDomain | Outcome::Failed(_) => false,
    })
}

fn session(fetch: &PolicyFetch) -> Option<&TlsSession> {
    match fetch {
        PolicyFetch::Response { tls, .. } | PolicyFetch::NoResponse { tls, .. } => Some(tls),
        PolicyFetch::NoAddress(_) | PolicyFetch::NoConnection(_) | PolicyFetch::NoTls { .. } => {
            None
        }
    }
}

fn issuer(session: &TlsSession) -> Option<String> {
    let leaf = session.chain.first()?;
    Certificate::parse(leaf).ok()?.issuer_organization
}
