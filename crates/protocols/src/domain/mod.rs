//! The rules that look at several answers of a domain at once, what its owner wants of it, and the
//! check of the whole.
//!
//! ```text
//! example.com.            MX  10 mail.example.com.
//! mail.example.com.       A   192.0.2.25            250-STARTTLS, a certificate for this name
//! 25.2.0.192.in-addr.arpa PTR mail.example.com.
//! ```
//!
//! Mail follows RFC 5321 §5.1 (MX, implicit MX), RFC 7505 (null MX) and RFC 3207 (STARTTLS); what
//! senders must show of their addresses is practice since the large receivers wrote it down in
//! 2024. `observe` asks, `lint` judges without asking, [`assess()`] puts the rooms together and
//! weighs what they say; [`desired`] is what the owner wants and the records that say so. There is
//! no record of its own here, so no `record.rs` and no `evaluate.rs`.

pub mod assess;
pub mod compare;
pub mod desired;
pub mod effect;
pub mod in_force;
pub mod lint;
pub mod observe;
pub mod options;
pub mod records;
pub mod score;

mod authorities;
mod context;
mod reach;
pub(crate) mod servers;
mod summary;
mod weigh;

pub use assess::assess;
pub use desired::{
    Desired, DesiredKey, DesiredTlsa, KeyPlace, MailIntent, Purpose, ReportAddresses, Writers,
};
pub use effect::{Effect, Verdict, verdict};
pub use in_force::InForce;
pub use options::{CheckOptions, Expectation, Rooms, Viewpoint};
pub use records::{PlannedRecord, RecordsError, Role, StandingRecords, StandingSpf, records};
pub use score::{Score, score};
