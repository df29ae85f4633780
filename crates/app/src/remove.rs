//! Letting a domain go: its keys and what was wanted of it are removed in one step. The DNS is not
//! touched, so it is refused while a job is under way: resumed later, that would publish records of
//! keys that nobody has any more.

use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::apply::{drop_stale, is_waiting, unfinished};
use crate::ledger::{
    Change, Entry, Key, Ledger, LedgerError, Line, OwnedValue, StepKind, StepState, StoredDomain,
};

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

/// Lets a domain go and says what there was of it.
pub async fn remove(
    ledger: &impl Ledger,
    domain: DomainName,
    now: Timestamp,
) -> Result<Removed, LedgerError> {
    let stored = ledger.domain(&domain).await?;
    let stored = stored.ok_or_else(|| LedgerError::NoDomain(domain.clone()))?;
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
