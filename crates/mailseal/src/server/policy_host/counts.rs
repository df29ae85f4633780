//! What is counted at the policy host's doors.

use hyper::StatusCode;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use super::tls::Refusal;

/// What is counted. Clones count together.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    connections: Counter,
    open: Gauge,
    refused: Family<Why, Counter>,
    answers: Family<Status, Counter>,
    policies: Gauge,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Why {
    reason: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Status {
    status: u32,
}

/// Why a connection came to no request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// Its client has as many as one may have.
    TooMany,
    /// The name that was asked for.
    Name(Refusal),
    /// The handshake failed.
    Handshake,
    /// The client took too long.
    Slow,
}

impl Refused {
    fn reason(self) -> &'static str {
        match self {
            Refused::TooMany => "too-many",
            Refused::Name(Refusal::UnknownName) => "unknown-name",
            Refused::Name(Refusal::NoName) => "no-name",
            Refused::Name(Refusal::NoCertificate) => "no-certificate",
            Refused::Handshake => "handshake",
            Refused::Slow => "slow",
        }
    }
}

impl Counts {
    /// Under the names that `docs/server.md` lists.
    pub(super) fn register(&self, registry: &mut Registry) {
        let registry = registry.sub_registry_with_prefix("policy_host");
        registry.register(
            "connections",
            "Connections accepted",
            self.connections.clone(),
        );
        registry.register(
            "open_connections",
            "Connections open now",
            self.open.clone(),
        );
        registry.register(
            "refused_connections",
            "Connections that came to no request, by reason",
            self.refused.clone(),
        );
        registry.register(
            "answers",
            "Answers to requests, by status",
            self.answers.clone(),
        );
        registry.register("policies", "Policies served now", self.policies.clone());
    }

    /// A connection is open until what this gives is dropped.
    pub(super) fn opened(&self) -> Open {
        self.connections.inc();
        self.open.inc();
        Open(self.open.clone())
    }

    pub(super) fn refused(&self, refused: Refused) {
        let reason = refused.reason();
        self.refused.get_or_create(&Why { reason }).inc();
    }

    pub(super) fn answered(&self, status: StatusCode) {
        let status = status.as_u16().into();
        self.answers.get_or_create(&Status { status }).inc();
    }

    pub(super) fn serves(&self, policies: usize) {
        self.policies
            .set(i64::try_from(policies).unwrap_or(i64::MAX));
    }
}

/// A connection that is open.
pub(super) struct Open(Gauge);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.dec();
    }
}
