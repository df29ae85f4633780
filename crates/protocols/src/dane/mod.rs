//! DANE for SMTP (RFC 7672 on RFC 6698 and RFC 7671): a signed zone says which certificate or key an
//! MX host presents, and by that that it speaks TLS at all.
//!
//! ```text
//! _25._tcp.mail.example.com. TLSA 3 1 1 8755cdaa8fe24ef16cc0f2c918063185e433faaf1415664911d9e30a924138c4
//! ```
//!
//! 3 1 1: the server's own key (DANE-EE, SPKI), by SHA-256. Names, dates and issuers do not matter
//! then (§3.1.1). All of it rests on DNSSEC: MX, addresses and TLSA must be validated (§2.1, §2.2).
//! In this room a bare § is of RFC 7672. Mandatory DANE (§6) and reports come with the mail path.

pub mod assess;
pub mod build;
pub mod evaluate;
pub mod hosts;
pub mod lint;
pub mod record;

pub use assess::assess;
pub use build::{publication, tlsa_311};
pub use evaluate::{AuthenticationFault, authenticate, demand};
pub use lint::lint;
pub use record::{Association, Defect, Unusable, owner, parse};

#[cfg(test)]
mod tests;
