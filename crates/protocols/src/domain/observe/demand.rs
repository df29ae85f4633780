//! What senders demand of TLS at an MX host.

use crate::mta_sts::{Policy, PolicyMode};

use super::{MailHost, Scene};

/// What a sender that knows the domain's policies demands of TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// Nothing: TLS where it is offered, and whatever certificate comes.
    Opportunistic,
    /// The certificate that TLSA records name, whatever its name and dates (RFC 7672 §3.1.1).
    Dane,
    /// As [`Demand::Enforced`], but mail is delivered all the same and the failure reported.
    Testing,
    /// STARTTLS and a valid, trusted certificate of the host's name (RFC 8461 §4.2), or no
    /// delivery.
    Enforced,
}

impl Scene<'_> {
    /// The strictest demand at a host.
    pub fn demand(&self, host: &MailHost<'_>) -> Demand {
        match (
            self.policies.mta_sts.as_ref().map(Policy::mode),
            host.has_tlsa,
        ) {
            (Some(PolicyMode::Enforce), _) => Demand::Enforced,
            (Some(PolicyMode::Testing), _) => Demand::Testing,
            (Some(PolicyMode::None) | None, true) => Demand::Dane,
            (Some(PolicyMode::None) | None, false) => Demand::Opportunistic,
        }
    }
}
