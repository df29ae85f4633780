//! How fast an account may be asked.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// A steady pace: some calls at once, then one every so often. Chosen below what the provider allows,
/// since the owner's other tools use the same account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Calls that need not wait when there were none for long.
    pub burst: u32,
    /// One further call in this time.
    pub every: Duration,
}

/// The gate that keeps the pace.
#[derive(Debug)]
pub(super) struct PaceGate {
    pace: Pace,
    /// When the calls let in so far are paid for (the "theoretical arrival time" of a leaky bucket).
    paid_until: Mutex<Instant>,
}

impl PaceGate {
    pub(super) fn new(pace: Pace) -> PaceGate {
        PaceGate {
            pace,
            paid_until: Mutex::new(Instant::now()),
        }
    }

    /// Waits for a turn; where that would take longer than `patience`, the time until then, and no
    /// turn is taken.
    pub(super) async fn enter(&self, patience: Duration) -> Result<(), Duration> {
        let turn = self.take(Instant::now(), patience)?;
        sleep_until(turn).await;
        Ok(())
    }

    /// Nobody is let in before this time has passed.
    pub(super) fn close_for(&self, time: Duration) {
        let credit = self.credit();
        let mut paid_until = self
            .paid_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *paid_until = (*paid_until).max(Instant::now() + time + credit);
    }

    fn take(&self, now: Instant, patience: Duration) -> Result<Instant, Duration> {
        let mut paid_until = self
            .paid_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let from = (*paid_until).max(now);
        let turn = from.checked_sub(self.credit()).unwrap_or(now).max(now);
        let wait = turn - now;
        if wait > patience {
            return Err(wait);
        }
        *paid_until = from + self.pace.every;
        Ok(turn)
    }

    /// What may be taken before it is paid for.
    fn credit(&self) -> Duration {
        self.pace
            .every
            .saturating_mul(self.pace.burst.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn gate(burst: u32) -> PaceGate {
        PaceGate::new(Pace {
            burst,
            every: SECOND,
        })
    }

    #[test]
    fn a_burst_then_one_by_one() {
        let gate = gate(3);
        let now = Instant::now();
        let waits: Vec<u64> = (0..5)
            .map(|_| {
                (gate.take(now, SECOND * 60).unwrap() - now)
                    .as_secs_f64()
                    .ceil() as u64
            })
            .collect();
        assert_eq!(waits, [0, 0, 0, 1, 2]);
    }

    #[test]
    fn who_cannot_wait_takes_no_turn() {
        let gate = gate(1);
        let now = Instant::now();
        gate.take(now, SECOND).unwrap();
        gate.take(now, SECOND * 2).unwrap();
        let refused = gate.take(now, SECOND).unwrap_err();
        assert!(refused > SECOND);
        assert_eq!(gate.take(now, SECOND).unwrap_err(), refused);
    }

    #[test]
    fn a_closed_gate_opens_for_one() {
        let gate = gate(3);
        gate.close_for(SECOND * 30);
        let now = Instant::now();
        assert!(gate.take(now, SECOND * 20).is_err());
        let turn = gate.take(now, SECOND * 31).unwrap();
        assert!(turn - now > SECOND * 29);
        assert!(gate.take(now, SECOND * 60).unwrap() >= turn + SECOND);
    }
}
