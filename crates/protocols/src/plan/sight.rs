//! What is seen at one record set before anything is planned there: the zone it lies in, whether
//! every server says the same, and whether an alias or a wildcard answers in its place.

use crate::answers::{Answers, Failure, Lookup, Need, Needs, Outcome, Question, both};
use crate::domain::servers::views;
use crate::name::{DomainName, WILDCARD_PROBE_LABEL};
use crate::rrset::{RecordData, RecordKind, RrSet, RrSetKey, same_values};

use super::BlockedWhy;
use super::owned::Owned;
use super::standing::{Standing, StandingAt, question, standing};

/// What is seen at one record set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sight {
    /// The set itself, or that there is none.
    Own(Place, Option<RrSet>),
    /// No set of its own: a wildcard answers with this one, until something stands at the name.
    Wildcard(Place, RrSet),
    /// The name is an alias, which leads to this set.
    Alias(DomainName, Option<RrSet>),
    /// Nothing can be planned there.
    Blocked(BlockedWhy),
    /// Could not be asked.
    Failed(Question, Failure),
}

/// Where a record set would be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The apex of its zone.
    pub(super) zone: DomainName,
    /// Whether that zone is the domain's own, or one that was delegated below the domain.
    pub(super) reach: Reach,
    /// For how many seconds resolvers may keep what stands, or that nothing does.
    pub(super) kept_for_seconds: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The zone of the domain, or one that is not below it.
    Direct,
    /// A zone that begins below the domain.
    Delegated,
}

/// Looks at one record set of `domain`.
///
/// May ask: the set; NS of its owner and the names above it; the same type at a name beside it,
/// where a wildcard may be what answers.
pub(super) fn look(
    key: &RrSetKey,
    domain: &DomainName,
    owned: Owned<'_>,
    answers: &Answers,
) -> Result<Sight, Need> {
    let (at, apex) = both(standing(key, answers), apex(&key.owner, domain, answers))?;
    if let Some(failure) = failure(key, &at, answers) {
        return Ok(Sight::Failed(question(key), failure));
    }
    let said = answers.get(&question(key)).map(views).unwrap_or_default();
    if let Some((_, first)) = said.first()
        && !said.iter().all(|(_, view)| view.agrees(first))
    {
        let said = said.iter();
        let said = said.map(|(server, view)| ((*server).to_owned(), view.to_string()));
        return Ok(Sight::Blocked(BlockedWhy::ServersDiffer(said.collect())));
    }
    let zone = match apex {
        Apex::At(zone) => zone,
        // Zone files need not hold the NS records of their zone.
        Apex::Assumed => domain.clone(),
        Apex::None => return Ok(Sight::Blocked(BlockedWhy::NoZone)),
        Apex::Failed(question, failure) => return Ok(Sight::Failed(question, failure)),
    };
    let is_below = zone != *domain && zone.is_at_or_below(domain);
    let place = Place {
        zone,
        reach: if is_below {
            Reach::Delegated
        } else {
            Reach::Direct
        },
        kept_for_seconds: at.ttl_seconds,
    };
    beside(key, place, at, owned, answers)
}

/// Tells a set of its own from what an alias or a wildcard answers.
fn beside(
    key: &RrSetKey,
    place: Place,
    at: StandingAt,
    owned: Owned<'_>,
    answers: &Answers,
) -> Result<Sight, Need> {
    let is_ours = |set: &RrSet| set.values.iter().any(|value| owned.has(&key.owner, value));
    let probe = match key.owner.parent() {
        // The apex exists, so nothing answers in its place; nor does it for a wildcard's own name.
        Some(parent) if key.owner != place.zone && key.owner.labels().next() != Some("*") => {
            parent.child(WILDCARD_PROBE_LABEL).ok()
        }
        Some(_) | None => None,
    };
    match at.all {
        Standing::Set(Some(set)) => {
            let Some(probe) = probe.filter(|_| !is_ours(&set)) else {
                return Ok(Sight::Own(place, Some(set)));
            };
            let beside = RrSetKey {
                owner: probe,
                kind: key.kind,
            };
            Ok(match standing(&beside, answers)?.all {
                Standing::Failed(failure) => Sight::Failed(question(&beside), failure),
                Standing::Set(other) if same_values(other.as_ref(), Some(&set)) => {
                    Sight::Wildcard(place, set)
                }
                Standing::Set(_) | Standing::Alias(_) => Sight::Own(place, Some(set)),
            })
        }
        Standing::Set(None) => Ok(Sight::Own(place, None)),
        Standing::Alias(target) => {
            let set = through_alias(key, answers)?;
            let Some(probe) = probe else {
                return Ok(Sight::Alias(target, set));
            };
            let (own, other) = both(answers.cname(&key.owner), answers.cname(&probe))?;
            // One that answers here and beside it is a wildcard, which a record of its own displaces.
            let same = match (&own.outcome, &other.outcome) {
                (Outcome::Records(own), Outcome::Records(other)) => own == other,
                (_, _) => false,
            };
            Ok(match set {
                Some(set) if same => Sight::Wildcard(place, set),
                None if same => Sight::Own(place, None),
                set => Sight::Alias(target, set),
            })
        }
        Standing::Failed(failure) => Ok(Sight::Failed(question(key), failure)),
    }
}

