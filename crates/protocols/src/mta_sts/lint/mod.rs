//! The rules of MTA-STS, one file each, by what they look at: the TXT record's text, the policy
//! file's text, what is published and served together, and what changed since the last check.
//!
//! Not here but in `domain`, which sees more than one protection: what the MX hosts themselves say
//! (STARTTLS, their certificates, an MX that is an alias), and a policy without TLS reporting.

mod id_unchanged;
mod policy;
mod published;
mod record;

use crate::finding::RuleInfo;

pub use id_unchanged::check_change;
pub use policy::{PolicySubject, lint_policy};
pub use published::{Announcement, MailHosts, Published};
pub use record::{Subject, lint};

pub(super) use policy::lint_body;
pub(super) use published::check_published;

/// What every rule of this room declares.
pub fn rules() -> Vec<&'static RuleInfo> {
    [
        record::rules(),
        policy::rules(),
        published::rules(),
        vec![&id_unchanged::INFO],
    ]
    .concat()
}
