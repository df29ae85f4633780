//! Which domain is looked at next.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::ledger::{Follow, LedgerError, Mark};
use app::watch::schedule::{first, spacing};
use app::watch::store::WatchStore;
use protocols::name::DomainName;
use protocols::time::Timestamp;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, sleep_until};

use super::visit::Visitor;
use crate::context::now;
use crate::server::health::Part;

/// The name of this part where it says how it is.
const PART: &str = "watch";

/// How often the ledger is asked whether something is due: what another process brought forward waits
/// no longer.
const POLL: Duration = Duration::from_secs(1);

/// How often it is asked for domains that are new, and lets go of what is old.
const SWEEP: Duration = Duration::from_secs(15);

/// Domains that are taken in at once.
const ENROLLED_AT_ONCE: usize = 1_000;

/// A domain whose look failed for our own reasons is left alone for this long, in seconds.
const FAILED_SECONDS: u64 = 60;

/// What was written is looked at this much later, in seconds, when whoever wrote it has seen it himself.
const WRITTEN_SECONDS: u64 = 20;

/// Begins to look; it goes on until the house stops.
pub(super) fn begin(visitor: Arc<Visitor>) {
    let tasks = visitor.house.tasks.clone();
    tasks.spawn(run(visitor));
}

/// What is looked at, and what is left alone for a while.
#[derive(Default)]
struct Busy(Mutex<BTreeMap<DomainName, Timestamp>>);

impl Busy {
    /// Takes a domain; `false` where it is taken, or left alone.
    fn take(&self, domain: &DomainName, now: Timestamp) -> bool {
        let mut busy = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        busy.retain(|_, until| *until > now);
        if busy.contains_key(domain) {
            return false;
        }
        busy.insert(domain.clone(), Timestamp(u64::MAX));
        true
    }

    /// Gives it back, to be left alone until then.
    fn give_back(&self, domain: &DomainName, until: Timestamp) {
        let mut busy = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        busy.insert(domain.clone(), until);
    }
}

