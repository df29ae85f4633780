//! The use cases, once for the command line, the API and the pages: check a domain, store what it
//! should be, say what to publish. It decides nothing about records (that is `protocols`) and opens
//! no socket or database (those are `net` and `store`, behind the traits here).

pub mod access;
pub mod add;
pub mod advance;
pub mod apply;
pub mod approval;
pub mod cause;
pub mod certificates;
pub mod change;
pub mod check;
pub mod drive;
pub mod journal;
pub mod keys;
pub mod leave;
pub mod ledger;
pub mod lives;
pub mod machines;
pub mod mailcow;
pub mod overview;
pub mod people;
pub mod plan;
pub mod policy_host;
pub mod provider;
pub mod records;
pub mod remove;
pub mod rotate;
pub mod spf_draft;
pub mod watch;
pub mod zone;
