//! A DKIM key of another's that signs no more: what is left of it is its record.
//!
//! Such a key is wanted and not held: a mailcow signs with it. Once mailcow was given one of ours, the
//! one before goes the way of any key that is replaced: its record stays for a week
//! ([`RECORD_KEPT_SECONDS`](super::dkim_key::RECORD_KEPT_SECONDS)) and is then no longer wanted.

use crate::dkim::{PublicKey, Selector};
use crate::domain::desired::{DesiredKey, Purpose};
use crate::time::Timestamp;

use super::advance::{Advanced, Moved, Waiting};
use super::dkim_key::{self, Key, KeyCase, KeyMemory, KeyState, KeyStep, RecordWanted, SignerWord};
use super::seen::Seen;

/// A key of another's that signs no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftKey {
    /// Its selector.
    pub selector: Selector,
    /// The public part.
    pub public: PublicKey,
    /// When it ceased to sign.
    pub since: Timestamp,
}

impl LeftKey {
    /// The key as the machine of keys has it.
    pub fn as_key(&self) -> Key {
        Key {
            selector: self.selector.clone(),
            public: self.public.clone(),
            state: KeyState::Retiring,
            since: self.since,
        }
    }

    /// Whether the name of the selector is for another key by now, which nothing may take away.
    fn is_displaced(&self, ours: &[Key], purpose: &Purpose) -> bool {
        let is_ours = ours.iter().any(|key| key.selector == self.selector);
        let is_another = |wanted: &DesiredKey| {
            wanted.selector == self.selector && wanted.public() != Some(&self.public)
        };
        is_ours
            || match purpose {
                Purpose::Mail(intent) => intent.keys.iter().any(is_another),
                Purpose::Parked { .. } => false,
            }
    }
}

impl Advanced {
    /// Remembers keys of others that sign no more, where their records are wanted and we do not hold
    /// them.
    pub(super) fn leave_keys(&mut self, ceased: &[LeftKey]) {
        for left in ceased {
            let is_known = self.desired.remembered.left(&left.selector).is_some();
            let is_wanted = self.record_of(&left.selector) == RecordWanted::Wanted;
            let is_displaced = left.is_displaced(&self.keys, &self.desired.purpose);
            if is_known || !is_wanted || is_displaced {
                continue;
            }
            self.desired.remembered.left.push(left.clone());
            self.moved.push(Moved::Key {
                selector: left.selector.clone(),
                to: KeyState::Retiring,
            });
        }
    }

    /// Moves what is left of keys of others.
    pub(super) fn move_left_keys(&mut self, seen: &Seen, now: Timestamp) {
        for left in self.desired.remembered.left.clone() {
            if left.is_displaced(&self.keys, &self.desired.purpose) {
                self.desired.remembered.forget_left(&left.selector);
                continue;
            }
            // A record that is dropped may be found to be gone at once; there is no third step.
            for _ in 0..2 {
                if !self.step_left_key(&left, seen, now) {
                    break;
                }
            }
        }
    }