async fn run(visitor: Arc<Visitor>) {
    let stop = visitor.house.stop.clone();
    let busy = Arc::new(Busy::default());
    let mut desk = Desk {
        visitor,
        busy,
        mark: None,
        swept: None,
        spacing: Duration::ZERO,
        next_start: Instant::now(),
        was_failing: false,
    };
    while !stop.is_cancelled() {
        let pause = match desk.turn().await {
            Ok(pause) => {
                desk.well();
                pause
            }
            Err(error) => {
                desk.failing(&error);
                SWEEP
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = sleep(pause) => {}
        }
    }
}

/// Whoever hands out the looks.
struct Desk {
    visitor: Arc<Visitor>,
    busy: Arc<Busy>,
    /// Up to where the journal is known; `None` before the first turn.
    mark: Option<Mark>,
    swept: Option<Instant>,
    /// Between the beginnings of two looks.
    spacing: Duration,
    next_start: Instant,
    was_failing: bool,
}

impl Desk {
    /// Hands out what is due. Gives the pause until the next turn.
    async fn turn(&mut self) -> Result<Duration, LedgerError> {
        if !self.visitor.watch().enabled {
            return Ok(POLL);
        }
        self.follow().await?;
        if self.swept.is_none_or(|swept| swept.elapsed() >= SWEEP) {
            self.sweep().await?;
            self.swept = Some(Instant::now());
        }
        let parallel = usize::from(self.visitor.watch().parallel);
        let due = self.visitor.house.ledger.due(now(), parallel * 2).await?;
        let due: Vec<DomainName> = due
            .into_iter()
            .filter(|domain| self.busy.take(domain, now()))
            .collect();
        if due.is_empty() {
            return Ok(POLL);
        }
        for (index, domain) in due.iter().enumerate() {
            if !self.hand_out(domain.clone()).await {
                for left in &due[index..] {
                    self.busy.give_back(left, Timestamp(0));
                }
                break;
            }
        }
        Ok(Duration::ZERO)
    }

    /// Begins a look as soon as there is room, and no sooner than the spacing allows; `false` where the
    /// house stops before.
    async fn hand_out(&mut self, domain: DomainName) -> bool {
        let stop = self.visitor.house.stop.clone();
        let room = self.visitor.room.clone();
        let room = tokio::select! {
            () = stop.cancelled() => return false,
            room = room.acquire_owned() => room,
        };
        // Nobody closes it.
        let Ok(room) = room else { return false };
        tokio::select! {
            () = stop.cancelled() => return false,
            () = sleep_until(self.next_start) => {}
        }
        self.next_start = Instant::now() + self.spacing;
        let (visitor, busy) = (Arc::clone(&self.visitor), Arc::clone(&self.busy));
        self.visitor.house.tasks.spawn(async move {
            let pause = match visitor.visit(&domain).await {
                Ok(()) => 0,
                Err(()) => FAILED_SECONDS,
            };
            busy.give_back(&domain, now().plus_seconds(pause));
            drop(room);
        });
        true
    }

    /// What was written to the DNS is looked at soon, whoever wrote it.
    async fn follow(&mut self) -> Result<(), LedgerError> {
        let ledger = &self.visitor.house.ledger;
        let Some(mut mark) = self.mark else {
            self.mark = Some(ledger.end().await?);
            return Ok(());
        };
        loop {
            let written = ledger.written_after(mark).await?;
            mark = written.end;
            self.mark = Some(mark);
            if written.domains.is_empty() {
                return Ok(());
            }
            for domain in &written.domains {
                let due = now().plus_seconds(WRITTEN_SECONDS);
                ledger.bring_forward(domain, due).await?;
            }
        }
    }

    /// Takes in domains that are new, counts, and lets go of what is old.
    async fn sweep(&mut self) -> Result<(), LedgerError> {
        let ledger = &self.visitor.house.ledger;
        let pace = self.visitor.watch().pace();
        loop {
            let new = ledger.unwatched(ENROLLED_AT_ONCE).await?;
            if new.is_empty() {
                break;
            }
            let count = new.len();
            let due: Vec<_> = new
                .into_iter()
                .map(|domain| {
                    let due = first(&domain, &pace, count, now());
                    (domain, due)
                })
                .collect();
            ledger.enrol(&due).await?;
        }
        let watched = ledger.watched().await?;
        self.visitor.counts.watched(watched);
        self.spacing = spacing(watched, &pace);
        let keep = self.visitor.watch().keep.0;
        let before = Timestamp(now().0.saturating_sub(keep));
        let gone = ledger.let_go(before).await?;
        if gone > 0 {
            tracing::debug!(rows = gone, "let go of what is old");
        }
        Ok(())
    }

    fn well(&mut self) {
        if self.was_failing {
            tracing::info!("the watch goes on");
        }
        self.was_failing = false;
        self.visitor.house.health.set(PART, Part::Ready);
    }

    fn failing(&mut self, error: &LedgerError) {
        if !self.was_failing {
            tracing::error!(%error, "the watch waits for the ledger");
        }
        self.was_failing = true;
        self.visitor
            .house
            .health
            .set(PART, Part::NotReady("ledger"));
    }
}

/// Room for so many looks at once.
pub(super) fn room(parallel: u16) -> Arc<Semaphore> {
    Arc::new(Semaphore::new(usize::from(parallel.max(1))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_looked_at_by_one_at_a_time() {
        let (busy, a) = (Busy::default(), "a.example".parse().unwrap());
        let at = Timestamp;
        assert!(busy.take(&a, at(100)));
        assert!(!busy.take(&a, at(100_000)));
        busy.give_back(&a, at(160));
        assert!(!busy.take(&a, at(159)));
        assert!(busy.take(&a, at(160)));
        busy.give_back(&a, at(0));
        assert!(busy.take(&a, at(161)));
    }
}
