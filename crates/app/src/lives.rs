//! Moving a domain to where its owner wants it, by whichever use case leads there.

use std::fmt;

use protocols::dmarc::DmarcIntent;
use protocols::domain::desired::{Desired, Purpose};
use protocols::lifecycle::mta_sts::MtaStsGoal;
use protocols::lifecycle::{Aim, Request};
use protocols::mta_sts::PolicyMode;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::advance::{AdvanceError, Status, advance, status};
use crate::drive::Ask;
use crate::keys::MakeKeys;
use crate::ledger::{Ledger, StoredDomain};
use crate::rotate::{RotateError, come_back};

/// Why a domain was not moved.
#[derive(Debug)]
pub enum GoError {
    /// A parked domain shall have mail again, and no host is named that takes it.
    NoMailHosts(DomainName),
    /// It could not be taken in anew.
    ComeBack(RotateError),
    /// It could not be looked at, or moved.
    Advance(AdvanceError),
}

impl fmt::Display for GoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GoError::NoMailHosts(domain) => write!(f, "no host takes mail for {domain}"),
            GoError::ComeBack(error) => error.fmt(f),
            GoError::Advance(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for GoError {}

impl From<AdvanceError> for GoError {
    fn from(error: AdvanceError) -> GoError {
        GoError::Advance(error)
    }
}

/// Moves a domain as far as it may go. A parked one that shall have mail again is taken in anew, and
/// looked at a second time: `ask_of` makes whoever asks.
pub async fn go_on<A: Ask>(
    ledger: &impl Ledger,
    ask_of: impl Fn() -> A,
    maker: &impl MakeKeys,
    stored: &StoredDomain,
    (request, now): (&Request, Timestamp),
) -> Result<Status, GoError> {
    let domain = &stored.desired.domain;
    let is_parked = matches!(stored.desired.purpose, Purpose::Parked { .. });
    if !is_parked || request.aim != Some(Aim::Mail) {
        return Ok(advance(ledger, &ask_of(), domain, request, now).await?);
    }
    let mx = request.mx.clone().unwrap_or_default();
    if mx.is_empty() {
        return Err(GoError::NoMailHosts(domain.clone()));
    }
    let ask = ask_of();
    let back = come_back(ledger, &ask, maker, domain, mx, now);
    back.await.map_err(GoError::ComeBack)?;
    Ok(status(ledger, &ask_of(), domain, now).await?)
}

/// Whether what is wanted of a domain is what the owner asked for.
pub fn has_reached(desired: &Desired, aim: Aim) -> bool {
    let Purpose::Mail(intent) = &desired.purpose else {
        return aim == Aim::Parked;
    };
    let mode = intent.mta_sts.as_ref().map(|policy| policy.mode);
    match aim {
        Aim::Dmarc(step) => match &intent.dmarc {
            DmarcIntent::Sending { step: at, .. } => *at == step,
            DmarcIntent::Parked { .. } => false,
        },
        Aim::MtaSts(MtaStsGoal::Testing) => mode == Some(PolicyMode::Testing),
        Aim::MtaSts(MtaStsGoal::Enforce) => mode == Some(PolicyMode::Enforce),
        Aim::MtaSts(MtaStsGoal::Leave) => {
            mode.is_none() && desired.remembered.mta_sts.leaving.is_none()
        }
        Aim::MtaSts(MtaStsGoal::Forward) => true,
        Aim::Parked => false,
        Aim::Mail => desired.remembered.parking.is_none(),
        Aim::Stay => desired.remembered.departure.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use protocols::answers::MxRecord;
    use protocols::dmarc::LadderStep;
    use protocols::domain::desired::ReportAddresses;

    use super::*;

    #[test]
    fn what_is_reached_is_told_from_what_is_not() {
        let name: DomainName = "a.example".parse().unwrap();
        let parked = Desired::parked(name.clone(), Vec::new());
        let reports = ReportAddresses::of(&name);
        let host = MxRecord {
            preference: 10,
            exchange: Some("mail.a.example".parse().unwrap()),
        };
        let mail = Desired::first(name, vec![host], Vec::new(), reports);
        let monitoring = Aim::Dmarc(LadderStep::Monitoring);
        let reject = Aim::Dmarc(LadderStep::Reject);
        for (desired, aim, expect) in [
            (&parked, Aim::Parked, true),
            (&parked, Aim::Mail, false),
            (&parked, monitoring, false),
            (&mail, Aim::Mail, true),
            (&mail, Aim::Parked, false),
            (&mail, Aim::Stay, true),
            (&mail, monitoring, true),
            (&mail, reject, false),
            (&mail, Aim::MtaSts(MtaStsGoal::Testing), true),
            (&mail, Aim::MtaSts(MtaStsGoal::Enforce), false),
            (&mail, Aim::MtaSts(MtaStsGoal::Leave), false),
        ] {
            assert_eq!(has_reached(desired, aim), expect, "{aim:?}");
        }
    }
}
