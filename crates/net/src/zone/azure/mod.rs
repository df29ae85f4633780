//! Zones at Azure DNS.
//!
//! Each set has an etag. A set is replaced or taken away only under the etag that was listed
//! (`If-Match`), and created only where there is none (`If-None-Match: *`), so a change of somebody
//! else is never overwritten. The records that stay and the set's metadata are sent again as they were
//! listed. Sets that are an alias of another resource are left alone. TLSA is not in the stable version
//! of the interface that is spoken here.
//!
//! The credential is a client's secret, for which there is a token for an hour; what it opens is said
//! by its role. Why not the library dns-update is said in [`super::desec`].

mod client;
mod shapes;

pub use client::{AzureAccount, AzureClient, AzurePlace, AzureZone};
