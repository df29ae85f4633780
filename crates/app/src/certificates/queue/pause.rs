//! When all must wait, since the authority fails or has had enough of us.

use protocols::name::DomainName;
use protocols::time::Timestamp;

use super::super::failure::{Failure, FailureKind};
use super::super::life::Draw;
use super::super::retry;

/// Seconds that are waited where an authority says that there was too much, and not until when.
const LIMITED_SECONDS: u64 = 3_600;

/// Why all wait, and until when.
#[derive(Debug, Clone, Default)]
pub(super) struct Pause {
    /// How often in a row the authority failed. While it did, one name at a time tries it.
    failures: u32,
    down_until: Option<Timestamp>,
    /// The name that was last told that there was too much, where no other order succeeded since.
    limited: Option<DomainName>,
    limited_until: Option<Timestamp>,
}

impl Pause {
    /// The authority does what it should.
    pub(super) fn works(&mut self) {
        *self = Pause::default();
    }

    /// The authority failed.
    pub(super) fn fails(&mut self, failure: &Failure, retry_after: Option<u64>, draw: Draw) {
        if failure.kind == FailureKind::AccountRateLimited {
            let seconds = retry_after.unwrap_or(LIMITED_SECONDS);
            self.limited_until = Some(failure.at.plus_seconds(retry::at_least(0, Some(seconds))));
            return;
        }
        // Those that were under way together fail together, and that is one failure.
        if !self.is_down(failure.at) {
            self.failures = self.failures.saturating_add(1);
        }
        let seconds = retry::at_least(retry::of_authority(self.failures, draw), retry_after);
        let until = failure.at.plus_seconds(seconds);
        self.down_until = self.down_until.max(Some(until));
    }

    /// A name was told that there was too much. Whether it is the name's limit or the account's is said
    /// in words only; when a second name is told the same, it is the account's.
    pub(super) fn limits(
        &mut self,
        name: &DomainName,
        at: Timestamp,
        retry_after: Option<u64>,
        draw: Draw,
    ) {
        let before = self.limited.replace(name.clone());
        if before.is_some_and(|before| before != *name) {
            let seconds = retry_after.unwrap_or(LIMITED_SECONDS + draw.of(LIMITED_SECONDS / 10));
            self.limited_until = Some(at.plus_seconds(retry::at_least(0, Some(seconds))));
        }
    }

    /// How many orders may be under way at once.
    pub(super) fn parallel(&self, now: Timestamp, usual: usize) -> usize {
        match (self.is_down(now), self.failures) {
            (true, _) => 0,
            (false, 0) => usual,
            // One looks whether it works again.
            (false, _) => usual.min(1),
        }
    }

    /// Whether orders may go out that count.
    pub(super) fn allows_paying(&self, now: Timestamp) -> bool {
        self.limited_until.is_none_or(|until| until <= now)
    }

    /// Whether nothing is asked at all.
    pub(super) fn is_down(&self, now: Timestamp) -> bool {
        self.down_until.is_some_and(|until| until > now)
    }

    /// Until when nothing is asked.
    pub(super) fn down_until(&self, now: Timestamp) -> Timestamp {
        self.down_until.map_or(now, |until| until.max(now))
    }

    /// From when on orders may go out that do not count.
    pub(super) fn free_at(&self, now: Timestamp) -> Timestamp {
        self.down_until(now)
    }

    /// From when on orders may go out that count.
    pub(super) fn paying_at(&self, now: Timestamp) -> Timestamp {
        let limited = self.limited_until.map_or(now, |until| until.max(now));
        self.down_until(now).max(limited)
    }
}
