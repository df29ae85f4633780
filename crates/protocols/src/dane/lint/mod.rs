//! The rules of DANE, one file each, by what they look at: one record's text, and the records of all
//! MX hosts beside what the hosts present.
//!
//! Not here: STARTTLS that is offered and fails is of every TLS protection and lies with `domain`,
//! which weighs it by whether there are TLSA records.

mod published;
mod record;

use crate::finding::RuleInfo;

pub use published::{Published, WRONG_PORTS};
pub use record::{Subject, lint};

pub(super) use published::check_published;

/// What every rule of this room declares.
pub fn rules() -> Vec<&'static RuleInfo> {
    [record::rules(), published::rules()].concat()
}
