//! The ledger: which domains we look after, what each should look like, the keys we hold, what we
//! published, and a journal of everything done. `store` keeps it; use cases see only this trait.
//!
//! There is **one way to write**: [`Ledger::commit`] takes an [`Entry`], which is one line of the
//! journal together with the changes it records, and keeps all of it or nothing. So no change goes
//! unrecorded, and no crash leaves a domain without its keys. What `commit` has acknowledged
//! survives the death of the process and of the machine. Settings and accesses belong to no domain and
//! are no part of the journal; each has its own call, which is whole or not at all too.

mod disk;
mod error;
mod follow;
mod records;

use std::future::Future;

use protocols::dkim::Selector;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::access::{Access, AccessHead, AccessName};

pub use disk::{Damage, DiskFault};
pub use protocols::lifecycle::{Key, KeyState};

pub use error::{Fault, LedgerError, MasterKeyError};
pub use follow::{Follow, Mark, Written};
pub use records::{
    Change, Entry, Line, Moment, NewKey, OwnedValue, PAGE_ROWS_MAX, Page, PrivateKey, Revision,
    Step, StepId, StepKind, StepState, Steps, StoredDomain,
};

/// Where decisions, keys and the journal are kept. Time is an argument everywhere; names come in
/// the one form [`DomainName`] has.
pub trait Ledger: Send + Sync {
    /// Writes the entry's journal line and all its changes, or nothing. Gives the step's number:
    /// a new one for [`Line::Open`], the same one for [`Line::Advance`].
    fn commit(
        &self,
        entry: Entry,
        now: Timestamp,
    ) -> impl Future<Output = Result<StepId, LedgerError>> + Send;

    /// The domains by name.
    fn domains(
        &self,
        page: Page<DomainName>,
    ) -> impl Future<Output = Result<Vec<StoredDomain>, LedgerError>> + Send;

    /// One domain; `None` when it was never added or is removed.
    fn domain(
        &self,
        domain: &DomainName,
    ) -> impl Future<Output = Result<Option<StoredDomain>, LedgerError>> + Send;

    /// The DKIM keys of a domain by selector, without their private part; so this needs no master
    /// key. Empty for an unknown domain.
    fn keys(
        &self,
        domain: &DomainName,
    ) -> impl Future<Output = Result<Vec<Key>, LedgerError>> + Send;

    /// The private part of one key.
    fn private_key(
        &self,
        domain: &DomainName,
        selector: &Selector,
    ) -> impl Future<Output = Result<PrivateKey, LedgerError>> + Send;

    /// What we published for a domain and did not withdraw. Empty for an unknown domain.
    fn owned(
        &self,
        domain: &DomainName,
    ) -> impl Future<Output = Result<Vec<OwnedValue>, LedgerError>> + Send;

    /// The journal. It outlives the domains it speaks of.
    fn steps(
        &self,
        of: Steps,
        page: Page<StepId>,
    ) -> impl Future<Output = Result<Vec<Step>, LedgerError>> + Send;

    /// A setting's value; `None` when it was never set.
    fn setting(
        &self,
        name: &str,
    ) -> impl Future<Output = Result<Option<String>, LedgerError>> + Send;

    /// Sets a setting. Never for secrets: values are stored as they are.
    fn set_setting(
        &self,
        name: &str,
        value: &str,
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// The accesses by name, without their secrets; so this needs no master key.
    fn accesses(&self) -> impl Future<Output = Result<Vec<AccessHead>, LedgerError>> + Send;

    /// One access with its secrets; `None` where there is none of this name.
    fn access(
        &self,
        name: &AccessName,
    ) -> impl Future<Output = Result<Option<Access>, LedgerError>> + Send;

    /// Stores an access, its secrets sealed, in place of one of the same name. That its fields are
    /// those of its kind is for the caller to have checked.
    fn set_access(&self, access: &Access) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// Removes an access and its secrets for good; [`LedgerError::NoAccess`] where there is none.
    fn remove_access(
        &self,
        name: &AccessName,
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;
}
