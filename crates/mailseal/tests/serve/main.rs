//! `mailseal serve` as a process: what comes in at its doors, and what is said to it by signals and by
//! a service manager.

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

mod backup;
mod container;
mod frame;
mod killed;
mod package;
mod place;
mod policy_host;
mod shown;
mod soak;
mod systemd;
mod units;
