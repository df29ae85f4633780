//! What is counted. A door makes its metrics and registers them here; all of them are listed in
//! `docs/server.md`, which a test compares.

use std::fmt;
use std::sync::Mutex;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::{Registry, Unit};
use protocols::time::Timestamp;

/// What every name begins with.
const PREFIX: &str = "mailseal";

/// All that is counted.
pub(crate) struct Metrics {
    registry: Mutex<Registry>,
}

impl Metrics {
    /// Those of the process itself.
    pub(crate) fn new(started: Timestamp) -> Metrics {
        let mut registry = Registry::with_prefix(PREFIX);
        registry.register_with_unit(
            "process_start_time",
            "When this process began, in seconds since 1970",
            Unit::Seconds,
            ConstGauge::new(started.0),
        );
        Metrics {
            registry: Mutex::new(registry),
        }
    }

    /// Registers what a door counts. It keeps a clone of each metric: clones count together. Names
    /// are without prefix and without the endings that follow from unit and kind (`_seconds`,
    /// `_total`).
    #[allow(dead_code, reason = "the doors that count are about to come")]
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
