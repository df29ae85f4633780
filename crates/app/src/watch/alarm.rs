//! What stands and can pass, whom it was told, and what becomes of one that turns to and fro.

use std::collections::BTreeSet;

use protocols::finding::Severity;
use protocols::time::Timestamp;

use super::change::AlarmKey;

/// An alarm that turned this often within [`RESTLESS_SECONDS`] is told of once more and then not again
/// until it rests: three times raised and three times cleared.
pub const TURNS_MAX: usize = 6;
/// See [`TURNS_MAX`]: a day.
pub const RESTLESS_SECONDS: u64 = 86_400;
/// A restless alarm rests when it did not turn for this long: six hours.
pub const REST_SECONDS: u64 = 6 * 3_600;

/// Whether something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// It stands.
    Raised,
    /// It passed.
    Cleared,
}

/// Something that stands, or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// How bad it is.
    pub severity: Severity,
    /// How far it has come: a higher rank is told again.
    pub rank: u8,
    /// Since when it stands, or stood.
    pub since: Timestamp,
    /// Whether it stands.
    pub stands: Stands,
    /// What was last said of it.
    pub said: Stands,
    /// When it turned, lately.
    pub turns: Vec<Timestamp>,
    /// Whether it turns to and fro, and nothing is said of it.
    pub is_restless: bool,
    /// The names of those who were told.
    pub told_to: BTreeSet<String>,
}

/// Why something is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Telling {
    /// It happened.
    Event,
    /// It stands now, or is worse.
    Raise(AlarmKey),
    /// It passed.
    Clear(AlarmKey),
    /// It turns to and fro; nothing more is said until it rests.
    Restless(AlarmKey),
}

/// Something that stands, as it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raised {
    /// How bad it is.
    pub severity: Severity,
    /// How far it has come.
    pub rank: u8,
    /// Since when it stands.
    pub since: Timestamp,
}

impl Alarm {
    /// One that passed, or never was: it has yet to be raised.
    pub fn quiet(severity: Severity, now: Timestamp) -> Alarm {
        Alarm {
            severity,
            rank: 0,
            since: now,
            stands: Stands::Cleared,
            said: Stands::Cleared,
            turns: Vec::new(),
            is_restless: false,
            told_to: BTreeSet::new(),
        }
    }

    /// One that stood before the watch began: nobody is told of it.
    pub fn of_old(severity: Severity, rank: u8, since: Timestamp) -> Alarm {
        Alarm {
            rank,
            stands: Stands::Raised,
            said: Stands::Raised,
            ..Alarm::quiet(severity, since)
        }
    }

    /// It stands now. Gives what is to be told.
    pub fn raise(&mut self, key: &AlarmKey, as_seen: Raised, now: Timestamp) -> Option<Telling> {
        let is_further = as_seen.rank > self.rank;
        self.severity = as_seen.severity;
        self.rank = as_seen.rank;
        match self.stands {
            Stands::Raised if !is_further || self.is_restless => None,
            Stands::Raised => Some(Telling::Raise(key.clone())),
            Stands::Cleared => {
                self.since = as_seen.since;
                self.turn(key, Stands::Raised, now)
            }
        }
    }

    /// It passed. Gives what is to be told.
    pub fn clear(&mut self, key: &AlarmKey, now: Timestamp) -> Option<Telling> {
        match self.stands {
            Stands::Cleared => None,
            Stands::Raised => self.turn(key, Stands::Cleared, now),
        }
    }

    fn turn(&mut self, key: &AlarmKey, to: Stands, now: Timestamp) -> Option<Telling> {
        self.stands = to;
        self.turns
            .retain(|turn| now.0.saturating_sub(turn.0) < RESTLESS_SECONDS);
        self.turns.push(now);
        if self.is_restless {
            // Only the last ones matter for its rest.
            self.turns
                .drain(..self.turns.len().saturating_sub(TURNS_MAX));
            return None;
        }
        self.said = to;
        if self.turns.len() >= TURNS_MAX {
            self.is_restless = true;
            return Some(Telling::Restless(key.clone()));
        }
        Some(match to {
            Stands::Raised => Telling::Raise(key.clone()),
            Stands::Cleared => Telling::Clear(key.clone()),
        })
    }

