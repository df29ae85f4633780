//! `mailseal serve`: the long-running side. Each door is a module of its own that is given its
//! sockets and the house; this file opens those that the configuration names, and waits.
//!
//! ```text
//!   config   what is served, and where        listen   the sockets: ours, or those systemd hands over
//!   reload   signals, a changed configuration http     routes on sockets, within bounds
//!   log      what happens, without secrets    ops      health and metrics, over HTTP
//!   metrics  what is counted                  notify   what the service manager is told
//!   health   how each part is                 lock     one server for a data directory
//!   policy_host  the MTA-STS policies               schedule  looks, moves, messages
//! ```

mod api;
pub(crate) mod caller;
pub(crate) mod config;
#[allow(dead_code, reason = "the pages that need the rest are about to come")]
pub(crate) mod desk;
mod door;
mod health;
mod http;
mod listen;
pub(crate) mod lock;
mod log;
mod metrics;
mod notify;
mod ops;
pub(crate) mod outside;
mod policy_host;
#[allow(dead_code, reason = "the pages that need the rest are about to come")]
pub(crate) mod porter;
mod reload;
pub(crate) mod schedule;
#[cfg(test)]
mod tests;
#[allow(dead_code, reason = "the pages that need the rest are about to come")]
mod web;

use std::net::SocketAddr;
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
use health::{Health, Part};
use listen::Door;
use metrics::Metrics;
use policy_host::{Policies, Shelf};
use reload::{Configured, Signals, Told};

pub(crate) use listen::Sockets;

/// What is under way when the server is told to stop may take this long to end by itself; the unit of
/// systemd waits twice as long before it kills.
const GRACE: Duration = Duration::from_secs(20);

/// What every door is given. A door takes nothing new once `stop` is cancelled, and spawns whatever
/// it serves on `tasks`, so that it is waited for.
#[derive(Clone)]
pub(crate) struct House {
    /// What is wanted, what was done, and every secret, sealed.
    pub(crate) ledger: Arc<SqliteLedger>,
    /// What the policy host shows: whoever keeps certificates puts them here.
    pub(crate) shelf: Arc<Shelf>,
    /// What the policy host serves: a certificate is wanted for every host of it.
    pub(crate) policies: Arc<Policies>,
    /// The configuration as it is now. Whoever keeps something of it looks for changes; what a door
    /// cannot change while it runs is in its section's `needs_restart`.
    pub(crate) config: watch::Receiver<Arc<Config>>,
    /// Where a door registers what it counts.
    pub(crate) metrics: Arc<Metrics>,
    /// Where a part says how it is.
    pub(crate) health: Arc<Health>,
    /// Cancelled when the server is to stop.
    pub(crate) stop: CancellationToken,
    /// What is under way.
    pub(crate) tasks: TaskTracker,
}

/// Serves until a signal says to stop. `file` is the configuration; without one, everything is served on
/// loopback and unprivileged ports. `sockets` are those that were handed over.
pub(crate) async fn run(
    file: Option<&Path>,
    mut sockets: Sockets,
    context: &Context,
) -> Result<(), Failed> {
    let mut signals = Signals::new()?;
    let config = config::read(file)?;
    let levels = log::start(&config.log);
    let configured = Configured::new(file.map(Path::to_owned), levels, config);
    let ledger = ledger::open(context).await?;
    // Better told now than when the first key is to sign.
    let keys = ledger.check_master_keys().await;
    keys.map_err(ledger::failed)?;
    let _lock = lock::take(&context.data_dir)?;
    let house = House {
        ledger: Arc::new(ledger),
        shelf: Arc::default(),
        policies: Arc::default(),
        config: configured.seen(),
        metrics: Arc::new(Metrics::new(context.now)),
        health: Arc::default(),
        stop: CancellationToken::new(),
        tasks: TaskTracker::new(),
    };
    let doors = open(&mut sockets, &house, context).await?;
    let unclaimed = sockets.unclaimed().join(", ");
    if !unclaimed.is_empty() {
        tracing::warn!(
            sockets = unclaimed,
            "handed over, and used by no door of the configuration"
        );
    }
    let status = format!("serving {}", doors.join(", "));
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "{status}");
    notify::ready(&status);
    notify::keep_alive(&house);
    while signals.told().await == Told::Reload {
        notify::reloading();
        configured.reload();
        notify::ready(&status);
    }
    close(&house, told_to_stop(&mut signals)).await;
    Ok(())
}

/// Opens every door that the configuration names, and says where each is.
async fn open(
    sockets: &mut Sockets,
    house: &House,
    context: &Context,
) -> Result<Vec<String>, Failed> {
    let config = house.config.borrow().clone();
    let mut doors = Vec::new();
    let mut of = |door: Door, addresses: Option<&[SocketAddr]>| {
        let Some(addresses) = addresses else {
            return Ok(Vec::new());
        };
        let its = sockets.of(door, addresses)?;
        let at = its.iter().filter_map(|socket| socket.local_addr().ok());
        if !its.is_empty() {
            house.health.set(door.name(), Part::Ready);
        }
        doors.extend(at.map(|address| format!("{} at {address}", door.name())));
        Ok::<_, Failed>(its)
    };
    ops::open(of(Door::Ops, Some(&config.ops.listen))?, house);
    let web = of(Door::Web, Some(&config.web.listen))?;
    let policy_host = policy_host::Opening {
        https: of(Door::Https, config.policy_host.https())?,
        http: of(Door::Http, config.policy_host.http())?,
    };
    policy_host.open(&config.policy_host, house).await?;
    if !web.is_empty() {
        door::open(web, house, context).await?;
    }
    schedule::open(house, context)?;
    Ok(doors)
}

/// Takes nothing new and waits for what is under way, until [`GRACE`] is over or somebody asks again.
async fn close(house: &House, told_again: impl Future<Output = ()>) {
    tracing::info!(tasks = house.tasks.len(), "stopping");
    notify::stopping();
    house.stop.cancel();
    house.tasks.close();
    tokio::select! {
        () = house.tasks.wait() => tracing::info!("stopped"),
        () = tokio::time::sleep(GRACE) => {
            tracing::warn!(tasks = house.tasks.len(), "stopped before all was ended");
        }
        () = told_again => {
            tracing::warn!(tasks = house.tasks.len(), "told again: stopped at once");
            return;
        }
    }
    house.ledger.close().await;
}

async fn told_to_stop(signals: &mut Signals) {
    while signals.told().await != Told::Stop {}
}
