//! The life of one certificate: what is known of a name, and what becomes of it when an order ends.

use protocols::time::Timestamp;

use super::authority::AriId;
use super::bucket::{Bucket, Rate};
use super::failure::{Failure, FailureKind};
use super::renewal::{self, Lifetime, Window};
use super::retry;

/// How long a name that has no certificate may wait for others whose certificates run out, in seconds.
const FIRST_SECONDS: u64 = 86_400;

/// A draw of luck: anything from 0 to 2³² − 1, each with the same chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draw(pub u32);

impl Draw {
    /// A number below `bound`, each with the same chance; 0 where there is none below.
    pub fn of(self, bound: u64) -> u64 {
        let wide = (u128::from(bound) * u128::from(self.0)) >> 32;
        // It is below `bound`, since the draw is below 2³².
        u64::try_from(wide).unwrap_or(u64::MAX)
    }
}

/// A certificate that we have, without its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// From when until when it holds.
    pub lifetime: Lifetime,
    /// What the authority calls it where it is asked for its window (RFC 9773 §4.1); `None` where the
    /// certificate has no such name.
    pub id: Option<AriId>,
    /// When it is to be renewed. Drawn once, and again when the window changes.
    pub renew_at: Timestamp,
    /// The window the authority suggested last.
    pub window: Option<Window>,
    /// When the authority is asked for the window next.
    pub ask_at: Timestamp,
}

impl Held {
    /// A certificate that was issued just now.
    pub fn new(lifetime: Lifetime, id: Option<AriId>, now: Timestamp, draw: Draw) -> Held {
        Held {
            lifetime,
            id,
            renew_at: lifetime.renewal(draw),
            window: None,
            ask_at: now,
        }
    }

    /// What becomes of it when the authority suggests this window.
    ///
    /// A window that is the same leaves the moment as it was drawn: to draw again at every answer would
    /// make the late moments rarer than the early ones.
    #[must_use]
    pub fn suggested(
        mut self,
        window: Window,
        retry_after: Option<u64>,
        now: Timestamp,
        draw: Draw,
    ) -> Held {
        if self.window != Some(window) {
            self.renew_at = self.lifetime.within(window, draw);
            self.window = Some(window);
        }
        self.ask_at = now.plus_seconds(renewal::ask_again(retry_after, draw));
        self
    }

    /// What becomes of it when the authority suggests nothing. What it suggested before holds on.
    #[must_use]
    pub fn not_suggested(mut self, retry_after: Option<u64>, now: Timestamp, draw: Draw) -> Held {
        self.ask_at = now.plus_seconds(renewal::ask_again(retry_after, draw));
        self
    }
}

/// What went wrong with a name lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// How often in a row it failed for a reason of its own.
    pub failures: u32,
    /// How often in a row the authority failed while it was this name's turn.
    pub strikes: u32,
    /// Before this moment nothing is tried.
    pub retry_at: Timestamp,
    /// How many failed validations of the name the authority has counted.
    pub validations: Bucket,
    /// The last failure.
    pub last: Option<Failure>,
}

impl Default for Trouble {
    fn default() -> Trouble {
        Trouble {
            failures: 0,
            strikes: 0,
            retry_at: Timestamp(0),
            validations: Bucket::default(),
            last: None,
        }
    }
}

/// What is known of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// Since when a certificate is wanted.
    pub wanted: Timestamp,
    /// The certificate, where there is one.
    pub held: Option<Held>,
    /// Since when an order is under way, where one is.
    pub ordered: Option<Timestamp>,
    /// Since when somebody wants a new one, where somebody does, whatever the time.
    pub asked: Option<Timestamp>,
    /// What went wrong.
    pub trouble: Trouble,
}

/// How it stands with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LifeState {
    /// It has no certificate yet, and nothing went wrong.
    Wanted,
    /// It has none, since something went wrong.
    Failing,
    /// An order is under way for its first.
    Ordered,
    /// It has one.
    Held,
    /// It has one, and it is time for a new one.
    Renewing,
    /// It has one, and getting a new one failed.
    RenewalFailing,
    /// It has one that ran out.
    Expired,
}

impl LifeState {
    /// Every state.
    pub const ALL: [LifeState; 7] = [
        LifeState::Wanted,
        LifeState::Failing,
        LifeState::Ordered,
        LifeState::Held,
        LifeState::Renewing,
        LifeState::RenewalFailing,
        LifeState::Expired,
    ];

    /// Its word: for programs, metrics, and the end of the key of its words.
    pub fn word(self) -> &'static str {
        match self {
            LifeState::Wanted => "wanted",
            LifeState::Failing => "failing",
            LifeState::Ordered => "ordered",
            LifeState::Held => "held",
            LifeState::Renewing => "renewing",
            LifeState::RenewalFailing => "renewal-failing",
            LifeState::Expired => "expired",
        }
    }
}

