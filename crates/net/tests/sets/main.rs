//! The clients of interfaces that have whole sets, against stand-ins that keep to their documentation:
//! one contract for all of them, and what is special about each. Nothing leaves this machine.

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

mod azure;
mod contract;
mod desec;
mod google;
mod route53;
#[path = "../standin/mod.rs"]
mod standin;
mod store;
#[path = "../standin/traps.rs"]
mod traps;
