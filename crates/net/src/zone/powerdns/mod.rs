//! Zones at a PowerDNS Authoritative Server, by its HTTP interface.
//!
//! The interface has whole sets: one PATCH with `REPLACE` puts a set, its TTL included, in the place of
//! the one that stands, in one transaction. There is no precondition, so the set is read right before,
//! and every record that stays is sent as it was listed, character for character, those that are
//! disabled included. Comments are not sent, which leaves them as they are.
//!
//! A list of one name does not have what is disabled there, so that a set which is read so and put back
//! loses it. For a change the whole zone is listed, and the name once more right before the PATCH; for
//! reading, the name is enough.
//!
//! The library that has a module for it (dns-update) is not used: it replaces without reading, drops
//! the disabled records, and gives decoded values only, so that a foreign record in another spelling
//! would be written anew. A client that keeps our promises needs the shapes below and nothing else.
//!
//! A key opens the whole server: there are no smaller ones.

mod client;
mod shapes;

pub use client::{PowerDnsAccount, PowerDnsZone};