impl Life {
    /// A name that is wanted from now on.
    pub fn wanted(now: Timestamp) -> Life {
        Life {
            wanted: now,
            held: None,
            ordered: None,
            asked: None,
            trouble: Trouble::default(),
        }
    }

    /// How it stands.
    pub fn state(&self, now: Timestamp) -> LifeState {
        let Some(held) = &self.held else {
            return match (self.ordered, &self.trouble.last) {
                (Some(_), _) => LifeState::Ordered,
                (None, Some(_)) => LifeState::Failing,
                (None, None) => LifeState::Wanted,
            };
        };
        if now > held.lifetime.not_after {
            LifeState::Expired
        } else if self.trouble.last.is_some() {
            LifeState::RenewalFailing
        } else if self.ordered.is_some() || self.due() <= now {
            LifeState::Renewing
        } else {
            LifeState::Held
        }
    }

    /// From when on it may be ordered. An order that is under way goes on as soon as it may.
    pub fn due(&self) -> Timestamp {
        let wanted = match &self.held {
            None => self.wanted,
            Some(held) => held.renew_at,
        };
        let now = [self.ordered, self.asked].into_iter().flatten().min();
        let wanted = now.map_or(wanted, |now| now.min(wanted));
        wanted.max(self.trouble.retry_at)
    }

    /// By when it should have a new one: who must be done earlier goes first.
    pub fn deadline(&self) -> Timestamp {
        match &self.held {
            None => self.wanted.plus_seconds(FIRST_SECONDS),
            Some(held) => held.lifetime.latest(),
        }
    }

    /// The certificate that a new one is said to replace: orders that say so cost nothing of the
    /// authority's limits. Only one whose window the authority told is known to it.
    pub fn replaces(&self) -> Option<&AriId> {
        let held = self.held.as_ref()?;
        held.window.and(held.id.as_ref())
    }

    /// What it is after an order began.
    #[must_use]
    pub fn began(mut self, now: Timestamp) -> Life {
        self.ordered = Some(now);
        self
    }

    /// What it is after a certificate came: what went wrong before is over.
    #[must_use]
    pub fn issued(self, held: Held) -> Life {
        Life {
            wanted: self.wanted,
            held: Some(held),
            ordered: None,
            asked: None,
            trouble: Trouble {
                validations: self.trouble.validations,
                ..Trouble::default()
            },
        }
    }

    /// What it is after this name failed for a reason of its own. `validations` is how many may fail.
    #[must_use]
    pub fn failed(
        mut self,
        failure: Failure,
        retry_after: Option<u64>,
        validations: Rate,
        draw: Draw,
    ) -> Life {
        let trouble = &mut self.trouble;
        trouble.failures = trouble.failures.saturating_add(1);
        trouble.strikes = 0;
        if failure.kind.is_of_validation() {
            trouble.validations = trouble.validations.taken(validations, failure.at);
        }
        let seconds = if failure.kind.is_of_precheck() {
            retry::of_look(trouble.failures, draw)
        } else {
            retry::of_order(trouble.failures, draw)
        };
        let seconds = retry::at_least(seconds, retry_after);
        let allowed = trouble.validations.turn(validations, 0, failure.at);
        trouble.retry_at = failure.at.plus_seconds(seconds).max(allowed);
        trouble.last = Some(failure);
        self
    }

    /// What it is after somebody asked for a certificate now: they may have put right what was wrong. What
    /// the authority counts is kept all the same.
    #[must_use]
    pub fn asked_for(mut self, now: Timestamp, validations: Rate) -> Life {
        self.asked = Some(now);
        let trouble = &mut self.trouble;
        let limited = |last: &Failure| last.kind == FailureKind::RateLimited;
        if !trouble.last.as_ref().is_some_and(limited) {
            trouble.retry_at = trouble.validations.turn(validations, 0, now);
        }
        self
    }

