//! Letting a domain go: its keys and what was wanted of it are removed in one step. The DNS is not
//! touched, so nothing that we published may stand any more, unless the owner wants it to. It is refused
//! while a job is under way: resumed later, that would publish records of keys that nobody has any more.

use std::fmt;

use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::apply::{drop_stale, is_waiting, nothing_under_way, unfinished};
use crate::ledger::{
    Change, Entry, Key, Ledger, LedgerError, Line, OwnedValue, StepKind, StepState, StoredDomain,
};

/// What is to become of what we published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// It must be gone.
    Gone,
    /// It stays, and nobody withdraws it any more.
    Stays,
}

/// What there was of a domain that was let go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// What was wanted of it.
    pub stored: StoredDomain,
    /// The keys that are gone now. Mail signed with them verifies as long as their records stand.
    pub keys: Vec<Key>,
    /// What we published and nobody withdraws any more.
    pub left_published: Vec<OwnedValue>,
}

/// Why a domain was not let go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemoveError {
    /// This is known to be ours, and not known to be gone.
    Published(Vec<OwnedValue>),
    /// The ledger refused or failed.
    Ledger(LedgerError),
}

impl fmt::Display for RemoveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RemoveError::Published(values) => {
                write!(f, "{} records of ours are published", values.len())
            }
            RemoveError::Ledger(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RemoveError {}

impl From<LedgerError> for RemoveError {
    fn from(error: LedgerError) -> RemoveError {
        RemoveError::Ledger(error)
    }
}

/// Whether a domain may be let go.
pub async fn may_be_removed(
    ledger: &impl Ledger,
    domain: &DomainName,
    published: Published,
) -> Result<(), RemoveError> {
    nothing_under_way(ledger, domain).await?;
    let owned = ledger.owned(domain).await?;
    match published {
        Published::Gone if !owned.is_empty() => Err(RemoveError::Published(owned)),
        Published::Gone | Published::Stays => Ok(()),
    }
}

/// Lets a domain go and says what there was of it.
pub async fn remove(
    ledger: &impl Ledger,
    domain: DomainName,
    published: Published,
    now: Timestamp,
) -> Result<Removed, RemoveError> {
    let stored = ledger.domain(&domain).await?;
    let stored = stored.ok_or_else(|| LedgerError::NoDomain(domain.clone()))?;
    may_be_removed(ledger, &domain, published).await?;
    let keys = ledger.keys(&domain).await?;
    let left_published = ledger.owned(&domain).await?;
    let mut steps = unfinished(ledger).await?;
    steps.retain(|step| step.domain == domain);
    let entry = Entry {
        domain,
        line: Line::Open {
            kind: StepKind::Remove,
            payload: "{}".to_owned(),
            state: StepState::Done,
        },
        changes: vec![Change::Remove],
    };
    ledger.commit(entry, now).await?;
    for step in steps.iter().filter(|step| is_waiting(step)) {
        drop_stale(ledger, step, now).await?;
    }
    Ok(Removed {
        stored,
        keys,
        left_published,
    })
}
