//! New keys beside those that sign, the calling off of such a succession, and the return of a parked
//! domain to mail.

use std::fmt;

use protocols::answers::{Answers, Failure, MxRecord};
use protocols::dkim::{KeyIntent, PublicKey, Selector};
use protocols::domain::desired::{Desired, DesiredKey, KeyPlace, Purpose, ReportAddresses};
use protocols::lifecycle::dkim_key::{KeyMemory, NEGATIVE_TTL_SECONDS_MAX};
use protocols::lifecycle::{Advanced, Key, KeyState, Vacancy, call_off, vacancy};
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::advance::{entry, keep, stored};
use crate::apply::nothing_under_way;
use crate::drive::{Ask, DriveError, drive};
use crate::journal::{Noted, What};
use crate::keys::{KINDS_DEFAULT, KeyKind, MakeKeys, NotMade, default_selector};
use crate::ledger::{Change, Ledger, LedgerError, NewKey};

/// Which keys are to have successors, and how these are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RotateRequest {
    /// The kinds; empty for those that sign now, or the usual ones where none does.
    pub kinds: Vec<KeyKind>,
    /// The selector, where one kind is asked for.
    pub selector: NewSelector,
}

/// How a new selector is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewSelector {
    /// By kind and month, with a letter behind it when the month has had one.
    ByMonth,
    /// This.
    Given(Selector),
}

/// Why there is no new key. Nothing was stored then.
#[derive(Debug)]
pub enum RotateError {
    /// The domain has no mail.
    Parked,
    /// The domain has mail.
    NotParked,
    /// The domain is on its way to having no mail.
    Parking,
    /// The domain is on its way out.
    Leaving,
    /// A key of the same algorithm is on its way to sign.
    UnderWay(Selector),
    /// No key is on its way to sign.
    NothingUnderWay,
    /// One selector was given for keys of several kinds.
    OneSelector,
    /// Something stands at the selector, or did.
    SelectorTaken(Selector),
    /// Could not be learnt whether the selector is free.
    NotSeen(Selector, Failure),
    /// No name is left for the month.
    NoName,
    /// No key could be made.
    Key(NotMade),
    /// The look at the world came to no end.
    Drive(DriveError),
    /// The ledger refused or failed.
    Ledger(LedgerError),
}

