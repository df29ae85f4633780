//! MTA-STS (RFC 8461): a domain says over HTTPS which MX hosts it has and that TLS to them is meant.
//!
//! ```text
//! _mta-sts.example.com. TXT "v=STSv1; id=20230117071500Z"
//! https://mta-sts.example.com/.well-known/mta-sts.txt
//!   version: STSv1 / mode: enforce / mx: mail.example.com / max_age: 15552000
//! ```
//!
//! The TXT record announces the policy and its `id` changes with it (§3.1); the file is the policy
//! (§3.2), trusted because its host has a certificate for `mta-sts.<domain>` (§3.3). Senders keep it
//! for `max_age` seconds. The sender's cache and its reports (§5.1, §6) come with the mail path.

pub mod assess;
pub mod build;
pub mod evaluate;
pub mod fetch;
pub mod id;
pub mod lint;
pub mod mx_pattern;
pub mod policy;
pub mod record;

pub use assess::{assess, policy_in_force};
pub use build::{BuildError, MtaStsIntent};
pub use evaluate::{Seen, SessionVerdict, evaluate};
pub use lint::{check_change, lint, lint_policy};
pub use mx_pattern::MxPattern;
pub use policy::{Policy, PolicyError, PolicyMode};
pub use record::{Defect, Record, parse};

#[cfg(test)]
mod tests;
