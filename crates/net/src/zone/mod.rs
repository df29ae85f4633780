//! Zones that can be written: one client a kind of place, each keeping the promises of
//! [`app::zone::Zone`].

pub mod api;
mod change;
pub mod cloudflare;
pub mod hetzner;
pub mod ionos;
pub mod rfc2136;
mod steps;
mod tlsa_text;

pub use zonefile::presentation;
