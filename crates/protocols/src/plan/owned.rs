//! What we published: remembered by a digest, so that what is ours is known from what is foreign.

use aws_lc_rs::digest::{SHA256, digest};

use crate::name::DomainName;
use crate::rrset::{RecordData, RecordKind, RrSetKey};

/// A value we published. A record in the DNS that matches none of these is foreign: it is never
/// changed or removed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnedValue {
    /// Where it stands.
    pub owner: DomainName,
    /// Its type.
    pub kind: RecordKind,
    /// SHA-256 of its value.
    pub digest: [u8; 32],
}

impl OwnedValue {
    /// What to remember of a record. Its TTL does not count: resolvers and servers change it.
    pub fn of(owner: &DomainName, data: &RecordData) -> OwnedValue {
        let mut octets = [0; 32];
        octets.copy_from_slice(digest(&SHA256, &data.identity()).as_ref());
        OwnedValue {
            owner: owner.clone(),
            kind: data.kind(),
            digest: octets,
        }
    }

    /// The record set it is part of.
    pub fn key(&self) -> RrSetKey {
        RrSetKey {
            owner: self.owner.clone(),
            kind: self.kind,
        }
    }
}

/// Everything we published for a domain and did not withdraw.
#[derive(Debug, Clone, Copy, Default)]
pub struct Owned<'a>(pub &'a [OwnedValue]);

impl Owned<'_> {
    /// Whether we published this value there.
    pub fn has(&self, owner: &DomainName, data: &RecordData) -> bool {
        !self.0.is_empty() && self.0.contains(&OwnedValue::of(owner, data))
    }
}
