//! `mailseal serve`: the long-running side. Each door is a module of its own that is given its
//! sockets, what it serves and the token that tells it to stop; this file opens those that the
//! configuration names, and waits.
//!
//! ```text
//!   config   what is served, and where        listen   the sockets: ours, or those systemd hands over
//!   web      pages and JSON API               ops      health and metrics
//! ```

pub(crate) mod config;
mod listen;
mod ops;
mod policy_host;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use store::SqliteLedger;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::cli::ledger;
use crate::context::Context;
use crate::failure::Failed;
use crate::reason;
use config::Config;
use policy_host::Shelf;

/// What is under way when the server is told to stop may take this long to end by itself.
const GRACE: Duration = Duration::from_secs(20);

/// What every door is given.
#[derive(Clone)]
pub(crate) struct House {
    /// What is wanted, what was done, and every secret, sealed.
    pub(crate) ledger: Arc<SqliteLedger>,
    /// What the policy host shows: whoever keeps certificates puts them here.
    pub(crate) shelf: Arc<Shelf>,
    /// Cancelled when the server is to stop: a door takes nothing new from then on.
    pub(crate) stop: CancellationToken,
    /// Whoever serves something spawns it here, so that it is waited for.
    pub(crate) tasks: TaskTracker,
}

/// Serves until a signal says to stop. `file` is the configuration; without one, everything is served on
/// loopback and unprivileged ports.
pub(crate) async fn run(file: Option<&Path>, context: &Context) -> Result<(), Failed> {
    let config = match file {
        Some(path) => config::read(path)?,
        None => Config::default(),
    };
    let house = House {
        ledger: Arc::new(ledger::open(context).await?),
        shelf: Arc::default(),
        stop: CancellationToken::new(),
        tasks: TaskTracker::new(),
    };
    let sockets = listen::bind(&config.ops.listen).await?;
    ops::open(sockets, &house);
    stopped().await?;
    house.stop.cancel();
    house.tasks.close();
    if tokio::time::timeout(GRACE, house.tasks.wait())
        .await
        .is_err()
    {
        tracing::warn!(tasks = house.tasks.len(), "stopped before all was ended");
    }
    house.ledger.close().await;
    Ok(())
}

/// Waits until somebody asks the process to stop.
async fn stopped() -> Result<(), Failed> {
    let of =
        |kind| signal(kind).map_err(|e| Failed::new("error-network").because(reason::of_io(&e)));
    let (mut interrupt, mut terminate) =
        (of(SignalKind::interrupt())?, of(SignalKind::terminate())?);
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    Ok(())
}