impl fmt::Display for RotateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RotateError::Parked => f.write_str("the domain has no mail"),
            RotateError::NotParked => f.write_str("the domain has mail"),
            RotateError::Leaving => f.write_str("the domain is being left"),
            RotateError::Parking => f.write_str("the domain is being parked"),
            RotateError::UnderWay(selector) => {
                write!(f, "the key {selector} is on its way to sign")
            }
            RotateError::NothingUnderWay => f.write_str("no key is on its way to sign"),
            RotateError::OneSelector => f.write_str("one selector for several keys"),
            RotateError::SelectorTaken(selector) => write!(f, "the selector {selector} is taken"),
            RotateError::NotSeen(selector, _) => {
                write!(
                    f,
                    "whether the selector {selector} is free could not be learnt"
                )
            }
            RotateError::NoName => f.write_str("no selector is left for this month"),
            RotateError::Key(error) => error.fmt(f),
            RotateError::Drive(error) => error.fmt(f),
            RotateError::Ledger(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RotateError {}

impl From<LedgerError> for RotateError {
    fn from(error: LedgerError) -> RotateError {
        RotateError::Ledger(error)
    }
}

/// Makes new keys beside those that sign. They sign when everyone can see them and whoever signs has
/// them, which [`advance`](crate::advance::advance) finds out.
pub async fn rotate(
    ledger: &impl Ledger,
    ask: &impl Ask,
    maker: &impl MakeKeys,
    domain: &DomainName,
    request: &RotateRequest,
    now: Timestamp,
) -> Result<Vec<DesiredKey>, RotateError> {
    let stored = stored(ledger, domain).await?;
    let keys = ledger.keys(domain).await?;
    let mut desired = stored.desired;
    stays(&desired)?;
    if desired.remembered.parking.is_some() {
        return Err(RotateError::Parking);
    }
    let Purpose::Mail(_) = &desired.purpose else {
        return Err(RotateError::Parked);
    };
    let kinds = match request.kinds.as_slice() {
        [] => kinds_of(&keys),
        kinds => kinds.to_vec(),
    };
    for kind in &kinds {
        let mut coming = keys.iter().filter(|key| key.state.is_coming());
        if let Some(key) = coming.find(|key| is_of(*kind, &key.public)) {
            return Err(RotateError::UnderWay(key.selector.clone()));
        }
    }
    if let (NewSelector::Given(_), 2..) = (&request.selector, kinds.len()) {
        return Err(RotateError::OneSelector);
    }
    let (wanted, added) = successors(
        &mut desired,
        &Makers { ask, maker },
        &keys,
        &kinds,
        &request.selector,
        now,
    )
    .await?;
    let mut changes = vec![Change::Desire {
        desired: desired.clone(),
        read: stored.revision,
    }];
    changes.extend(added.into_iter().map(Change::AddKey));
    nothing_under_way(ledger, domain).await?;
    let noted = Noted {
        parts: selectors(&wanted),
        ..Noted::of(What::Rotate)
    };
    let entry = entry(&desired, &noted, changes);
    ledger.commit(entry, now).await?;
    Ok(wanted)
}

/// Calls a succession off: keys on their way to sign never will.
pub async fn abort(
    ledger: &impl Ledger,
    domain: &DomainName,
    now: Timestamp,
) -> Result<Advanced, RotateError> {
    let stored = stored(ledger, domain).await?;
    let keys = ledger.keys(domain).await?;
    let signs = |key: &Key| key.state == KeyState::Active;
    // Without a key that signs nothing is succeeded: these are the domain's first keys.
    if !keys.iter().any(|key| key.state.is_coming()) || !keys.iter().any(signs) {
        return Err(RotateError::NothingUnderWay);
    }
    let next = call_off(&stored.desired, &keys, now);
    keep(ledger, &stored, &keys, &next, What::RotateAbort, now).await?;
    Ok(next)
}

/// Gives a parked domain mail again, as if it was taken in anew; its selectors of before stay used.
pub async fn come_back(
    ledger: &impl Ledger,
    ask: &impl Ask,
    maker: &impl MakeKeys,
    domain: &DomainName,
    mx: Vec<MxRecord>,
    now: Timestamp,
) -> Result<Desired, RotateError> {
    let stored = stored(ledger, domain).await?;
    let keys = ledger.keys(domain).await?;
    stays(&stored.desired)?;
    let Purpose::Parked { rua } = &stored.desired.purpose else {
        return Err(RotateError::NotParked);
    };
    let mut reports = ReportAddresses::of(domain);
    if !rua.is_empty() {
        reports.dmarc.clone_from(rua);
        reports.tls.clone_from(rua);
    }
    let mut desired = Desired::first(domain.clone(), mx, Vec::new(), reports);
    desired.remembered.keys = stored.desired.remembered.keys;
    desired.remembered.left = stored.desired.remembered.left;
    let makers = Makers { ask, maker };
    let (wanted, added) = successors(
        &mut desired,
        &makers,
        &keys,
        &KINDS_DEFAULT,
        &NewSelector::ByMonth,
        now,
    )
    .await?;
    let mut changes = vec![Change::Desire {
        desired: desired.clone(),
        read: stored.revision,
    }];
    changes.extend(added.into_iter().map(Change::AddKey));
    nothing_under_way(ledger, domain).await?;
    let noted = Noted {
        parts: selectors(&wanted),
        ..Noted::of(What::ComeBack)
    };
    let entry = entry(&desired, &noted, changes);
    ledger.commit(entry, now).await?;
    Ok(desired)
}

/// Nothing begins at a domain that is on its way out.
fn stays(desired: &Desired) -> Result<(), RotateError> {
    match desired.remembered.departure {
        Some(_) => Err(RotateError::Leaving),
        None => Ok(()),
    }
}

fn selectors(keys: &[DesiredKey]) -> Vec<String> {
    keys.iter().map(|key| key.selector.to_string()).collect()
}

/// Who is asked whether a selector is free, and who makes its key.
struct Makers<'a, A, M> {
    ask: &'a A,
    maker: &'a M,
}

