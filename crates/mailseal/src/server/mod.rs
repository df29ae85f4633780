//! `mailseal serve`: the long-running side. Each door is a module of its own that is given its
//! sockets and the house; this file opens those that the configuration names, and waits.
//!
//! ```text
//!   config   what is served, and where        listen   the sockets: ours, or those systemd hands over
//!   log      what happens, without secrets    reload   signals, and the configuration as it changes
//!   metrics  what is counted                  ops      health and metrics, over HTTP
//! ```

pub(crate) mod config;
mod listen;
mod log;
mod metrics;
mod ops;
mod policy_host;
mod reload;
#[allow(dead_code, reason = "its routes come with the door of the pages")]
mod web;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use store::SqliteLedger;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::cli::ledger;
use crate::context::Context;
use crate::failure::Failed;
use config::Config;
use metrics::Metrics;
use policy_host::Shelf;
use reload::{Configured, Signals, Told};

/// What is under way when the server is told to stop may take this long to end by itself. systemd
/// waits 90 s before it kills.
const GRACE: Duration = Duration::from_secs(20);

/// What every door is given. A door takes nothing new once `stop` is cancelled, and spawns whatever
/// it serves on `tasks`, so that it is waited for.
#[derive(Clone)]
pub(crate) struct House {
    /// What is wanted, what was done, and every secret, sealed.
    pub(crate) ledger: Arc<SqliteLedger>,
    /// What the policy host shows: whoever keeps certificates puts them here.
    #[allow(dead_code, reason = "the policy host's listener is about to come")]
    pub(crate) shelf: Arc<Shelf>,
    /// The configuration as it is now. Whoever keeps something of it looks for changes; what a door
    /// cannot change while it runs is in its section's `needs_restart`.
    pub(crate) config: watch::Receiver<Arc<Config>>,
    /// Where a door registers what it counts.
    pub(crate) metrics: Arc<Metrics>,
    /// Cancelled when the server is to stop.
    pub(crate) stop: CancellationToken,
    /// What is under way.
    pub(crate) tasks: TaskTracker,
}

/// Serves until a signal says to stop. `file` is the configuration; without one, everything is served on
/// loopback and unprivileged ports.
pub(crate) async fn run(file: Option<&Path>, context: &Context) -> Result<(), Failed> {
    let mut signals = Signals::new()?;
    let config = config::read(file)?;
    let levels = log::start(&config.log);
    let configured = Configured::new(file.map(Path::to_owned), levels, config);
    let house = House {
        ledger: Arc::new(ledger::open(context).await?),
        shelf: Arc::default(),
        config: configured.seen(),
        metrics: Arc::new(Metrics::new(context.now)),
        stop: CancellationToken::new(),
        tasks: TaskTracker::new(),
    };
    open(&house).await?;
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "serving");
    while signals.told().await == Told::Reload {
        configured.reload();
    }
    close(&house, &mut signals).await;
    Ok(())
}

/// Opens every door that the configuration names.
async fn open(house: &House) -> Result<(), Failed> {
    let config = house.config.borrow().clone();
    let sockets = listen::bind(&config.ops.listen).await?;
    ops::open(sockets, house);
    Ok(())
}

/// Takes nothing new and waits for what is under way, until [`GRACE`] is over or somebody asks again.
async fn close(house: &House, signals: &mut Signals) {
    tracing::info!(tasks = house.tasks.len(), "stopping");
    house.stop.cancel();
    house.tasks.close();
    tokio::select! {
        () = house.tasks.wait() => tracing::info!("stopped"),
        () = tokio::time::sleep(GRACE) => {
            tracing::warn!(tasks = house.tasks.len(), "stopped before all was ended");
        }
        () = told_to_stop(signals) => {
            tracing::warn!(tasks = house.tasks.len(), "told again: stopped at once");
            return;
        }
    }
    house.ledger.close().await;
}

async fn told_to_stop(signals: &mut Signals) {
    while signals.told().await != Told::Stop {}
}
