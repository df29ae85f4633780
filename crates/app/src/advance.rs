//! Moving a domain's keys and policies as far as they may go, and saying where they stand. Only what
//! is wanted and the keys' states change, and only in the ledger: a plan shows what follows in the
//! DNS.

use std::fmt;

use futures_util::stream::{self, StreamExt};
use protocols::answers::Answers;
use protocols::domain::desired::Desired;
use protocols::lifecycle::{self, Advanced, Key, Moved, Request, see};
use protocols::name::DomainName;
use protocols::plan::Owned;
use protocols::time::Timestamp;

use crate::apply::nothing_under_way;
use crate::drive::{Ask, DriveError, drive};
use crate::journal::{Noted, What};
use crate::ledger::{Change, Entry, Ledger, LedgerError, Line, StepKind, StepState, StoredDomain};
use crate::machines::moves;

/// Why nothing was moved.
#[derive(Debug)]
pub enum AdvanceError {
    /// The domain is on its way out and goes nowhere else, unless that is called off.
    Leaving,
    /// The look at the world came to no end.
    Drive(DriveError),
    /// The ledger refused or failed.
    Ledger(LedgerError),
}

impl fmt::Display for AdvanceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AdvanceError::Leaving => f.write_str("the domain is being left"),
            AdvanceError::Drive(error) => error.fmt(f),
            AdvanceError::Ledger(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AdvanceError {}

impl From<LedgerError> for AdvanceError {
    fn from(error: LedgerError) -> AdvanceError {
        AdvanceError::Ledger(error)
    }
}

impl From<DriveError> for AdvanceError {
    fn from(error: DriveError) -> AdvanceError {
        AdvanceError::Drive(error)
    }
}

/// Where a domain stands, with what a look at the world says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// What is stored.
    pub stored: StoredDomain,
    /// The keys as they are stored.
    pub keys: Vec<Key>,
    /// What would move now if it was asked to, and what waits.
    pub next: Advanced,
}

/// Says where a domain stands. Writes nothing.
pub async fn status(
    ledger: &impl Ledger,
    ask: &impl Ask,
    domain: &DomainName,
    now: Timestamp,
) -> Result<Status, AdvanceError> {
    let stored = stored(ledger, domain).await?;
    let desired = stored.desired.clone();
    look(ledger, ask, (stored, &desired), &Request::plain(), now).await
}

/// Says where many domains stand, `parallel` at a time and in their order, each with the `Ask` that
/// `ask_of` makes for it. `each` is told of every one that came.
pub async fn status_many<A: Ask>(
    ledger: &impl Ledger,
    domains: &[DomainName],
    parallel: usize,
    ask_of: impl Fn() -> A,
    now: Timestamp,
    mut each: impl FnMut(),
) -> Vec<Result<Status, AdvanceError>> {
    let looks = domains.iter().map(|domain| {
        let ask = ask_of();
        async move { status(ledger, &ask, domain, now).await }
    });
    let mut looks = stream::iter(looks).buffered(parallel);
    let mut statuses = Vec::with_capacity(domains.len());
    while let Some(status) = looks.next().await {
        statuses.push(status);
        each();
    }
    statuses
}

/// Moves a domain as far as it may go, and keeps what was seen. What comes back holds the state
/// before in `stored` and `keys`.
pub async fn advance(
    ledger: &impl Ledger,
    ask: &impl Ask,
    domain: &DomainName,
    request: &Request,
    now: Timestamp,
) -> Result<Status, AdvanceError> {
    let stored = stored(ledger, domain).await?;
    let desired = stored.desired.clone();
    if desired.remembered.departure.is_some() && request.aim.is_some() {
        return Err(AdvanceError::Leaving);
    }
    advance_from(
        ledger,
        ask,
        (stored, &desired),
        request,
        (What::Advance, now),
    )
    .await
}

/// Moves a domain on from `desired`, which is what is stored or what the owner just decided, and keeps
/// what was seen; `what` names that in the journal.
pub(crate) async fn advance_from(
    ledger: &impl Ledger,
    ask: &impl Ask,
    from: (StoredDomain, &Desired),
    request: &Request,
    (what, now): (What, Timestamp),
) -> Result<Status, AdvanceError> {
    let status = look(ledger, ask, from, request, now).await?;
    let Status { stored, keys, next } = &status;
    keep(ledger, stored, keys, next, what, now).await?;
    Ok(status)
}

async fn look(
    ledger: &impl Ledger,
    ask: &impl Ask,
    (stored, desired): (StoredDomain, &Desired),
    request: &Request,
    now: Timestamp,
) -> Result<Status, AdvanceError> {
    let keys = ledger.keys(&desired.domain).await?;
    let owned = ledger.owned(&desired.domain).await?;
    let mut answers = Answers::new();
    let verdict = |answers: &Answers| see(desired, &keys, Owned(&owned), answers, now);
    let seen = drive(ask, &mut answers, verdict).await?;
    let next = lifecycle::advance(desired, &keys, &seen, request, now);
    Ok(Status { stored, keys, next })
}

/// The domain, which must be there.
pub(crate) async fn stored(
    ledger: &impl Ledger,
    domain: &DomainName,
) -> Result<StoredDomain, LedgerError> {
    let stored = ledger.domain(domain).await?;
    stored.ok_or_else(|| LedgerError::NoDomain(domain.clone()))
}

/// Writes what became of a domain, in one step; nothing where nothing did.
pub(crate) async fn keep(
    ledger: &impl Ledger,
    stored: &StoredDomain,
    keys: &[Key],
    next: &Advanced,
    what: What,
    now: Timestamp,
) -> Result<(), LedgerError> {
    let moved = next.keys.iter().filter(|key| !keys.contains(key));
    let states: Vec<Change> = moved
        .map(|key| Change::SetKeyState {
            selector: key.selector.clone(),
            state: key.state,
        })
        .collect();
    if states.is_empty() && next.desired == stored.desired {
        return Ok(());
    }
    nothing_under_way(ledger, &next.desired.domain).await?;
    // Also where it is the same: so that another writer's change in between is refused.
    let mut changes = vec![Change::Desire {
        desired: next.desired.clone(),
        read: stored.revision,
    }];
    changes.extend(states);
    if next.moved.contains(&Moved::Left) {
        // What is left of it is another's: the rest of a merged record, the key of another signer.
        let owned = ledger.owned(&next.desired.domain).await?;
        changes.extend(owned.into_iter().map(Change::Disown));
    }
    let what = match what {
        What::Advance if next.moved.is_empty() => What::Look,
        what => what,
    };
    let noted = Noted {
        moved: moves(&next.moved),
        ..Noted::of(what)
    };
    let entry = entry(&next.desired, &noted, changes);
    ledger.commit(entry, now).await?;
    Ok(())
}

/// The entry of a change, whose journal line tells what it was.
pub(crate) fn entry(desired: &Desired, noted: &Noted, changes: Vec<Change>) -> Entry {
    Entry {
        domain: desired.domain.clone(),
        line: Line::Open {
            kind: StepKind::Change,
            payload: noted.write(),
            state: StepState::Done,
        },
        changes,
    }
}
