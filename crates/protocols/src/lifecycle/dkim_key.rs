//! The life of a DKIM key, from made to gone.
//!
//! A new key comes beside the one that signs, on a selector of its own, and signs only when every
//! receiver can find it. RFC 6376 §5.2: 'the old public key should be retained for a reasonable
//! validation interval before being removed from the key server'. RSA and Ed25519 keys live side by
//! side, each algorithm with its own succession.

use crate::answers::Failure;
use crate::dkim::{PublicKey, Selector};
use crate::time::Timestamp;

use super::standing::Standing;

/// Where a DKIM key stands. It signs only while `Active`. A state is never skipped forward, save that
/// a key which shall never sign goes straight to `Retiring`, or to `Retired` when it never was in the
/// DNS; and a key that was lost from the DNS before it signed goes back to `Published`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyState {
    /// Made, not yet in the DNS.
    Created,
    /// Written to the DNS.
    Published,
    /// Seen at every authoritative server, and the negative TTL is over.
    Visible,
    /// Signs.
    Active,
    /// No longer signs; its record stays for mail still under way.
    Retiring,
    /// Its record is gone.
    Retired,
}

impl KeyState {
    /// Every state, from the first.
    pub const ALL: [KeyState; 6] = [
        KeyState::Created,
        KeyState::Published,
        KeyState::Visible,
        KeyState::Active,
        KeyState::Retiring,
        KeyState::Retired,
    ];

    /// As programs and the journal have it; it never changes and is in no language.
    pub fn code(self) -> &'static str {
        match self {
            KeyState::Created => "created",
            KeyState::Published => "published",
            KeyState::Visible => "visible",
            KeyState::Active => "active",
            KeyState::Retiring => "retiring",
            KeyState::Retired => "retired",
        }
    }

    /// Whether the key is on its way to sign.
    pub fn is_coming(self) -> bool {
        match self {
            KeyState::Created | KeyState::Published | KeyState::Visible => true,
            KeyState::Active | KeyState::Retiring | KeyState::Retired => false,
        }
    }
}

/// For how long the record of a key stays after its last signature, in seconds: a week. RFC 5321
/// §4.5.4.1: 'the give-up time generally needs to be at least 4-5 days', and mail may be verified
/// later than it is delivered.
pub const RECORD_KEPT_SECONDS: u64 = 7 * 86_400;
/// For how long resolvers keep an absence where nobody told us, in seconds. RFC 2308 §5: 'Values of
/// one to three hours have been found to work well'.
pub const NEGATIVE_TTL_SECONDS_DEFAULT: u32 = 10_800;
/// The longest negative TTL that is waited for, in seconds. RFC 2308 §5: 'Values exceeding one day
/// have been found to be problematic', and resolvers cut them.
pub const NEGATIVE_TTL_SECONDS_MAX: u32 = 86_400;

/// A DKIM key without its private part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The selector.
    pub selector: Selector,
    /// The public part.
    pub public: PublicKey,
    /// Where it stands.
    pub state: KeyState,
    /// Since when.
    pub since: Timestamp,
}

/// What is remembered of a key beside its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyMemory {
    /// Its selector.
    pub selector: Selector,
    /// Since when its record was seen at every server without a break.
    pub seen_since: Option<Timestamp>,
    /// For how long resolvers may keep that there was none, in seconds.
    pub negative_ttl_seconds: u32,
}

impl KeyMemory {
    /// Of a key of which nothing was seen.
    pub fn new(selector: Selector) -> KeyMemory {
        KeyMemory {
            selector,
            seen_since: None,
            negative_ttl_seconds: NEGATIVE_TTL_SECONDS_DEFAULT,
        }
    }

    /// With what was just seen of its record.
    #[must_use]
    pub fn seeing(mut self, record: &KeyRecordSeen, now: Timestamp) -> KeyMemory {
        match record.standing {
            Standing::Everywhere => self.seen_since = self.seen_since.or(Some(now)),
            Standing::Partly { .. } | Standing::Nowhere | Standing::Another => {
                self.seen_since = None;
            }
            // What was seen stays seen; no move rests on it without a new look.
            Standing::Unknown(_) => {}
        }
        if let Some(seconds) = record.negative_ttl_seconds {
            self.negative_ttl_seconds = seconds.min(NEGATIVE_TTL_SECONDS_MAX);
        }
        self
    }

    /// When every resolver knows of a record that was seen everywhere at `seen`.
    fn known_everywhere(&self, seen: Timestamp) -> Timestamp {
        seen.plus_seconds(self.negative_ttl_seconds.into())
    }
}

