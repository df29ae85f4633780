//! Where records are written: a zone at a name server or at a provider.

mod why;

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use protocols::name::DomainName;
use protocols::rrset::{RecordData, RrSet, RrSetChange, RrSetKey};

use crate::cause::Cause;

pub use why::Why;

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
    Unauthorised(Why),
    /// There is no such zone there.
    NoZone(DomainName),
    /// What stands cannot be read in full: nothing may be written then.
    Unreadable(Why),
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
        why: Why,
    },
    /// It refused.
    Refused(Why),
    /// Too many requests: again after this many seconds.
    TooMany(u32),
    /// No usable answer. A change may have been made all the same.
    NoAnswer(Why),
}

impl ZoneError {
    /// Every code with the names of its values.
    pub const CODES: &[(&str, &[&str])] = &[
        ("zone-unauthorised", &["reason"]),
        ("zone-no-zone", &["zone"]),
        ("zone-unreadable", &["reason"]),
        ("zone-changed", &["text"]),
        ("zone-gone", &[]),
        ("zone-cannot-hold", &["reason"]),
        ("zone-refused", &["reason"]),
        ("zone-too-many", &["seconds"]),
        ("zone-no-answer", &["reason"]),
    ];

    /// By code and values.
    pub fn cause(&self) -> Cause {
        match self {
            ZoneError::Unauthorised(why) => Cause::new("zone-unauthorised").because(why.cause()),
            ZoneError::NoZone(zone) => Cause::new("zone-no-zone").text("zone", zone),
            ZoneError::Unreadable(why) => Cause::new("zone-unreadable").because(why.cause()),
            ZoneError::Changed { standing, .. } => match standing {
                Some(set) => Cause::new("zone-changed").text("text", told(set)),
                None => Cause::new("zone-gone"),
            },
            ZoneError::CannotHold { why, .. } => {
                Cause::new("zone-cannot-hold").because(why.cause())
            }
            ZoneError::Refused(why) => Cause::new("zone-refused").because(why.cause()),
            ZoneError::TooMany(seconds) => Cause::new("zone-too-many").count("seconds", *seconds),
            ZoneError::NoAnswer(why) => Cause::new("zone-no-answer").because(why.cause()),
        }
    }
}

/// The records of a set in one line.
fn told(set: &RrSet) -> String {
    let texts = set.values.iter().map(|value| match value {
        RecordData::Txt(_) | RecordData::Cname(_) | RecordData::Mx(_) => {
            String::from_utf8_lossy(&value.identity()).into_owned()
        }
        RecordData::Tlsa(tlsa) => {
            let hex: String = tlsa
                .data
                .iter()
                .map(|octet| format!("{octet:02x}"))
                .collect();
            let (usage, selector, matching) = (tlsa.usage, tlsa.selector, tlsa.matching);
            format!("{usage} {selector} {matching} {hex}")
        }
    });
    texts.collect::<Vec<_>>().join(" | ")
}

impl fmt::Display for ZoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause().fmt(f)
    }
}

impl std::error::Error for ZoneError {}
