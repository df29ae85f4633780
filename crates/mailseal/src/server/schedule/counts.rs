//! What is counted of the schedule.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// How a look ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct LookEnd {
    end: &'static str,
}

/// How a try to deliver a message ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct TryEnd {
    recipient: String,
    end: &'static str,
}

/// The counts. Clones count together.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    watched: Gauge,
    looks: Family<LookEnd, Counter>,
    changes: Counter,
    tries: Family<TryEnd, Counter>,
}

impl Counts {
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register(
            "watch_domains",
            "Domains that are watched",
            self.watched.clone(),
        );
        registry.register(
            "watch_looks",
            "Looks at a domain, by their end: complete, incomplete, failed",
            self.looks.clone(),
        );
        registry.register(
            "watch_changes",
            "Lines that were added to the timeline",
            self.changes.clone(),
        );
        registry.register(
            "messages",
            "Tries to deliver a message, by recipient and end: sent, failed, given-up",
            self.tries.clone(),
        );
    }

    /// So many domains are watched.
    pub(super) fn watched(&self, domains: usize) {
        self.watched.set(i64::try_from(domains).unwrap_or(i64::MAX));
    }

    /// A look ended.
    pub(super) fn look(&self, end: &'static str) {
        self.looks.get_or_create(&LookEnd { end }).inc();
    }

    /// So many lines were added.
    pub(super) fn changes(&self, lines: usize) {
        self.changes
            .inc_by(u64::try_from(lines).unwrap_or(u64::MAX));
    }

    /// A try ended.
    pub(super) fn tried(&self, recipient: &str, end: &'static str) {
        let recipient = recipient.to_owned();
        self.tries.get_or_create(&TryEnd { recipient, end }).inc();
    }
}
