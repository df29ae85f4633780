//! What the process is told from outside: to end, to end at once, to read its configuration anew.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use super::config::{self, Config};
use super::log::{self, Levels};
use crate::failure::Failed;
use crate::reason;

/// The signals that are listened to. Made before anything else, so that none is missed.
pub(super) struct Signals {
    interrupt: Signal,
    terminate: Signal,
    hangup: Signal,
}

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// To end.
    Stop,
    /// To read the configuration anew.
    Reload,
}

impl Signals {
    pub(super) fn new() -> Result<Signals, Failed> {
        let of = |kind| {
            signal(kind).map_err(|e| Failed::new("error-network").because(reason::of_io(&e)))
        };
        Ok(Signals {
            interrupt: of(SignalKind::interrupt())?,
            terminate: of(SignalKind::terminate())?,
            hangup: of(SignalKind::hangup())?,
        })
    }

    /// The next one.
    pub(super) async fn told(&mut self) -> Told {
        tokio::select! {
            _ = self.interrupt.recv() => Told::Stop,
            _ = self.terminate.recv() => Told::Stop,
            _ = self.hangup.recv() => Told::Reload,
        }
    }
}

/// The configuration as it is now, and how it becomes another one.
pub(super) struct Configured {
    file: Option<PathBuf>,
    levels: Levels,
    /// What the doors were opened with.
    started: Arc<Config>,
    current: watch::Sender<Arc<Config>>,
}

impl Configured {
    pub(super) fn new(file: Option<PathBuf>, levels: Levels, config: Config) -> Configured {
        let started = Arc::new(config);
        Configured {
            file,
            levels,
            current: watch::Sender::new(Arc::clone(&started)),
            started,
        }
    }

    /// Where a door sees what it is now.
    pub(super) fn seen(&self) -> watch::Receiver<Arc<Config>> {
        self.current.subscribe()
    }

    /// Reads the file anew. One with a fault changes nothing.
    pub(super) fn reload(&self) {
        let new = match config::read(self.file.as_deref()) {
            Ok(new) => new,
            Err(failed) => {
                let reason = log::words(&failed);
                tracing::error!(reason, "the configuration has a fault; all stays as it was");
                return;
            }
        };
        let waiting = self.started.needs_restart(&new);
        self.levels.set(new.log.level);
        self.current.send_replace(Arc::new(new));
        if waiting.is_empty() {
            tracing::info!("the configuration was read anew");
        } else {
            let settings = waiting.join(", ");
            tracing::warn!(
                settings,
                "the configuration was read anew; some changes wait for a restart"
            );
        }
    }
}
