//! Why the ledger did not do what was asked, grouped by whose fault it is.

use std::fmt;

use protocols::dkim::Selector;
use protocols::name::DomainName;

use crate::access::AccessName;

use super::disk::{Damage, DiskFault};
use super::records::StepId;

/// Who can put it right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Whoever gave the command.
    Operator,
    /// Whoever looks after the machine: its files, its disk.
    Disk,
    /// We: a bug.
    Ours,
}

/// Why the ledger did not do what was asked. Nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LedgerError {
    /// The operator's: the domain is there already.
    DomainExists(DomainName),
    /// The operator's: there is no such domain.
    NoDomain(DomainName),
    /// The operator's: another writer changed the domain since it was read.
    ChangedMeanwhile(DomainName),
    /// The operator's: the selector has a key, and never gets a second one.
    SelectorInUse {
        /// Whose selector.
        domain: DomainName,
        /// The selector.
        selector: Selector,
    },
    /// The operator's: there is no key on this selector.
    NoKey {
        /// Whose selector.
        domain: DomainName,
        /// The selector.
        selector: Selector,
    },
    /// The operator's: there is no access of this name.
    NoAccess(AccessName),
    /// The operator's: the domain has no such step, or the step does not go on to that state.
    StepNotOpen(StepId),
    /// The operator's: this step of the domain writes to the DNS and is not finished.
    Unfinished(DomainName, StepId),
    /// The operator's: a newer mailseal wrote this.
    NewerSchema {
        /// Where.
        place: String,
        /// Its schema version.
        found: u64,
        /// The newest version we read.
        known: u64,
    },
    /// The operator's: the master key cannot be used.
    MasterKey(MasterKeyError),
    /// The disk's: a file or the database cannot be used.
    Unusable {
        /// Where.
        place: String,
        /// What we did: `open the database`.
        action: &'static str,
        /// Why not.
        reason: DiskFault,
    },
    /// The disk's: what is stored is not what we wrote.
    Damaged {
        /// Where.
        place: String,
        /// What is wrong.
        what: Damage,
    },
    /// Ours.
    Bug(String),
}

/// Why the master key cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MasterKeyError {
    /// The file is not there, but keys are stored that need it.
    Missing {
        /// Where it should be.
        path: String,
    },
    /// Others than the owner may read or write the file.
    WidePermissions {
        /// The file.
        path: String,
        /// Its permission bits.
        mode: u32,
    },
    /// The file does not hold a master key.
    Malformed {
        /// The file.
        path: String,
        /// The line at fault, from 1.
        line: usize,
    },
    /// The file holds other keys than the one this was sealed under.
    Wrong {
        /// The file.
        path: String,
        /// The id of the key that is needed.
        wanted: String,
    },
}

impl LedgerError {
    /// Who can put it right.
    pub fn fault(&self) -> Fault {
        match self {
            LedgerError::DomainExists(_)
            | LedgerError::NoDomain(_)
            | LedgerError::ChangedMeanwhile(_)
            | LedgerError::SelectorInUse { .. }
            | LedgerError::NoKey { .. }
            | LedgerError::NoAccess(_)
            | LedgerError::StepNotOpen(_)
            | LedgerError::Unfinished(..)
            | LedgerError::NewerSchema { .. }
            | LedgerError::MasterKey(_) => Fault::Operator,
            LedgerError::Unusable { .. } | LedgerError::Damaged { .. } => Fault::Disk,
            LedgerError::Bug(_) => Fault::Ours,
        }
    }
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LedgerError::DomainExists(domain) => write!(
                f,
                "{domain} is there already: show it with `mailseal show {domain}`"
            ),
            LedgerError::NoDomain(domain) => write!(
                f,
                "{domain} is not there: see `mailseal list`, or add it with `mailseal add {domain}`"
            ),
            LedgerError::ChangedMeanwhile(domain) => write!(
                f,
                "{domain} was changed by another command meanwhile: look at it and try again"
            ),
            LedgerError::SelectorInUse { domain, selector } => write!(
                f,
                "{domain} has a key on the selector {selector} already: choose another selector"
            ),
            LedgerError::NoKey { domain, selector } => write!(
                f,
                "{domain} has no key on the selector {selector}: see `mailseal show {domain}`"
            ),
            LedgerError::Unfinished(domain, StepId(id)) => {
                write!(f, "step {id} of {domain} is not finished")
            }
            LedgerError::NoAccess(name) => {
                write!(f, "there is no access {name}: see `mailseal access list`")
            }
            LedgerError::StepNotOpen(StepId(id)) => {
                write!(
                    f,
                    "step {id} is not open for this: it was finished meanwhile"
                )
            }
            LedgerError::NewerSchema {
                place,
                found,
                known,
            } => write!(
                f,
                "{place} was written by a newer mailseal (schema {found}, this one knows {known}): \
                 use that version or a later one"
            ),
            LedgerError::MasterKey(error) => write!(f, "{error}"),
            LedgerError::Unusable {
                place,
                action,
                reason,
            } => write!(f, "could not {action} {place}: {reason}"),
            LedgerError::Damaged { place, what } => {
                write!(f, "{place} is damaged: {what}; restore it from a backup")
            }
            LedgerError::Bug(what) => {
                write!(f, "{what}: this is a bug in mailseal, please report it")
            }
        }
    }
}

impl fmt::Display for MasterKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MasterKeyError::Missing { path } => write!(
                f,
                "the master key {path} is missing, and private keys are stored that need it: \
                 restore it from a backup, or name it with --master-key"
            ),
            MasterKeyError::WidePermissions { path, mode } => write!(
                f,
                "the master key {path} is open to others (mode {mode:04o}): run `chmod 600 {path}`"
            ),
            MasterKeyError::Malformed { path, line } => write!(
                f,
                "{path} line {line} is not a master key: restore the file from a backup, or name \
                 the right one with --master-key"
            ),
            MasterKeyError::Wrong { path, wanted } => write!(
                f,
                "{path} is not the master key this was sealed under: give the one with the id \
                 {wanted} with --master-key, or restore it from a backup"
            ),
        }
    }
}

impl std::error::Error for LedgerError {}
impl std::error::Error for MasterKeyError {}

impl From<MasterKeyError> for LedgerError {
    fn from(error: MasterKeyError) -> LedgerError {
        LedgerError::MasterKey(error)
    }
}