/// What was seen at a key's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRecordSeen {
    /// The selector.
    pub selector: Selector,
    /// What the servers have there.
    pub standing: Standing,
    /// For how long resolvers keep the absence, in seconds; `None` where nobody said.
    pub negative_ttl_seconds: Option<u32>,
}

/// Whether the record of a key is among those that are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordWanted {
    /// It is.
    Wanted,
    /// It is to go.
    Dropped,
}

/// What the owner says of whoever signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignerWord {
    /// Nothing.
    Unsaid,
    /// It signs with the new keys now.
    UsesNewKeys,
}

/// What comes next in a key's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyStep {
    /// Nothing.
    Rest,
    /// This state. A key that becomes active sends the one before it into retirement.
    Move(KeyState),
    /// Its record is no longer published.
    DropRecord,
    /// Not yet.
    Wait(KeyWait),
}

/// What a key waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyWait {
    /// Its record is to be written.
    Written,
    /// Its record is to be written at its name, where another stands.
    OtherRecord,
    /// These servers do not have its record.
    EveryServer(Vec<String>),
    /// Resolvers may keep that there was no record.
    NegativeTtl(Timestamp),
    /// Whoever signs must be given it, and the owner says so.
    Signer,
    /// Mail that was signed with it may be under way.
    LateMail(Timestamp),
    /// Its record is to be removed.
    Removed,
    /// The servers could not be asked.
    NotSeen(Failure),
    /// **It signs, and its record is not at every server**: receivers cannot verify it.
    LostWhileSigning,
}

/// One key with all that decides about it.
#[derive(Debug, Clone, Copy)]
pub struct KeyCase<'a> {
    /// The key.
    pub key: &'a Key,
    /// Whether its record is published.
    pub record: RecordWanted,
    /// What the servers have, as of now.
    pub standing: &'a Standing,
    /// What is remembered, with what was seen now.
    pub memory: &'a KeyMemory,
    /// What the owner says.
    pub signer: SignerWord,
}

/// What comes next for a key.
pub fn next(case: KeyCase<'_>, now: Timestamp) -> KeyStep {
    match case.key.state {
        KeyState::Created => created(case.standing),
        KeyState::Published => published(case, now),
        KeyState::Visible => visible(case),
        KeyState::Active => active(case.standing),
        KeyState::Retiring => retiring(case, now),
        KeyState::Retired => KeyStep::Rest,
    }
}

fn created(standing: &Standing) -> KeyStep {
    match standing {
        Standing::Everywhere | Standing::Partly { .. } => KeyStep::Move(KeyState::Published),
        Standing::Nowhere => KeyStep::Wait(KeyWait::Written),
        Standing::Another => KeyStep::Wait(KeyWait::OtherRecord),
        Standing::Unknown(failure) => KeyStep::Wait(KeyWait::NotSeen(*failure)),
    }
}

fn published(case: KeyCase<'_>, now: Timestamp) -> KeyStep {
    if let Some(wait) = not_everywhere(case.standing) {
        return KeyStep::Wait(wait);
    }
    let known = case
        .memory
        .known_everywhere(case.memory.seen_since.unwrap_or(now));
    if now < known {
        return KeyStep::Wait(KeyWait::NegativeTtl(known));
    }
    KeyStep::Move(KeyState::Visible)
}

fn visible(case: KeyCase<'_>) -> KeyStep {
    match (not_everywhere(case.standing), case.signer) {
        (Some(wait @ KeyWait::NotSeen(_)), _) => KeyStep::Wait(wait),
        (Some(_), _) => KeyStep::Move(KeyState::Published),
        (None, SignerWord::UsesNewKeys) => KeyStep::Move(KeyState::Active),
        (None, SignerWord::Unsaid) => KeyStep::Wait(KeyWait::Signer),
    }
}

fn active(standing: &Standing) -> KeyStep {
    match standing {
        Standing::Everywhere | Standing::Unknown(_) => KeyStep::Rest,
        Standing::Partly { .. } | Standing::Nowhere | Standing::Another => {
            KeyStep::Wait(KeyWait::LostWhileSigning)
        }
    }
}

fn retiring(case: KeyCase<'_>, now: Timestamp) -> KeyStep {
    let over = case.key.since.plus_seconds(RECORD_KEPT_SECONDS);
    if now < over {
        return KeyStep::Wait(KeyWait::LateMail(over));
    }
    match (case.record, case.standing) {
        (RecordWanted::Wanted, _) => KeyStep::DropRecord,
        // Another record at the name is not this key's any more.
        (RecordWanted::Dropped, Standing::Nowhere | Standing::Another) => {
            KeyStep::Move(KeyState::Retired)
        }
        (RecordWanted::Dropped, Standing::Unknown(failure)) => {
            KeyStep::Wait(KeyWait::NotSeen(*failure))
        }
        (RecordWanted::Dropped, Standing::Everywhere | Standing::Partly { .. }) => {
            KeyStep::Wait(KeyWait::Removed)
        }
    }
}

