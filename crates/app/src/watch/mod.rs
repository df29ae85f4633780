//! The watch: every domain is looked at again and again, what changed is kept as a timeline, and only
//! changes are told.
//!
//! ```text
//!   schedule   when a domain is looked at next
//! ```
//!
//! All of it is pure: the moment, randomness and what was seen are arguments. Whoever drives it is the
//! server's schedule; whoever keeps it is the trait in `store`.

pub mod schedule;
