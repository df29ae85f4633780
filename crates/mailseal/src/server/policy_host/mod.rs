//! The policy host: the web server of `mta-sts.<domain>` for every domain we run (RFC 8461 §3.3).
//!
//! ```text
//!   shelf   certificates, and answers to an authority's challenges
//! ```

// Until the certificates' driver and the listener stand beside it.
#![allow(dead_code, reason = "the parts land one by one")]

mod shelf;

pub(crate) use shelf::Shelf;
