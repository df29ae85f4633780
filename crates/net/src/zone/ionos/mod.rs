//! Zones at IONOS (the hosting account's DNS, `api.hosting.ionos.com`).
//!
//! The interface has single records with ids, under whole names. What one record needs is done to that
//! record alone. A change of several goes in one PATCH of the zone, which replaces all records of one
//! name and type and leaves the others: one request, so that there is never none and never a half;
//! records that stay are sent as they were listed, character for character. There is no precondition:
//! between the reading and the PATCH lie the milliseconds of one call in which a foreign change would
//! be lost. Of a change of one record that cannot happen.
//!
//! SPF made in the form is shown there as a type of its own, "SPF (TXT)". Such a record is answered as
//! TXT, so it is read as one, and edited under its id, which leaves its type alone.
//!
//! A key opens the whole account: there are no smaller ones.

mod client;
mod shapes;

pub use client::IonosZone;
