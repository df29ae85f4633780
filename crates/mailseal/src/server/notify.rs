//! What the service manager is told (sd_notify(3)): ready, reloading, stopping, alive. Without one
//! nothing is told.

use std::time::Duration;

use sd_notify::NotifyState::{self, Ready, Reloading, Status, Stopping, Watchdog};

use super::House;

/// Everything is open; `status` says what.
pub(super) fn ready(status: &str) {
    tell(&[Ready, Status(status)]);
}

/// The configuration is being read; [`ready`] follows.
pub(super) fn reloading() {
    // systemd tells this reload from one before by the time.
    match NotifyState::monotonic_usec_now() {
        Ok(now) => tell(&[Reloading, now]),
        Err(error) => tracing::warn!(%error, "the service manager cannot be told of a reload"),
    }
}

/// Nothing new is taken.
pub(super) fn stopping() {
    tell(&[Stopping, Status("stopping")]);
}

/// Says that the process is alive, twice in the time after which the service manager would think it
/// is not. A task of the runtime says it, so a runtime that stands still says nothing.
pub(super) fn keep_alive(house: &House) {
    let Some(limit) = sd_notify::watchdog_enabled() else {
        return;
    };
    let stop = house.stop.clone();
    house.tasks.spawn(async move {
        let mut beat = tokio::time::interval((limit / 2).max(Duration::from_millis(10)));
        loop {
            tokio::select! {
                _ = beat.tick() => tell(&[Watchdog]),
                () = stop.cancelled() => return,
            }
        }
    });
}

fn tell(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::warn!(%error, "the service manager cannot be told");
    }
}
