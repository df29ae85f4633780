//! Reading and writing where an interface has whole sets: what is the same for each of them.
//!
//! A change sends the records that stay as they were listed, in their order and spelling, then the new
//! ones. Where the interface knows a condition, it is bound to what was listed.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;

use app::zone::{Why, Written, ZoneError};
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetChange, RrSetKey, same_values};

use super::change::{
    cannot_hold, changes_ttl, check_added, check_effect, check_kept, check_standing, relative_owner,
};
use super::steps::{delegated, unread};

/// One set as its interface lists it.
pub(crate) trait Listed: Clone + Send + Sync {
    /// One record of it.
    type Record: Clone + Send + Sync;

    /// Its type, as the DNS writes it.
    fn kind(&self) -> &str;

    /// Its TTL, in seconds.
    fn ttl_seconds(&self) -> u32;

    /// Its records.
    fn records(&self) -> &[Self::Record];

    /// What a record says; `None` where it cannot be read.
    fn read(&self, record: &Self::Record) -> Option<RecordData>;

    /// Why it is more than a set of records and is left alone, such as an alias; `None` where it is not.
    fn special(&self) -> Option<Why>;
}

/// The sets by their owners; an owner without one is not in it.
pub(crate) type Sets<S> = BTreeMap<DomainName, Vec<S>>;

/// A change as it is sent.
#[derive(Debug)]
pub(crate) struct Replacement<'a, S: Listed> {
    /// Which set.
    pub(crate) key: &'a RrSetKey,
    /// What was listed; `None` where there was no such set.
    pub(crate) standing: Option<&'a S>,
    /// What shall stand; `None` where the set is to go.
    pub(crate) wanted: Option<Wanted<S::Record>>,
}

/// A set as it shall stand.
#[derive(Debug)]
pub(crate) struct Wanted<R> {
    /// Its TTL, in seconds.
    pub(crate) ttl_seconds: u32,
    /// Its records.
    pub(crate) records: Vec<R>,
}

/// Why a change was not made.
#[derive(Debug)]
pub(crate) enum NotMade {
    /// It was refused in a way that can mean that something else stands than was listed.
    Doubted(String),
    /// Something else.
    Failed(ZoneError),
}

/// A zone at an interface that has whole sets.
pub(crate) trait SetZone: Sync {
    /// Its sets.
    type Set: Listed;

    /// Its apex.
    fn apex(&self) -> &DomainName;

    /// All sets of every type at these names.
    fn sets(
        &self,
        owners: &BTreeSet<DomainName>,
    ) -> impl Future<Output = Result<Sets<Self::Set>, ZoneError>> + Send;

    /// The TTL that is taken where this one is asked for, in seconds.
    fn taken_ttl(&self, asked: u32) -> u32;

    /// How long its name servers may take, in seconds.
    fn visible_within_seconds(&self) -> u32;

    /// A new record, or why there can be none.
    fn write(&self, data: &RecordData) -> Result<<Self::Set as Listed>::Record, Why>;

    /// Sends a change.
    fn send(
        &self,
        replacement: Replacement<'_, Self::Set>,
    ) -> impl Future<Output = Result<(), NotMade>> + Send;
}

/// Reads for [`app::zone::Zone::read`].
pub(crate) async fn read<Z: SetZone>(
    zone: &Z,
    keys: &[RrSetKey],
) -> Result<Vec<Option<RrSet>>, ZoneError> {
    let mut owners = BTreeSet::new();
    for key in keys {
        owners.extend(names_up_to(zone.apex(), key)?);
    }
    let sets = zone.sets(&owners).await?;
    keys.iter()
        .map(|key| {
            check_served(zone.apex(), &sets, key)?;
            standing(&sets, key)
                .map(set_of)
                .transpose()
                .map(Option::flatten)
        })
        .collect()
}

/// Writes for [`app::zone::Zone::write`].
pub(crate) async fn write<Z: SetZone>(
    zone: &Z,
    change: &RrSetChange,
) -> Result<Written, ZoneError> {
    let key = &change.key;
    check_added(change)?;
    let owners = names_up_to(zone.apex(), key)?;
    let sets = zone.sets(&owners).await?;
    check_served(zone.apex(), &sets, key)?;
    check_beside(change, &sets)?;
    let listed = standing(&sets, key);
    let before = listed.map(set_of).transpose()?.flatten();
    check_standing(change, before.as_ref())?;
    let (wanted, ttl_seconds) = wanted(zone, change, listed)?;
    let written = Written {
        visible_within_seconds: zone.visible_within_seconds(),
        ttl_seconds,
    };
    if !is_needed(change, listed, wanted.as_ref()) {
        return Ok(written);
    }
    let sent = zone.send(Replacement {
        key,
        standing: listed,
        wanted,
    });
    match sent.await {
        Ok(()) => {}
        Err(NotMade::Failed(error)) => return Err(error),
        Err(NotMade::Doubted(words)) => return Err(doubt(zone, change, words).await),
    }
    let now = zone.sets(&owners).await.map_err(unread)?;
    let now = standing(&now, key)
        .map(set_of)
        .transpose()
        .map_err(unread)?;
    let now = now.flatten();
    check_effect(change, now.as_ref())?;
    check_kept(change, now.as_ref())?;
    Ok(written)
}

