//! Dynamic updates (RFC 2136), signed with TSIG (RFC 8945): the owner's own name server.
//!
//! An update is one message in two halves, which the server takes or leaves as a whole (§3.7): what must
//! stand, and what to do then. A change is sent with the exact records it was made for, so that one
//! that came in between is refused by the server itself and never overwritten:
//!
//! ```text
//! ;; prerequisite: these two and no others
//! example.com.  0    IN    TXT  "MS=ms1"
//! example.com.  0    IN    TXT  "v=spf1 mx -all"
//! ;; update: one goes, one comes, the other is not mentioned
//! example.com.  0    NONE  TXT  "v=spf1 mx -all"
//! example.com.  300  IN    TXT  "v=spf1 mx a:out.example.com -all"
//! ```
//!
//! All goes over TCP (§7.8: 'requestors who require an accurate response code must use TCP'). What
//! stands is read with signed questions to the same server, and each answer's signature is verified:
//! views and access lists may show a stranger another zone. A bare § is RFC 2136's here.

mod config;
mod read;
mod server;
mod session;
mod tsig;
mod update;
mod wire;

pub use config::{Rfc2136Config, SecretError, TsigAlgorithm, TsigSecret};
pub use server::{Rfc2136, find_apex};