/// What is missing where a record is not at every server.
fn not_everywhere(standing: &Standing) -> Option<KeyWait> {
    match standing {
        Standing::Everywhere => None,
        Standing::Partly { without } => Some(KeyWait::EveryServer(without.clone())),
        Standing::Nowhere => Some(KeyWait::Written),
        Standing::Another => Some(KeyWait::OtherRecord),
        Standing::Unknown(failure) => Some(KeyWait::NotSeen(*failure)),
    }
}

/// What becomes of a key that shall not sign any more, or never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenUp {
    /// It was never in the DNS: it is gone at once.
    Never,
    /// Its record stays for a week, since mail may have been signed with it.
    Retiring,
    /// It is given up already.
    Already,
}

impl GivenUp {
    /// For a key in this state.
    pub fn of(state: KeyState) -> GivenUp {
        match state {
            KeyState::Created => GivenUp::Never,
            KeyState::Published | KeyState::Visible | KeyState::Active => GivenUp::Retiring,
            KeyState::Retiring | KeyState::Retired => GivenUp::Already,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_521_600);

    struct Case {
        state: KeyState,
        since: Timestamp,
        record: RecordWanted,
        standing: Standing,
        seen_since: Option<Timestamp>,
        signer: SignerWord,
    }

    impl Case {
        fn of(state: KeyState, standing: Standing) -> Case {
            Case {
                state,
                since: Timestamp(0),
                record: RecordWanted::Wanted,
                standing,
                seen_since: None,
                signer: SignerWord::Unsaid,
            }
        }

        fn gives(&self, expected: KeyStep) {
            let selector = Selector::parse("s1").unwrap();
            let key = Key {
                selector: selector.clone(),
                public: PublicKey::Ed25519([0; 32]),
                state: self.state,
                since: self.since,
            };
            let memory = KeyMemory {
                seen_since: self.seen_since,
                ..KeyMemory::new(selector)
            };
            let case = KeyCase {
                key: &key,
                record: self.record,
                standing: &self.standing,
                memory: &memory,
                signer: self.signer,
            };
            assert_eq!(next(case, NOW), expected);
        }
    }

    fn ago(seconds: u64) -> Timestamp {
        Timestamp(NOW.0 - seconds)
    }

    #[test]
    fn a_record_must_be_at_every_server_for_the_negative_ttl() {
        let partly = Standing::Partly {
            without: vec!["ns2".to_owned()],
        };
        let wait = KeyWait::EveryServer(vec!["ns2".to_owned()]);
        Case::of(KeyState::Created, partly.clone()).gives(KeyStep::Move(KeyState::Published));
        Case::of(KeyState::Published, partly).gives(KeyStep::Wait(wait));
        let mut case = Case::of(KeyState::Published, Standing::Everywhere);
        case.seen_since = Some(ago(10_799));
        case.gives(KeyStep::Wait(KeyWait::NegativeTtl(NOW.plus_seconds(1))));
        case.seen_since = Some(ago(10_800));
        case.gives(KeyStep::Move(KeyState::Visible));
    }

    #[test]
    fn no_key_signs_unseen() {
        let said = |standing| Case {
            signer: SignerWord::UsesNewKeys,
            ..Case::of(KeyState::Visible, standing)
        };
        said(Standing::Everywhere).gives(KeyStep::Move(KeyState::Active));
        said(Standing::Nowhere).gives(KeyStep::Move(KeyState::Published));
        let failed = Standing::Unknown(Failure::Timeout);
        said(failed).gives(KeyStep::Wait(KeyWait::NotSeen(Failure::Timeout)));
        let unsaid = Case::of(KeyState::Visible, Standing::Everywhere);
        unsaid.gives(KeyStep::Wait(KeyWait::Signer));
    }

    #[test]
    fn a_record_stays_for_a_week() {
        let mut case = Case::of(KeyState::Retiring, Standing::Everywhere);
        case.since = ago(RECORD_KEPT_SECONDS - 1);
        case.gives(KeyStep::Wait(KeyWait::LateMail(NOW.plus_seconds(1))));
        case.since = ago(RECORD_KEPT_SECONDS);
        case.gives(KeyStep::DropRecord);
        case.record = RecordWanted::Dropped;
        case.gives(KeyStep::Wait(KeyWait::Removed));
        case.standing = Standing::Nowhere;
        case.gives(KeyStep::Move(KeyState::Retired));
    }
}
