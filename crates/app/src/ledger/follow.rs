//! Following the ledger: what was written since one looked last, whichever process wrote it.

use std::future::Future;

use protocols::name::DomainName;

use super::error::LedgerError;

/// A place in the order in which entries were committed. Only to be handed back to the ledger that
/// gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(pub u64);

/// What was written after a [`Mark`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The domains of the entries, each once, by name.
    pub domains: Vec<DomainName>,
    /// Where these end: what was written later comes with the next call.
    pub end: Mark,
}

/// A ledger that says what was written. Cheap enough to be asked every second.
pub trait Follow: Send + Sync {
    /// The end of what is written now.
    fn end(&self) -> impl Future<Output = Result<Mark, LedgerError>> + Send;

    /// Ends with the next entry that this process commits after the call; those of other processes are
    /// not heard of. Called before [`Follow::written_after`], it misses none.
    fn committed(&self) -> impl Future<Output = ()> + Send;

    /// What was written after a mark, from a limited number of entries; without a domain where there
    /// is nothing more.
    fn written_after(
        &self,
        mark: Mark,
    ) -> impl Future<Output = Result<Written, LedgerError>> + Send;
}
