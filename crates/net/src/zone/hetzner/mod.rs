//! Zones at Hetzner, in the Console's DNS (the interface of Hetzner Cloud).
//!
//! The interface has record sets and no precondition but one: a set cannot be created where it exists.
//! Values that only come or only go are therefore added and removed one by one, which leaves alone what
//! somebody else writes in the same moment; only where a value takes the place of another is the whole
//! set replaced, in one request, right after it was read. Changes are actions that run on after the
//! answer; each is waited for.
//!
//! The token needs to read and write; it opens the whole project, so a project of its own for DNS is
//! the least there is. A zone of the old DNS Console is not seen here: its owner migrates it in the
//! Console first. The old interface is not spoken, since it goes away.

mod client;
mod shapes;

pub use client::HetznerZone;
