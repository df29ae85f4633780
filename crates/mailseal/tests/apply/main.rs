//! Publishing on real servers: Knot and BIND take signed dynamic updates, nginx serves the policy,
//! all in a network namespace (`make peers` installs them; needs root). What the program says is
//! one thing; every story ends with asking the servers what stands.

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

mod access;
mod aliases;
mod crash;
mod leaving;
mod mailcow;
mod many;
mod parked;
mod place;
mod policies;
mod rotation;
mod stories;
