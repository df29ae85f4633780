//! Where a name stands in the queue, and when its turn will be.

use protocols::name::DomainName;
use protocols::time::Timestamp;

use super::{Paid, Queue, costs, rank};

/// Where a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Its order is under way.
    Running,
    /// It is due, and waits for its turn.
    Due {
        /// How many go before it.
        before: u64,
        /// When its turn will be, if nobody more urgent comes.
        turn: Timestamp,
    },
    /// Nothing is to be done before then.
    Later(Timestamp),
}

impl Queue {
    /// Where a name stands; `None` for one that is not wanted.
    pub fn place(&self, name: &DomainName, now: Timestamp) -> Option<Place> {
        let life = self.lives.get(name)?;
        if self.running.contains_key(name) {
            return Some(Place::Running);
        }
        if life.due() > now {
            return Some(Place::Later(life.due()));
        }
        // Those whose time has come since the last look stand in `waiting` still.
        let ranked = (rank(life), name.clone());
        let cost = costs(life);
        let line = match cost {
            Paid::Order => &self.paying,
            Paid::Nothing => &self.free,
        };
        let new = self.waiting.iter().take_while(|(at, _)| *at <= now);
        let new = new.filter(|(_, other)| {
            let life = self.lives.get(other);
            life.is_some_and(|life| costs(life) == cost && (rank(life), other.clone()) < ranked)
        });
        let before = line.range(..&ranked).count() + new.count();
        let before = u64::try_from(before).unwrap_or(u64::MAX);
        let turn = match cost {
            Paid::Order => self.turn(before, now),
            Paid::Nothing => self.pause.free_at(now).max(self.at_pace(before, now)),
        };
        Some(Place::Due { before, turn })
    }

    /// Where every name stands that is due, the first to go first, by those whose order counts and those
    /// whose does not.
    pub fn line(&self, now: Timestamp) -> Vec<(&DomainName, Place)> {
        let mut line = Vec::with_capacity(self.due());
        for (before, (_, name)) in (0..).zip(&self.free) {
            let turn = self.pause.free_at(now).max(self.at_pace(before, now));
            line.push((name, Place::Due { before, turn }));
        }
        for (before, (_, name)) in (0..).zip(&self.paying) {
            let turn = self.turn(before, now);
            line.push((name, Place::Due { before, turn }));
        }
        line
    }

    /// When an order that counts may go out for the name that has so many before it: by the authority's
    /// limits, by how long orders take, and not while it fails.
    pub(super) fn turn(&self, before: u64, now: Timestamp) -> Timestamp {
        let reserved = self.running.values().filter(|running| running.reserves);
        let reserved = u64::try_from(reserved.count()).unwrap_or(u64::MAX);
        let before_all = before.saturating_add(reserved);
        let allowed = self.taken.turn(self.limits.orders, before_all, now);
        allowed
            .max(self.at_pace(before, now))
            .max(self.pause.paying_at(now))
    }

    fn at_pace(&self, before: u64, now: Timestamp) -> Timestamp {
        let parallel = u64::try_from(self.limits.parallel.max(1)).unwrap_or(u64::MAX);
        let rounds = before / parallel;
        now.plus_seconds(rounds.saturating_mul(self.order_ms) / 1_000)
    }
}
