//! TLS reporting (RFC 8460): a domain asks senders to report how TLS to its MX hosts went.
//!
//! ```text
//! _smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
//! ```
//!
//! Exactly one record that begins with `v=TLSRPTv1;` must be there (§3); each `rua` URI is a mailbox
//! or an HTTPS endpoint. Reports are JSON, once a day. There is no check of external destinations
//! (§7), unlike DMARC. Whether an HTTPS endpoint takes reports is not asked: §5.4 knows no way but to
//! POST one, which its owner would count as a sender's, and OPTIONS or HEAD say nothing of POST. `evaluate` and `report` come with the mail path: here is nothing to evaluate
//! but which record counts.

pub mod assess;
pub mod build;
pub mod lint;
pub mod record;

pub use assess::assess;
pub use build::TlsRptIntent;
pub use lint::lint;
pub use record::{Defect, Record, parse};

#[cfg(test)]
mod tests;