/// Why nothing is known of a set: no answer, no answer of one of the servers, or an absence that was
/// never asked for.
fn failure(key: &RrSetKey, at: &StandingAt, answers: &Answers) -> Option<Failure> {
    if let Standing::Failed(failure) = at.all {
        return Some(failure);
    }
    let of_server = at.by_server.iter().find_map(|(_, said)| match said {
        Standing::Failed(failure) => Some(*failure),
        Standing::Set(_) | Standing::Alias(_) => None,
    });
    of_server.or_else(|| is_assumed(key, answers).then_some(Failure::NotAsked))
}

fn is_assumed(key: &RrSetKey, answers: &Answers) -> bool {
    let owner = &key.owner;
    let assumed = match key.kind {
        RecordKind::Txt => answers.txt(owner).map(Lookup::is_assumed),
        RecordKind::Cname => answers.cname(owner).map(Lookup::is_assumed),
        RecordKind::Mx => answers.mx(owner).map(Lookup::is_assumed),
        RecordKind::Tlsa => answers.tlsa(owner).map(Lookup::is_assumed),
    };
    assumed.unwrap_or(false)
}

/// What an alias leads to.
fn through_alias(key: &RrSetKey, answers: &Answers) -> Result<Option<RrSet>, Need> {
    fn set<T: Clone>(lookup: &Lookup<T>, data: fn(T) -> RecordData) -> Option<RrSet> {
        match &lookup.outcome {
            Outcome::Records(records) => Some(RrSet {
                ttl_seconds: lookup.ttl_seconds,
                values: records.iter().cloned().map(data).collect(),
            }),
            Outcome::NoData | Outcome::NxDomain | Outcome::Failed(_) => None,
        }
    }
    Ok(match key.kind {
        RecordKind::Txt => set(answers.txt(&key.owner)?, RecordData::Txt),
        RecordKind::Cname => set(answers.cname(&key.owner)?, RecordData::Cname),
        RecordKind::Mx => set(answers.mx(&key.owner)?, RecordData::Mx),
        RecordKind::Tlsa => set(answers.tlsa(&key.owner)?, RecordData::Tlsa),
    })
}

/// The zone a name lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Apex {
    /// It begins at this name.
    At(DomainName),
    /// The zone files that answer do not say.
    Assumed,
    /// In none but that of a registry: the name is not registered.
    None,
    /// Could not be asked.
    Failed(Question, Failure),
}

/// The zone of a name: the nearest name at or above it that has NS records of its own.
///
/// May ask: NS of the name and of the names above it.
pub(super) fn apex(
    name: &DomainName,
    domain: &DomainName,
    answers: &Answers,
) -> Result<Apex, Need> {
    let mut needs = Needs::default();
    let mut at = Some(name.clone());
    // Up to the domain all may be asked at once.
    while let Some(name) = at.filter(|name| name.is_at_or_below(domain)) {
        needs.take(answers.ns(&name));
        at = name.parent();
    }
    needs.settle()?;
    let mut at = Some(name.clone());
    while let Some(name) = at {
        let lookup = answers.ns(&name)?;
        if lookup.is_assumed() {
            return Ok(Apex::Assumed);
        }
        match &lookup.outcome {
            // NS that an alias leads to begin a zone elsewhere.
            Outcome::Records(_) if lookup.aliases.is_empty() => {
                return Ok(match name.parent() {
                    Some(_) => Apex::At(name),
                    None => Apex::None,
                });
            }
            Outcome::Records(_) | Outcome::NoData | Outcome::NxDomain => {}
            Outcome::Failed(Failure::NotAsked) => return Ok(Apex::Assumed),
            Outcome::Failed(failure) => return Ok(Apex::Failed(Question::Ns(name), *failure)),
        }
        at = name.parent();
    }
    // A resolver finds the registry's servers at the latest.
    Ok(Apex::Assumed)
}
