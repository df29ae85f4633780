//! What is counted. A door makes its metrics and registers them here; all of them are listed in
//! `docs/server.md`, which a test compares.

use std::fmt;
use std::sync::Mutex;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use protocols::time::Timestamp;
use store::Totals;

use super::listen::Door;

/// What every name begins with.
const PREFIX: &str = "mailseal";

/// The bounds of the times to an answer, in seconds: a page takes milliseconds, a check seconds.
const ANSWER_SECONDS: [f64; 8] = [0.002, 0.01, 0.05, 0.2, 1.0, 3.0, 10.0, 30.0];

/// All that is counted.
pub(crate) struct Metrics {
    registry: Mutex<Registry>,
    /// Of the doors that speak HTTP in the clear.
    pub(crate) http: Http,
    /// Of what is stored, as it was when somebody last asked.
    pub(super) stored: Stored,
}

impl Metrics {
    /// Those of the process itself.
    pub(crate) fn new(started: Timestamp) -> Metrics {
        let mut registry = Registry::with_prefix(PREFIX);
        registry.register_with_unit(
            "process_start_time",
            "When this process began, counted from 1970",
            Unit::Seconds,
            ConstGauge::new(started.0),
        );
        let (http, stored) = (Http::default(), Stored::default());
        http.register(&mut registry);
        stored.register(&mut registry);
        Metrics {
            registry: Mutex::new(registry),
            http,
            stored,
        }
    }

    /// Registers what a door counts; what it means belongs into `docs/server.md`. It keeps a clone of each metric: clones count together. Names
    /// are without prefix and without the endings that follow from unit and kind (`_seconds`,
    /// `_total`).
    pub(crate) fn register(&self, registered: impl FnOnce(&mut Registry)) {
        // A panic while registering leaves a registry that lacks something, no broken one.
        let mut registry = self.registry.lock().unwrap_or_else(|e| e.into_inner());
        registered(&mut registry);
    }

    /// All of it in the text form of OpenMetrics.
    pub(crate) fn text(&self) -> Result<String, fmt::Error> {
        let registry = self.registry.lock().unwrap_or_else(|e| e.into_inner());
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(text)
    }
}

/// What the ledger holds.
#[derive(Default)]
pub(super) struct Stored {
    domains: Gauge,
    unfinished_steps: Gauge,
}

impl Stored {
    fn register(&self, registry: &mut Registry) {
        registry.register("domains", "Domains that were added", self.domains.clone());
        registry.register(
            "unfinished_steps",
            "Changes of the DNS that wait, or were cut off",
            self.unfinished_steps.clone(),
        );
    }

    /// Keeps what was counted just now.
    pub(super) fn set(&self, totals: Totals) {
        let gauge = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        self.domains.set(gauge(totals.domains));
        self.unfinished_steps.set(gauge(totals.unfinished_steps));
    }
}

/// What is counted of HTTP.
pub(crate) struct Http {
    connections: Family<AtDoor, Gauge>,
    requests: Family<Visit, Counter>,
    answer_time: Family<AtDoor, Histogram>,
}

/// Which door.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct AtDoor {
    door: &'static str,
}

/// What a request came to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Visit {
    /// The door's name.
    pub(crate) door: &'static str,
    /// The method, where we know it.
    pub(crate) method: &'static str,
    /// The pattern of the route, not what stood in its place.
    pub(crate) route: String,
    /// The status of the answer.
    pub(crate) status: u16,
}

impl Default for Http {
    fn default() -> Http {
        Http {
            connections: Family::default(),
            requests: Family::default(),
            answer_time: Family::new_with_constructor(|| Histogram::new(ANSWER_SECONDS)),
        }
    }
}

impl Http {
    fn register(&self, registry: &mut Registry) {
        registry.register(
            "http_connections",
            "Connections that are open, by door",
            self.connections.clone(),
        );
        registry.register(
            "http_requests",
            "Requests answered, by door, method, route and status",
            self.requests.clone(),
        );
        registry.register_with_unit(
            "http_answer_time",
            "From the head of a request to the beginning of its answer, by door",
            Unit::Seconds,
            self.answer_time.clone(),
        );
    }

    /// Counts a connection as open until what is returned is dropped.
    pub(crate) fn open(&self, door: Door) -> Open {
        let gauge = self
            .connections
            .get_or_create_owned(&AtDoor { door: door.name() });
        gauge.inc();
        Open(gauge)
    }

    /// Counts an answer.
    pub(crate) fn answered(&self, visit: Visit, took: Duration) {
        let at = AtDoor { door: visit.door };
        self.answer_time
            .get_or_create(&at)
            .observe(took.as_secs_f64());
        self.requests.get_or_create(&visit).inc();
    }
}

/// A connection that is open.
pub(crate) struct Open(Gauge);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.dec();
    }
}
