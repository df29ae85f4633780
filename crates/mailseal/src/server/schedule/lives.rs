//! Keys and policies that move on by themselves, and what they want of their owner.

use app::advance::{AdvanceError, Status, advance, status};
use app::drive::Ask;
use app::keys::SystemKeys;
use app::ledger::{Ledger, LedgerError};
use app::rotate::{NewSelector, RotateError, RotateRequest, rotate};
use app::watch::change::{AlarmKey, Change, LifeNote};
use app::watch::look::Lives;
use protocols::lifecycle::{KeyState, Request};
use protocols::name::DomainName;
use protocols::time::Timestamp;

use app::machines::{self, Machine, Note, Weight};

/// Whether anything may be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum May {
    /// It moves where it needs no word of the owner.
    Move,
    /// It is only looked at.
    Look,
}

/// Whoever looks after the lives of a domain.
pub(crate) struct Keeper<'a, L, A> {
    pub(crate) ledger: &'a L,
    pub(crate) ask: &'a A,
    pub(crate) may: May,
    /// The age at which a key that signs gets a successor.
    pub(crate) rotate_after_seconds: Option<u64>,
}

/// What came of it.
pub(crate) struct Lived {
    pub(crate) lives: Lives,
    pub(crate) events: Vec<Change>,
    /// The next moment that is waited for.
    pub(crate) wake: Option<Timestamp>,
}

impl Lived {
    fn unseen() -> Lived {
        Lived {
            lives: Lives::NotSeen,
            events: Vec::new(),
            wake: None,
        }
    }
}

impl<L: Ledger, A: Ask> Keeper<'_, L, A> {
    /// Looks after a domain. What fails is logged and says nothing of it.
    pub(crate) async fn look_after(&self, domain: &DomainName, now: Timestamp) -> Lived {
        let status = match self.may {
            May::Move => advance(self.ledger, self.ask, domain, &Request::plain(), now).await,
            May::Look => status(self.ledger, self.ask, domain, now).await,
        };
        let status = match status {
            Ok(status) => status,
            // While a job is under way nothing moves; it is looked at again when it is done. One that
            // was removed has no lives.
            Err(AdvanceError::Ledger(
                LedgerError::Unfinished(..)
                | LedgerError::ChangedMeanwhile(_)
                | LedgerError::NoDomain(_),
            )) => return Lived::unseen(),
            Err(error) => {
                tracing::warn!(%domain, %error, "keys and policies could not be looked at");
                return Lived::unseen();
            }
        };
        let mut lived = lived(&status, self.may);
        lived
            .events
            .extend(self.rotated(domain, &status, now).await);
        lived
    }

    /// Gives keys that sign for too long their successors, where that is wanted.
    async fn rotated(
        &self,
        domain: &DomainName,
        status: &Status,
        now: Timestamp,
    ) -> Option<Change> {
        let age = self.rotate_after_seconds?;
        let keys = &status.next.keys;
        let is_old = |since: Timestamp| now.0.saturating_sub(since.0) >= age;
        let old = keys
            .iter()
            .any(|key| key.state == KeyState::Active && is_old(key.since));
        if self.may == May::Look || !old || keys.iter().any(|key| key.state.is_coming()) {
            return None;
        }
        let request = RotateRequest {
            kinds: Vec::new(),
            selector: NewSelector::ByMonth,
        };
        match rotate(self.ledger, self.ask, &SystemKeys, domain, &request, now).await {
            Ok(made) => {
                let selectors = made.iter().map(|key| key.selector.to_string()).collect();
                tracing::info!(%domain, ?selectors, "keys were given successors for their age");
                Some(Change::Rotated { selectors })
            }
            // It is tried again at the next look.
            Err(RotateError::Parked | RotateError::Parking) => None,
            Err(error) => {
                tracing::warn!(%domain, %error, "an old key could not be given a successor");
                None
            }
        }
    }
}

fn lived(status: &Status, may: May) -> Lived {
    let waiting = machines::waiting(&status.next);
    let asks = waiting.iter().filter(|note| match note.weight {
        Weight::Asks | Weight::Alarm => true,
        Weight::Moved | Weight::Waits | Weight::Unseen => false,
    });
    let conditions = asks.map(|note| {
        let noted = life_note(note);
        let key = AlarmKey::Asks(noted.selector.clone(), noted.code.clone());
        (key, Change::Asks(noted))
    });
    let moved = match may {
        May::Move => machines::moved(&status.next),
        May::Look => Vec::new(),
    };
    let is_unseen = waiting.iter().any(|note| note.weight == Weight::Unseen);
    Lived {
        // What could not be seen may have said that something no longer waits, or does.
        lives: match is_unseen {
            true => Lives::NotSeen,
            false => Lives::Seen(conditions.collect()),
        },
        events: moved
            .iter()
            .map(|note| Change::Moved(life_note(note)))
            .collect(),
        wake: waiting.iter().filter_map(|note| note.until).min(),
    }
}

fn life_note(note: &Note) -> LifeNote {
    let values = note.values.iter();
    LifeNote {
        selector: match &note.machine {
            Machine::Key(selector) => selector.clone(),
            Machine::MtaSts | Machine::Dmarc | Machine::Mail | Machine::Departure => String::new(),
        },
        code: note.code.to_string(),
        values: values
            .map(|(name, value)| (name.to_string(), value.clone()))
            .collect(),
        until: note.until,
    }
}
