//! DNS: questions to resolvers or to the authoritative servers themselves.
//!
//! A question goes to the first resolver; where that keeps silent or fails, to the next. Outcomes
//! are kept apart: no data, no name, SERVFAIL, REFUSED, failed validation, silence, an answer that
//! does not parse. Answers are kept in memory for the run; the same question of many domains is
//! asked once.

mod authoritative;
mod chain;
mod client;
mod message;
mod pick;
mod server;
mod stream;
mod udp;

pub(crate) use client::DnsClient;
pub(crate) use message::{HEADER_OCTETS, domain_name, wire_name};
