//! DMARC (RFC 9989): a domain says what to do with mail that uses it in `From` and proves nothing.
//!
//! ```text
//! _dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
//! ```
//!
//! A receiver finds the record by a walk up the tree (§4.10, at most 8 queries), which also tells
//! the Organizational Domain; mail passes when SPF or DKIM passed for a domain *aligned* with the
//! one in `From` (§4.4). Reports that leave the Organizational Domain need the consent of their
//! destination (RFC 9990 §4). Many receivers still follow RFC 7489: [`rfc7489`] tells what they do.

pub mod assess;
pub mod build;
pub mod discover;
pub mod evaluate;
pub mod lint;
pub mod record;
pub mod report_authorization;
pub mod rfc7489;
pub mod tags;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod world;

pub use assess::{Context, assess};
pub use build::{DmarcIntent, LadderStep};
pub use discover::{Discovery, PolicyState, discover_policy};
pub use evaluate::{AlignedPass, DmarcResult, DmarcVerdict, evaluate};
pub use lint::{lint, lint_report};
pub use record::{Defect, Record, parse};
pub use tags::{AlignmentMode, Policy, Psd, TagName, TestMode};
