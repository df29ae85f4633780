//! Where records are written: a zone at a name server or at a provider.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use protocols::name::DomainName;
use protocols::rrset::{RrSet, RrSetChange, RrSetKey};

/// Write access to one zone.
///
/// Every implementation keeps these promises, whatever the provider's interface is like:
/// - what cannot be read in full (refused, truncated, one page of several) is an error, never an
///   empty set;
/// - a change is made only where `before` is what stands, and refused otherwise;
/// - no value is taken away before the one that replaces it stands;
/// - values that stay are left as they are, octet for octet, with what the provider keeps beside
///   them (ids, comments);
/// - credentials appear in no error.
pub trait Zone: Send + Sync {
    /// The apex of the zone.
    fn apex(&self) -> &DomainName;

    /// What stands at these keys, in their order, as the place of writing knows it; `None` where
    /// the set does not exist.
    fn read(
        &self,
        keys: &[RrSetKey],
    ) -> impl Future<Output = Result<Vec<Option<RrSet>>, ZoneError>> + Send;

    /// Makes one change. On [`ZoneError::NoAnswer`] it may or may not have been made: read again.
    fn write(
        &self,
        change: &RrSetChange,
    ) -> impl Future<Output = Result<Written, ZoneError>> + Send;

    /// Gives the name servers what is written, where that is an order of its own. Asked for when a
    /// change is found made, for whoever made it may have died before that order, and when something
    /// else stands than a change was made for. Elsewhere there is nothing to do.
    fn publish(&self) -> impl Future<Output = Result<(), ZoneError>> + Send {
        std::future::ready(Ok(()))
    }
}

impl<Z: Zone> Zone for Arc<Z> {
    fn apex(&self) -> &DomainName {
        (**self).apex()
    }

    async fn read(&self, keys: &[RrSetKey]) -> Result<Vec<Option<RrSet>>, ZoneError> {
        (**self).read(keys).await
    }

    async fn write(&self, change: &RrSetChange) -> Result<Written, ZoneError> {
        (**self).write(change).await
    }

    async fn publish(&self) -> Result<(), ZoneError> {
        (**self).publish().await
    }
}

/// A change that was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// How long the place of writing may take until its name servers answer with it, in seconds,
    /// where it is known to be slow; 0 where it is meant to be at once.
    pub visible_within_seconds: u32,
    /// The TTL that stands now, in seconds, where the place of writing set another than was asked.
    pub ttl_seconds: Option<u32>,
}

/// Why a zone was not read or written. Unless it says otherwise, nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ZoneError {
    /// The credentials are not accepted, or not for this zone.
    Unauthorised(String),
    /// There is no such zone there.
    NoZone(DomainName),
    /// What stands cannot be read in full: nothing may be written then.
    Unreadable(String),
    /// Something else stands than the change was made for.
    Changed {
        /// Where.
        key: RrSetKey,
        /// What stands now, where it is known.
        standing: Option<RrSet>,
    },
    /// The place of writing cannot hold this value unchanged.
    CannotHold {
        /// Where.
        key: RrSetKey,
        /// What is in the way: a length, a character, a type it does not know.
        why: String,
    },
    /// It refused, in its own words.
    Refused(String),
    /// Too many requests: again after this many seconds.
    TooMany(u32),
    /// No usable answer. A change may have been made all the same.
    NoAnswer(String),
}

impl fmt::Display for ZoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ZoneError::Unauthorised(words) => write!(f, "not authorised: {words}"),
            ZoneError::NoZone(zone) => write!(f, "no zone {zone}"),
            ZoneError::Unreadable(why) => write!(f, "cannot be read: {why}"),
            ZoneError::Changed { key, .. } => write!(f, "{key} was changed meanwhile"),
            ZoneError::CannotHold { key, why } => write!(f, "{key} cannot be held: {why}"),
            ZoneError::Refused(words) => write!(f, "refused: {words}"),
            ZoneError::TooMany(seconds) => write!(f, "too many requests, again in {seconds} s"),
            ZoneError::NoAnswer(why) => write!(f, "no answer: {why}"),
        }
    }
}

impl std::error::Error for ZoneError {}