    /// Lets a restless alarm come to rest. Gives what is to be told: where it came to rest on another
    /// side than was last said.
    pub fn rest(&mut self, key: &AlarmKey, now: Timestamp) -> Option<Telling> {
        let last = self.turns.last().map_or(Timestamp(0), |turn| *turn);
        if !self.is_restless || now < last.plus_seconds(REST_SECONDS) {
            return None;
        }
        self.is_restless = false;
        self.turns.clear();
        if self.said == self.stands {
            return None;
        }
        self.said = self.stands;
        Some(match self.stands {
            Stands::Raised => Telling::Raise(key.clone()),
            Stands::Cleared => Telling::Clear(key.clone()),
        })
    }

    /// Whether nothing of it needs to be remembered any more.
    pub fn is_over(&self, now: Timestamp) -> bool {
        let last = self.turns.last().map_or(Timestamp(0), |turn| *turn);
        self.stands == Stands::Cleared
            && !self.is_restless
            && now.0.saturating_sub(last.0) >= RESTLESS_SECONDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: AlarmKey = AlarmKey::SpfLookups;

    fn seen(rank: u8, since: Timestamp) -> Raised {
        Raised {
            severity: Severity::Medium,
            rank,
            since,
        }
    }

    fn at(minutes: u64) -> Timestamp {
        Timestamp(1_795_000_000 + minutes * 60)
    }

    #[test]
    fn what_stands_is_told_once_and_what_is_worse_again() {
        let mut alarm = Alarm::quiet(Severity::Medium, at(0));
        let raised = Some(Telling::Raise(KEY));
        assert_eq!(alarm.raise(&KEY, seen(2, at(0)), at(1)), raised);
        assert_eq!(alarm.raise(&KEY, seen(2, at(0)), at(2)), None);
        assert_eq!(alarm.raise(&KEY, seen(3, at(0)), at(3)), raised);
        assert_eq!(alarm.raise(&KEY, seen(1, at(0)), at(4)), None);
        assert_eq!(alarm.clear(&KEY, at(5)), Some(Telling::Clear(KEY)));
        assert_eq!(alarm.clear(&KEY, at(6)), None);
        assert!(!alarm.is_over(at(60)));
        assert!(alarm.is_over(at(5 + 24 * 60)));
    }

    #[test]
    fn one_that_turns_to_and_fro_is_told_of_until_it_is_known_to() {
        let mut alarm = Alarm::quiet(Severity::Medium, at(0));
        let mut told = Vec::new();
        for turn in 0..40 {
            let now = at(turn * 20);
            told.extend(match turn % 2 {
                0 => alarm.raise(&KEY, seen(2, now), now),
                _ => alarm.clear(&KEY, now),
            });
        }
        assert_eq!(told.len(), TURNS_MAX, "{told:?}");
        assert_eq!(told.last(), Some(&Telling::Restless(KEY)));
        assert!(alarm.turns.len() <= TURNS_MAX);
        // The last turn cleared it, and so did what was said last.
        assert_eq!(alarm.rest(&KEY, at(39 * 20 + 359)), None);
        assert!(alarm.is_restless);
        assert_eq!(alarm.rest(&KEY, at(39 * 20 + 360)), None);
        assert!(!alarm.is_restless);
        let raised = Some(Telling::Raise(KEY));
        assert_eq!(alarm.raise(&KEY, seen(2, at(2_000)), at(2_000)), raised);
    }

    #[test]
    fn where_it_comes_to_rest_is_told() {
        let mut alarm = Alarm::quiet(Severity::Medium, at(0));
        for turn in 0..7 {
            let now = at(turn);
            match turn % 2 {
                0 => alarm.raise(&KEY, seen(2, now), now),
                _ => alarm.clear(&KEY, now),
            };
        }
        assert_eq!(alarm.rest(&KEY, at(400)), Some(Telling::Raise(KEY)));
        assert_eq!(alarm.rest(&KEY, at(800)), None);
    }
}
