//! Whether the server does what it is there for, part by part.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use app::ledger::Ledger;

use super::House;

/// The ledger must answer within this, or it is not ready: whoever asks gives up after a few seconds.
const LEDGER_MAX: Duration = Duration::from_secs(2);

/// The parts, by name, as they last said of themselves.
#[derive(Debug, Default)]
pub(crate) struct Health(Mutex<BTreeMap<&'static str, Part>>);

/// How a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// It does what it is there for.
    Ready,
    /// It does not, for this reason: a word or two for programs, `a-b`.
    NotReady(&'static str),
}

impl Health {
    /// A part says how it is.
    pub(crate) fn set(&self, name: &'static str, part: Part) {
        // A map that a panic left is whole: nothing is done to it in two steps.
        let mut parts = self.0.lock().unwrap_or_else(|e| e.into_inner());
        parts.insert(name, part);
    }

    fn parts(&self) -> BTreeMap<&'static str, Part> {
        self.0.lock().unwrap_or_else(|e| e.into_inner()).clone()
    }
}

/// Every part as it is now; the server is ready when all of them are.
pub(super) async fn of(house: &House) -> BTreeMap<&'static str, Part> {
    let mut parts = house.health.parts();
    let asked = tokio::time::timeout(LEDGER_MAX, house.ledger.setting("health")).await;
    let ledger = match asked {
        Ok(Ok(_)) => Part::Ready,
        Ok(Err(error)) => {
            tracing::error!(%error, "the ledger does not answer");
            Part::NotReady("fails")
        }
        Err(_) => Part::NotReady("slow"),
    };
    parts.insert("ledger", ledger);
    let serving = match house.stop.is_cancelled() {
        true => Part::NotReady("stopping"),
        false => Part::Ready,
    };
    parts.insert("server", serving);
    parts
}