/// What a refusal means is told by what stands now.
async fn doubt<Z: SetZone>(zone: &Z, change: &RrSetChange, words: String) -> ZoneError {
    match read(zone, std::slice::from_ref(&change.key)).await {
        Ok(mut sets) => match sets.pop().flatten() {
            now if same_values(now.as_ref(), change.before.as_ref()) => {
                ZoneError::Refused(Why::Words { words })
            }
            standing => ZoneError::Changed {
                key: change.key.clone(),
                standing,
            },
        },
        // It was refused all the same, so nothing was changed.
        Err(_) => ZoneError::Refused(Why::Words { words }),
    }
}

/// The owner and the names between it and the apex, at which it could be delegated.
fn names_up_to(apex: &DomainName, key: &RrSetKey) -> Result<BTreeSet<DomainName>, ZoneError> {
    relative_owner(apex, key)?;
    let mut names = BTreeSet::from([key.owner.clone()]);
    let mut name = key.owner.parent();
    while let Some(between) = name.filter(|name| name != apex && name.is_at_or_below(apex)) {
        name = between.parent();
        names.insert(between);
    }
    Ok(names)
}

fn check_served<S: Listed>(
    apex: &DomainName,
    sets: &Sets<S>,
    key: &RrSetKey,
) -> Result<(), ZoneError> {
    let is_cut = |(name, at): &(&DomainName, &Vec<S>)| {
        *name != apex && key.owner.is_at_or_below(name) && at.iter().any(|set| set.kind() == "NS")
    };
    match sets.iter().find(is_cut) {
        None => Ok(()),
        Some((cut, _)) => Err(delegated(cut)),
    }
}

/// RFC 1034 §3.6.2: 'If a CNAME RR is present at a node, no other data should be present'.
fn check_beside<S: Listed>(change: &RrSetChange, sets: &Sets<S>) -> Result<(), ZoneError> {
    let key = &change.key;
    let at = sets.get(&key.owner).map_or(&[][..], Vec::as_slice);
    let is_alias = |set: &S| set.kind() == RecordKind::Cname.word();
    let beside = match key.kind {
        RecordKind::Cname if at.iter().any(|set| !is_alias(set)) => Why::BesideOthers,
        RecordKind::Txt | RecordKind::Mx | RecordKind::Tlsa if at.iter().any(is_alias) => {
            Why::BesideAlias
        }
        RecordKind::Cname | RecordKind::Txt | RecordKind::Mx | RecordKind::Tlsa => return Ok(()),
    };
    match change.after {
        Some(_) => Err(cannot_hold(key, beside)),
        None => Ok(()),
    }
}

fn standing<'a, S: Listed>(sets: &'a Sets<S>, key: &RrSetKey) -> Option<&'a S> {
    let mut at = sets.get(&key.owner)?.iter();
    at.find(|set| set.kind() == key.kind.word())
}

/// What it says; `None` where it is a set without a record, which is not answered.
fn set_of<S: Listed>(listed: &S) -> Result<Option<RrSet>, ZoneError> {
    if let Some(why) = listed.special() {
        return Err(ZoneError::Unreadable(why));
    }
    let values: Option<Vec<RecordData>> = listed
        .records()
        .iter()
        .map(|record| listed.read(record))
        .collect();
    let values = values.ok_or_else(|| {
        let kind = listed.kind().to_owned();
        ZoneError::Unreadable(Why::BadValue { kind })
    })?;
    Ok((!values.is_empty()).then_some(RrSet {
        ttl_seconds: listed.ttl_seconds(),
        values,
    }))
}

/// What shall stand, and the TTL where it is another than was asked for.
type WantedAndTtl<S> = (Option<Wanted<<S as Listed>::Record>>, Option<u32>);

fn wanted<Z: SetZone>(
    zone: &Z,
    change: &RrSetChange,
    listed: Option<&Z::Set>,
) -> Result<WantedAndTtl<Z::Set>, ZoneError> {
    let Some(after) = &change.after else {
        return Ok((None, None));
    };
    let ttl_seconds = match listed {
        Some(listed) if !changes_ttl(change) => listed.ttl_seconds(),
        Some(_) | None => zone.taken_ttl(after.ttl_seconds),
    };
    let stays = |set: &Z::Set, record: &_| set.read(record).is_some_and(|data| after.has(&data));
    let mut records: Vec<_> = listed
        .into_iter()
        .flat_map(|set| {
            set.records()
                .iter()
                .filter(move |record| stays(set, record))
        })
        .cloned()
        .collect();
    for value in change.added() {
        let record = zone.write(value);
        records.push(record.map_err(|why| cannot_hold(&change.key, why))?);
    }
    let other = (changes_ttl(change) && ttl_seconds != after.ttl_seconds).then_some(ttl_seconds);
    let wanted = Wanted {
        ttl_seconds,
        records,
    };
    Ok((Some(wanted), other))
}

fn is_needed<S: Listed>(
    change: &RrSetChange,
    listed: Option<&S>,
    wanted: Option<&Wanted<S::Record>>,
) -> bool {
    let other_ttl = wanted.is_some_and(|wanted| {
        listed.is_none_or(|listed| listed.ttl_seconds() != wanted.ttl_seconds)
    });
    other_ttl || !change.added().is_empty() || !change.removed().is_empty()
}
