//! Zones at Amazon Route 53.
//!
//! A change is one batch, made whole or not at all, which takes the set away exactly as it was listed
//! and makes it as it shall be: the interface refuses the batch where anything else stands, so a change
//! of somebody else is never overwritten. (`UPSERT`, which replaces whatever stands, is not used.)
//!
//! The zone is named by its id, so that a private zone of the same name is never taken for it. Sets
//! with a `SetIdentifier` (answers by weight, place, health) and aliases are read as what they are: no
//! plain set of records, hence left alone.
//!
//! Why not the library dns-update is said in [`super::desec`].

mod client;
mod shapes;
mod signature;

pub use client::{Route53Account, Route53Keys, Route53Zone};
