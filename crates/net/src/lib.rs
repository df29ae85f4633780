//! The only sockets outward: DNS, the MTA-STS policy fetch, the STARTTLS probe, in [`zone`] what
//! writes a zone, and in [`tell`] what tells people. Everything else here gathers; nothing is judged.
//!
//! [`Network`] answers questions from the live world, [`Overlay`] from zone files with or without it,
//! and [`Deadline`] gives the questions of one domain a common end. Each is an [`app::drive::Ask`].
//!
//! Limits on what strangers can make us do: `protocols::limits`; times and numbers an operator may
//! want to change: [`NetLimits`]. Addresses that strangers' DNS names are connected to only when
//! they are public, unless [`NetConfig::allow_private`] says otherwise.

pub mod acme;
mod addresses;
mod config;
mod connect;
mod deadline;
mod dns;
mod gate;
mod guard;
mod https;
pub mod mailcow;
mod memory;
mod network;
mod overlay;
mod smtp;
pub mod tell;
mod tls;
mod upstream;
pub mod zone;

pub use config::{NetConfig, NetLimits, Ports};
pub use deadline::Deadline;
pub use network::{NetError, Network, RootsFault};
pub use overlay::Overlay;
pub use upstream::{Upstream, UpstreamError};
