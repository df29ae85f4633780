//! Zones at OVH.
//!
//! The interface has single records: ids are listed, each record is asked for by its id, and nothing
//! is published before a `refresh` of the zone. A value that takes the place of another is put under
//! the id of the old one, what is new is made before anything goes, and the refresh comes at the end
//! also where a step failed: what was made shall not wait to be published by somebody else's refresh.
//!
//! What OVH's form makes of SPF, DKIM and DMARC are types of their own, answered as TXT. They are read
//! as TXT, and edited under their ids; the type itself is read-only and never sent. Text is sent
//! without quotes, which is the one spelling that all four types take; the interface adds quotes and
//! splits what is long.
//!
//! A consumer key can be bound to methods and paths: `GET`, `POST`, `PUT` and `DELETE` of
//! `/domain/zone/example.com/*` are all that is asked for here, and `GET /auth/time`, which is free.

mod account;
mod client;
mod shapes;

pub use account::{OvhAccount, OvhKeys};
pub use client::OvhZone;