/// New keys, put among those that are wanted.
async fn successors<A: Ask, M: MakeKeys>(
    desired: &mut Desired,
    makers: &Makers<'_, A, M>,
    keys: &[Key],
    kinds: &[KeyKind],
    selector: &NewSelector,
    now: Timestamp,
) -> Result<(Vec<DesiredKey>, Vec<NewKey>), RotateError> {
    let mut wanted = Vec::new();
    let mut added = Vec::new();
    for kind in kinds {
        let names = candidates(selector, *kind, now)?;
        let (selector, place, negative_ttl) =
            free_selector(&desired.domain, makers.ask, keys, &names).await?;
        let made = makers.maker.make(*kind).map_err(RotateError::Key)?;
        let key = DesiredKey {
            selector: selector.clone(),
            key: KeyIntent::sign(made.public.clone()),
            made: now,
            place,
        };
        let mut memory = KeyMemory::new(selector.clone());
        if let Some(seconds) = negative_ttl {
            memory.negative_ttl_seconds = seconds.min(NEGATIVE_TTL_SECONDS_MAX);
        }
        desired.remembered.set_key(memory);
        if let Purpose::Mail(intent) = &mut desired.purpose {
            intent.keys.push(key.clone());
        }
        wanted.push(key);
        added.push(NewKey {
            selector,
            public: made.public,
            private: made.private,
        });
    }
    Ok((wanted, added))
}

/// Letters behind the month, for the second key of one and the next.
const LETTERS: &str = "bcdefghijklmnopqrstuvwxyz";

fn candidates(
    selector: &NewSelector,
    kind: KeyKind,
    now: Timestamp,
) -> Result<Vec<Selector>, RotateError> {
    let first = match selector {
        NewSelector::Given(selector) => return Ok(vec![selector.clone()]),
        NewSelector::ByMonth => default_selector(kind, now).ok_or(RotateError::NoName)?,
    };
    let more = LETTERS
        .chars()
        .filter_map(|letter| Selector::parse(&format!("{first}{letter}")));
    Ok(std::iter::once(first.clone()).chain(more).collect())
}

type FreeSelector = (Selector, KeyPlace, Option<u32>);

/// The first of these that neither we nor the DNS ever used.
async fn free_selector(
    domain: &DomainName,
    ask: &impl Ask,
    keys: &[Key],
    names: &[Selector],
) -> Result<FreeSelector, RotateError> {
    let mut taken = None;
    for name in names {
        // A selector never has two keys, not even one after the other.
        if keys.iter().any(|key| key.selector == *name) {
            taken = Some(name);
            continue;
        }
        let mut answers = Answers::new();
        let verdict = |answers: &Answers| vacancy(domain, name, answers);
        let found = drive(ask, &mut answers, verdict).await;
        match found.map_err(RotateError::Drive)? {
            Vacancy::Free {
                place,
                negative_ttl_seconds,
            } => return Ok((name.clone(), place, negative_ttl_seconds)),
            Vacancy::Taken => taken = Some(name),
            Vacancy::Unknown(failure) => return Err(RotateError::NotSeen(name.clone(), failure)),
        }
    }
    Err(match (names, taken) {
        ([_], Some(name)) => RotateError::SelectorTaken(name.clone()),
        (_, _) => RotateError::NoName,
    })
}

/// The kinds of the keys that sign.
fn kinds_of(keys: &[Key]) -> Vec<KeyKind> {
    let active = keys.iter().filter(|key| key.state == KeyState::Active);
    let mut kinds: Vec<KeyKind> = active.map(|key| kind_of(&key.public)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.is_empty() {
        return KINDS_DEFAULT.to_vec();
    }
    kinds
}

/// The kind a successor of this key has: no shorter, and never below 2048 bits.
fn kind_of(key: &PublicKey) -> KeyKind {
    match key {
        PublicKey::Ed25519(_) => KeyKind::Ed25519,
        PublicKey::Rsa(key) => match key.modulus_bits() {
            0..=2_048 => KeyKind::Rsa2048,
            2_049..=3_072 => KeyKind::Rsa3072,
            3_073.. => KeyKind::Rsa4096,
        },
    }
}

/// Whether a key has the algorithm of this kind.
fn is_of(kind: KeyKind, key: &PublicKey) -> bool {
    match (kind, key) {
        (KeyKind::Ed25519, PublicKey::Ed25519(_)) => true,
        (KeyKind::Rsa2048 | KeyKind::Rsa3072 | KeyKind::Rsa4096, PublicKey::Rsa(_)) => true,
        (KeyKind::Ed25519, PublicKey::Rsa(_)) => false,
        (KeyKind::Rsa2048 | KeyKind::Rsa3072 | KeyKind::Rsa4096, PublicKey::Ed25519(_)) => false,
    }
}