    /// What it is after the authority failed while it was this name's turn: that says nothing of the
    /// name, which comes again as soon as the authority does.
    #[must_use]
    pub fn let_down(mut self, failure: Failure) -> Life {
        let trouble = &mut self.trouble;
        trouble.strikes = trouble.strikes.saturating_add(1);
        trouble.last = Some(failure);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::failure::{FailureKind, Said};
    use super::*;

    const DAY: u64 = 86_400;
    /// Let's Encrypt's failed validations.
    const FIVE: Rate = Rate {
        burst: 5,
        seconds: 3_600,
    };

    fn at(days: u64) -> Timestamp {
        Timestamp(days * DAY)
    }

    fn failure(kind: FailureKind, at: Timestamp) -> Failure {
        Failure {
            at,
            kind,
            said: Said::default(),
        }
    }

    fn held(days: u64) -> Held {
        let lifetime = Lifetime {
            not_before: at(days),
            not_after: at(days + 90),
        };
        let id = AriId::new("aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE");
        Held::new(lifetime, id, at(days), Draw(0))
    }

    #[test]
    fn from_wanted_to_renewed() {
        let life = Life::wanted(at(1));
        assert_eq!(life.state(at(1)), LifeState::Wanted);
        assert_eq!((life.due(), life.deadline()), (at(1), at(2)));
        let life = life.began(at(1));
        assert_eq!(life.state(at(1)), LifeState::Ordered);
        let life = life.issued(held(1));
        assert_eq!(life.state(at(2)), LifeState::Held);
        assert_eq!((life.due(), life.deadline()), (at(61), at(76)));
        assert_eq!(life.state(at(61)), LifeState::Renewing);
        let life = life.failed(failure(FailureKind::Dns, at(61)), None, FIVE, Draw(0));
        assert_eq!(life.state(at(61)), LifeState::RenewalFailing);
        assert_eq!(life.due(), at(61).plus_seconds(60));
        assert_eq!(life.state(at(92)), LifeState::Expired);
        let life = life.issued(held(92));
        assert_eq!(life.state(at(92)), LifeState::Held);
        assert_eq!((life.trouble.failures, life.trouble.last), (0, None));
    }

    #[test]
    fn a_window_decides_and_is_drawn_once() {
        let window = |days| Window::new(at(days), at(days + 2)).unwrap();
        let first = held(0).suggested(window(40), Some(3_600), at(1), Draw(1 << 31));
        assert_eq!(first.renew_at, at(41));
        assert_eq!(first.ask_at, at(1).plus_seconds(3_600));
        let again = first.clone().suggested(window(40), None, at(2), Draw(0));
        assert_eq!(again.renew_at, at(41), "the same window, the same moment");
        // A certificate that is to be revoked: the window lies in the past.
        let revoked = again.suggested(window(1), None, at(3), Draw(0));
        assert_eq!(revoked.renew_at, at(1));
        let silent = revoked.not_suggested(Some(7_200), at(4), Draw(0));
        assert_eq!(silent.renew_at, at(1));
        assert_eq!(silent.ask_at, at(4).plus_seconds(7_200));
    }

    #[test]
    fn only_what_the_authority_knows_is_replaced() {
        let life = Life::wanted(at(0)).issued(held(0));
        assert_eq!(life.replaces(), None);
        let window = Window::new(at(1), at(2)).unwrap();
        let held = held(0).suggested(window, None, at(0), Draw(0));
        let life = Life::wanted(at(0)).issued(held);
        assert_eq!(
            life.replaces().map(AriId::as_str),
            Some("aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE")
        );
    }

    #[test]
    fn what_failed_is_tried_again_later_and_later() {
        let mut life = Life::wanted(at(0));
        let mut now = at(0);
        let mut waits = Vec::new();
        for _ in 0..5 {
            life = life.failed(failure(FailureKind::Connection, now), None, FIVE, Draw(0));
            waits.push(life.due().0 - now.0);
            now = life.due();
        }
        assert_eq!(waits, [60, 600, 6_000, DAY, DAY]);
        let told = life.failed(
            failure(FailureKind::RateLimited, now),
            Some(2 * DAY),
            FIVE,
            Draw(0),
        );
        assert_eq!(told.due().0 - now.0, 2 * DAY);
    }

    #[test]
    fn the_authoritys_failures_are_not_the_names() {
        let life = Life::wanted(at(0)).let_down(failure(FailureKind::Unreachable, at(0)));
        assert_eq!((life.trouble.failures, life.trouble.strikes), (0, 1));
        assert_eq!(life.due(), at(0), "how long all wait is the queue's affair");
    }

    #[test]
    fn who_is_asked_for_comes_at_once_but_not_past_the_limits() {
        let mut life = Life::wanted(at(0)).issued(held(0));
        for _ in 0..5 {
            life = life.asked_for(at(3), FIVE);
            assert_eq!(life.due(), at(3));
            let failed = failure(FailureKind::Connection, at(3));
            life = life.failed(failed, None, FIVE, Draw(0));
        }
        let life = life.asked_for(at(3), FIVE);
        assert_eq!(life.due(), at(3).plus_seconds(720));
        let told = failure(FailureKind::RateLimited, at(4));
        let life = life.failed(told, Some(DAY), FIVE, Draw(0));
        assert_eq!(life.asked_for(at(4), FIVE).due(), at(5));
    }

    #[test]
    fn draws_are_below_their_bound() {
        assert_eq!(Draw(u32::MAX).of(10), 9);
        assert_eq!(Draw(0).of(10), 0);
        assert_eq!(Draw(u32::MAX).of(0), 0);
        assert!(Draw(u32::MAX).of(u64::MAX) < u64::MAX);
    }
}