    /// One step of one key; whether another may follow.
    fn step_left_key(&mut self, left: &LeftKey, seen: &Seen, now: Timestamp) -> bool {
        let selector = &left.selector;
        let case = KeyCase {
            key: &left.as_key(),
            record: self.record_of(selector),
            standing: &seen.key(selector).standing,
            // Nothing that is remembered decides about a key that retires.
            memory: &KeyMemory::new(selector.clone()),
            signer: SignerWord::Unsaid,
        };
        match dkim_key::next(case, now) {
            KeyStep::Rest => false,
            KeyStep::Wait(wait) => {
                let selector = selector.clone();
                self.waiting.push(Waiting::Key { selector, wait });
                false
            }
            KeyStep::DropRecord => {
                self.drop_record(selector);
                true
            }
            KeyStep::Move(to) => {
                self.desired.remembered.forget_left(selector);
                self.moved.push(Moved::Key {
                    selector: selector.clone(),
                    to,
                });
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::answers::Failure;
    use crate::dkim::KeyIntent;
    use crate::domain::desired::{Desired, KeyPlace, ReportAddresses};
    use crate::lifecycle::dkim_key::{KeyRecordSeen, KeyWait, RECORD_KEPT_SECONDS};
    use crate::lifecycle::mta_sts::MtaStsSeen;
    use crate::lifecycle::{Request, Standing, advance};

    use super::*;

    const SWITCH: Timestamp = Timestamp(1_795_521_600);

    fn selector() -> Selector {
        Selector::parse("dkim").unwrap()
    }

    fn wanted(public: PublicKey) -> DesiredKey {
        DesiredKey {
            selector: selector(),
            key: KeyIntent::sign(public),
            made: Timestamp(0),
            place: KeyPlace::Selector,
        }
    }

    /// A domain that wants another's key.
    fn adopted() -> Desired {
        let domain = crate::name::DomainName::parse("example.com").unwrap();
        let reports = ReportAddresses::of(&domain);
        let keys = vec![wanted(PublicKey::Ed25519([1; 32]))];
        Desired::first(domain, Vec::new(), keys, reports)
    }

    fn seen(standing: Standing) -> Seen {
        Seen {
            keys: vec![KeyRecordSeen {
                selector: selector(),
                standing,
                negative_ttl_seconds: None,
            }],
            mta_sts: MtaStsSeen::nothing(),
            dmarc: Standing::Unknown(Failure::NotAsked),
            ours: Vec::new(),
        }
    }

    fn after(desired: &Desired, standing: Standing, seconds: u64) -> Advanced {
        let now = SWITCH.plus_seconds(seconds);
        advance(desired, &[], &seen(standing), &Request::plain(), now)
    }

    fn switched(desired: &Desired, ours: &[Key], public: PublicKey) -> Advanced {
        let request = Request {
            ceased: vec![LeftKey {
                selector: selector(),
                public,
                since: SWITCH,
            }],
            ..Request::plain()
        };
        advance(desired, ours, &seen(Standing::Everywhere), &request, SWITCH)
    }

    fn waits(advanced: &Advanced) -> Vec<KeyWait> {
        let of_key = |waiting: &Waiting| match waiting {
            Waiting::Key { wait, .. } => Some(wait.clone()),
            Waiting::MtaSts(_)
            | Waiting::Dmarc(_)
            | Waiting::Parking(_)
            | Waiting::Departure(_) => None,
        };
        advanced.waiting.iter().filter_map(of_key).collect()
    }

    fn is_wanted(advanced: &Advanced) -> bool {
        advanced.record_of(&selector()) == RecordWanted::Wanted
    }

    #[test]
    fn a_record_goes_a_week_after_the_switch_and_never_before() {
        // Years before, nothing touches it.
        let before = after(&adopted(), Standing::Everywhere, 99 * RECORD_KEPT_SECONDS);
        assert!(is_wanted(&before) && waits(&before).is_empty());

        let over = SWITCH.plus_seconds(RECORD_KEPT_SECONDS);
        let moved = switched(&adopted(), &[], PublicKey::Ed25519([1; 32]));
        assert_eq!(waits(&moved), [KeyWait::LateMail(over)]);
        let again = switched(&moved.desired, &[], PublicKey::Ed25519([1; 32]));
        assert_eq!(again.desired, moved.desired);
        let week = after(
            &moved.desired,
            Standing::Everywhere,
            RECORD_KEPT_SECONDS - 1,
        );
        assert!(is_wanted(&week));

        let dropped = after(&week.desired, Standing::Everywhere, RECORD_KEPT_SECONDS);
        assert!(!is_wanted(&dropped));
        // It is named for as long as it stands, whosever it is, and as long as nobody could look.
        assert_eq!(waits(&dropped), [KeyWait::Removed]);
        let unknown = Standing::Unknown(Failure::Timeout);
        let unseen = after(&dropped.desired, unknown, RECORD_KEPT_SECONDS + 1);
        assert_eq!(waits(&unseen), [KeyWait::NotSeen(Failure::Timeout)]);
        let gone = after(&unseen.desired, Standing::Nowhere, RECORD_KEPT_SECONDS + 2);
        assert_eq!(gone.desired.remembered.left, []);
        assert_eq!(waits(&gone), []);
    }

    #[test]
    fn only_the_key_that_ceased_is_let_go() {
        let other = switched(&adopted(), &[], PublicKey::Ed25519([2; 32]));
        assert_eq!(other.desired.remembered.left, []);
        let ours = Key {
            selector: selector(),
            public: PublicKey::Ed25519([1; 32]),
            state: KeyState::Active,
            since: SWITCH,
        };
        let ours = switched(&adopted(), &[ours], PublicKey::Ed25519([1; 32]));
        assert_eq!(ours.desired.remembered.left, []);

        // Another key at the selector since then: the memory of the one before ends.
        let mut moved = switched(&adopted(), &[], PublicKey::Ed25519([1; 32])).desired;
        if let Purpose::Mail(intent) = &mut moved.purpose {
            intent.keys = vec![wanted(PublicKey::Ed25519([2; 32]))];
        }
        let displaced = after(&moved, Standing::Another, 2 * RECORD_KEPT_SECONDS);
        assert!(is_wanted(&displaced));
        assert_eq!(displaced.desired.remembered.left, []);
    }
}
