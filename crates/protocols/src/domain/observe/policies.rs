//! What the domain says in DMARC, TLS reporting and MTA-STS, as far as the rules here look at it.

use crate::answers::{Answers, Need, Outcome, both};
use crate::assessment::ProtectionKind;
use crate::dmarc::{self, PolicyState, discover_policy};
use crate::mta_sts::{self, Policy};
use crate::name::DomainName;
use crate::report_uri::ReportUri;
use crate::time::Timestamp;
use crate::tls_rpt::{self, record::Selection};

use super::super::options::{CheckOptions, Rooms};

/// The policies of the domain. What is not looked at or could not be learnt is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policies {
    /// The DMARC policy for mail with the domain in `From`, its own or an inherited one.
    pub dmarc: Option<PolicyState>,
    /// Where TLS reports go; empty without a record that counts.
    pub tls_rpt: Option<Vec<ReportUri>>,
    /// The MTA-STS policy that senders can fetch at this moment.
    pub mta_sts: Option<Policy>,
}

pub(super) fn observe(
    domain: &DomainName,
    options: &CheckOptions,
    answers: &Answers,
    now: Timestamp,
) -> Result<Policies, Need> {
    let rooms = &options.rooms;
    let (dmarc, (tls_rpt, mta_sts)) = both(
        dmarc_policy(domain, rooms, answers),
        both(
            tls_rpt_addresses(domain, rooms, answers),
            mta_sts_policy(domain, rooms, answers, now),
        ),
    )?;
    Ok(Policies {
        dmarc,
        tls_rpt,
        mta_sts,
    })
}

fn mta_sts_policy(
    domain: &DomainName,
    rooms: &Rooms,
    answers: &Answers,
    now: Timestamp,
) -> Result<Option<Policy>, Need> {
    if !rooms.has(ProtectionKind::MtaSts) {
        return Ok(None);
    }
    let seen = mta_sts::policy_in_force(domain, answers, now)?;
    Ok(seen.map(|seen| seen.policy))
}

fn dmarc_policy(
    domain: &DomainName,
    rooms: &Rooms,
    answers: &Answers,
) -> Result<Option<PolicyState>, Need> {
    if !rooms.has(ProtectionKind::Dmarc) {
        return Ok(None);
    }
    Ok(match discover_policy(domain, answers)?.policy {
        PolicyState::TempError(_) => None,
        policy @ (PolicyState::Applies(_)
        | PolicyState::NoRecord
        | PolicyState::NoProcessing(_)) => Some(policy),
    })
}

fn tls_rpt_addresses(
    domain: &DomainName,
    rooms: &Rooms,
    answers: &Answers,
) -> Result<Option<Vec<ReportUri>>, Need> {
    let Ok(owner) = domain.child(tls_rpt::record::OWNER_PREFIX) else {
        return Ok(None);
    };
    if !rooms.has(ProtectionKind::TlsRpt) {
        return Ok(None);
    }
    let records = match &answers.txt(&owner)?.outcome {
        Outcome::Records(records) => records.as_slice(),
        Outcome::NoData | Outcome::NxDomain => &[],
        Outcome::Failed(_) => return Ok(None),
    };
    Ok(Some(match tls_rpt::record::select(records) {
        Selection::One(text) => tls_rpt::parse(&text)
            .record
            .map_or_else(Vec::new, |record| record.rua),
        Selection::None(_) | Selection::Several(_) => Vec::new(),
    }))
}

impl Policies {
    /// What receivers do with mail that fails, `None` where nothing applies or nothing is known.
    pub fn dmarc_applied(&self) -> Option<dmarc::Policy> {
        match self.dmarc.as_ref()? {
            PolicyState::Applies(policy) => Some(policy.applied),
            PolicyState::NoRecord | PolicyState::NoProcessing(_) | PolicyState::TempError(_) => {
                None
            }
        }
    }
}
