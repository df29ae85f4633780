//! Zones at Cloudflare.
//!
//! The interface has single records, each with an id to which comment and tags belong. A value that
//! takes the place of another is therefore patched in place by its id, and all that one change needs
//! goes in one `batch`, which is one transaction: it is made whole or not at all. Its order is fixed
//! (deletes, patches, puts, posts) and its records spread one by one, so a value that is replaced is
//! never a delete and a post: for a moment there would be none, or two.
//!
//! The token needs `DNS:Edit` and `Zone:Read` of the one zone, nothing else.

mod batch;
mod client;
mod shapes;

pub use client::CloudflareZone;
