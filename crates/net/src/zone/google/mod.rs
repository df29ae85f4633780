//! Zones at Google Cloud DNS.
//!
//! A change deletes the set exactly as it was listed and adds it as it shall be, all or nothing: the
//! interface refuses the change where anything else stands, so a change of somebody else is never
//! overwritten. Sets with a routing policy are read as what they are, no plain set of records, and left
//! alone. The managed zone is named, so that a private one of the same name is never taken for it.
//!
//! The credential is the key file of a service account; what it opens is said by its role on the zone.
//! It signs a claim, for which there is a token for an hour. Why not the library dns-update is said in
//! [`super::desec`].

mod client;

pub use client::{BadKeyFile, GoogleAccount, GoogleZone, ServiceAccount};
