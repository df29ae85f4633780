//! Zones that can be written: one client a kind of place, each keeping the promises of
//! [`app::zone::Zone`].

mod any;
pub mod api;
pub mod azure;
pub(crate) mod change;
pub mod cloudflare;
pub mod desec;
pub mod google;
pub mod hetzner;
pub mod ionos;
mod master_text;
mod oauth;
mod open;
pub mod ovh;
pub mod powerdns;
pub mod rfc2136;
pub mod route53;
mod sets;
mod steps;
mod tlsa_text;

pub use any::{AnyZone, FoundLater};
pub use open::{Accounts, OpenError, ValueFault, ZoneTerms};
pub use zonefile::presentation;
