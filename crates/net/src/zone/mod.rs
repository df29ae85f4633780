//! Zones that can be written: one client a kind of place, each keeping the promises of
//! [`app::zone::Zone`].

pub mod api;
pub mod rfc2136;

pub use zonefile::presentation;
