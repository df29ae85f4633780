//! What is to become of one record set.

use crate::answers::{Answers, Failure, Need, Question};
use crate::domain::compare::{Served, is_of_role, same_hosts, same_meaning, served, wanted_policy};
use crate::domain::desired::Purpose;
use crate::domain::records::{PlannedRecord, Role};
use crate::mta_sts::{self, id::is_content_id};
use crate::published::{Publication, PublishedData};
use crate::rrset::{RecordData, RecordKind, RrSet, RrSetChange, RrSetKey};
use crate::time::Timestamp;

use super::policy_host::host_in_the_way;
use super::sight::{Place, Reach, Sight};
use super::wanted::{SeveralSpf, Wanted};
use super::{BlockedWhy, PlanStep, StepReason};

/// The records that are wanted in one set. All are of one role.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) role: Role,
    pub(super) key: RrSetKey,
    pub(super) records: Vec<PlannedRecord>,
}

impl Group {
    /// The planned records by the set they belong to, in their order.
    pub(super) fn all(planned: Vec<PlannedRecord>) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for record in planned {
            let key = key_of(&record.publication);
            match groups.iter_mut().find(|group| group.key == key) {
                Some(group) => group.records.push(record),
                None => groups.push(Group {
                    role: record.role,
                    key,
                    records: vec![record],
                }),
            }
        }
        groups
    }
}

/// The set a record belongs to.
pub(super) fn key_of(publication: &Publication) -> RrSetKey {
    RrSetKey {
        owner: publication.owner.clone(),
        kind: RecordData::from(&publication.data).kind(),
    }
}

/// What is to become of one set, and what is known of its records.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub(super) in_place: Vec<PlannedRecord>,
    pub(super) adopted: Vec<PlannedRecord>,
    pub(super) foreign: usize,
    pub(super) outcome: Outcome,
}

#[derive(Debug, Clone)]
pub(super) enum Outcome {
    /// Nothing has to be done.
    Settled,
    /// This has to be done.
    Change(PlanStep),
    /// Something has to be done and cannot.
    Blocked(BlockedWhy),
    /// Nothing is known.
    Unknown(Question, Failure),
}

impl Judged {
    pub(super) fn only(outcome: Outcome) -> Judged {
        Judged {
            in_place: Vec::new(),
            adopted: Vec::new(),
            foreign: 0,
            outcome,
        }
    }
}

/// What every judgement rests on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) wanted: &'a Wanted<'a>,
    pub(super) answers: &'a Answers,
    pub(super) now: Timestamp,
}

/// Judges one set by what is seen there.
///
/// May ask: the policy, where the MTA-STS record or the addresses of its host depend on it; A, AAAA
/// and TXT of the policy host, and of a name beside it.
pub(super) fn judge(group: &Group, sight: &Sight, ground: Ground<'_>) -> Result<Judged, Need> {
    match sight {
        Sight::Failed(question, failure) => {
            Ok(Judged::only(Outcome::Unknown(question.clone(), *failure)))
        }
        Sight::Blocked(why) => Ok(Judged::only(Outcome::Blocked(why.clone()))),
        Sight::Own(place, set) => own(group, place, set.as_ref(), ground),
        Sight::Wildcard(place, set) => {
            if says_all(group, set, ground)? {
                return Ok(in_place(group));
            }
            own(group, place, None, ground)
        }
        Sight::Alias(target, set) => {
            let says_all = match set {
                Some(set) => says_all(group, set, ground)?,
                None => false,
            };
            if says_all {
                return Ok(in_place(group));
            }
            let why = BlockedWhy::Alias(target.clone());
            Ok(Judged::only(Outcome::Blocked(why)))
        }
    }
}

/// What others answer for us says what is wanted.
fn in_place(group: &Group) -> Judged {
    Judged {
        in_place: group.records.clone(),
        ..Judged::only(Outcome::Settled)
    }
}

fn says_all(group: &Group, set: &RrSet, ground: Ground<'_>) -> Result<bool, Need> {
    for record in &group.records {
        if find(record, &set.values, ground)?.is_none() {
            return Ok(false);
        }
    }
    let rivals = set.values.iter().filter(|v| is_of_kind(group.role, v));
    Ok(group.role == Role::Tlsa || rivals.count() == group.records.len())
}

/// A set of its own, or none.
fn own(
    group: &Group,
    place: &Place,
    set: Option<&RrSet>,
    ground: Ground<'_>,
) -> Result<Judged, Need> {
    let values: &[RecordData] = set.map_or(&[], |set| &set.values);
    let mut parts = Parts::default();
    for record in &group.records {
        match find(record, values, ground)? {
            Some(value) => parts.standing.push((record, value)),
            None => parts.missing.push(record),
        }
    }
    for value in values {
        let stands = parts
            .standing
            .iter()
            .any(|(_, standing)| *standing == value);
        if stands || !is_of_kind(group.role, value) {
            continue;
        }
        if ground.wanted.owned.has(&group.key.owner, value) {
            parts.stale.push(value);
        } else if group.role != Role::Tlsa {
            // Several TLSA records stand side by side; of everything else there is one.
            parts.rivals.push(value);
        }
    }
    if group.role == Role::PolicyHost
        && values.is_empty()
        && let Some(outcome) = host_in_the_way(&group.key.owner, ground)?
    {
        return Ok(Judged::only(outcome));
    }
    Ok(parts.outcome(group, place, set, ground))
}

/// A set taken apart.
#[derive(Debug, Default)]
struct Parts<'a> {
    /// What stands for a wanted record.
    standing: Vec<(&'a PlannedRecord, &'a RecordData)>,
    /// What is wanted and does not stand.
    missing: Vec<&'a PlannedRecord>,
    /// Ours, of the kind, no longer wanted.
    stale: Vec<&'a RecordData>,
    /// Another's, of the kind, with something else to say.
    rivals: Vec<&'a RecordData>,
}

impl Parts<'_> {
    fn outcome(
        &self,
        group: &Group,
        place: &Place,
        set: Option<&RrSet>,
        ground: Ground<'_>,
    ) -> Judged {
        let owned = |value: &RecordData| ground.wanted.owned.has(&group.key.owner, value);
        let values: &[RecordData] = set.map_or(&[], |set| &set.values);
        let others = values.iter().filter(|value| !owned(value)).count();
        let needs_change =
            !(self.missing.is_empty() && self.stale.is_empty() && self.rivals.is_empty());
        let reason = match self.reason(group.role, ground) {
            _ if !needs_change => StepReason::Create,
            Ok(reason) => reason,
            Err(why) => {
                return Judged {
                    foreign: others,
                    ..Judged::only(Outcome::Blocked(why))
                };
            }
        };
        let mut judged = Judged::only(Outcome::Settled);
        for (record, value) in &self.standing {
            if owned(value) {
                judged.in_place.push((*record).clone());
            } else {
                judged.adopted.push(as_it_stands(record, value));
            }
        }
        judged.foreign = others - judged.adopted.len();
        if !needs_change {
            return judged;
        }
        if let Some(why) = out_of_reach(group, place, ground) {
            judged.outcome = Outcome::Blocked(why);
            return judged;
        }
        judged.foreign -= self.rivals.len();
        judged.outcome = Outcome::Change(PlanStep {
            role: group.role,
            zone: place.zone.clone(),
            reason,
            change: self.change(&group.key, set),
            old_for_seconds: place.kept_for_seconds,
        });
        judged
    }

    /// On what ground the set may be changed, or why it may not.
    fn reason(&self, role: Role, ground: Ground<'_>) -> Result<StepReason, BlockedWhy> {
        let requests = ground.wanted.requests;
        if self.rivals.is_empty() {
            return Ok(match (self.missing.is_empty(), self.stale.is_empty()) {
                (false, true) => StepReason::Create,
                (false, false) => StepReason::Replace,
                (true, _) => StepReason::Withdraw,
            });
        }
        // RFC 7505 §3: a null MX stands alone, and in place of another it would refuse mail that
        // somebody takes. That is never done for a word on the command line.
        let may_take_over = role != Role::NullMx && requests.take_over.contains(&role);
        if may_take_over {
            return Ok(StepReason::TakeOver);
        }
        let texts = || self.rivals.iter().map(|value| text(value));
        let merges = match &ground.wanted.desired.purpose {
            Purpose::Mail(_) => role == Role::Spf,
            Purpose::Parked { .. } => false,
        };
        if !merges {
            let texts: Vec<String> = texts().collect();
            return Err(BlockedWhy::Foreign(texts.join(" | ")));
        }
        let count = self.rivals.len() + self.stale.len() + self.standing.len();
        match requests.several_spf {
            _ if count == 1 => Ok(StepReason::Merge),
            SeveralSpf::Merge => Ok(StepReason::MergeSeveral),
            SeveralSpf::Keep => {
                let standing = self.standing.iter().map(|(_, value)| *value);
                let all = standing.chain(self.stale.iter().chain(&self.rivals).copied());
                Err(BlockedWhy::SeveralSpf(all.map(text).collect()))
            }
        }
    }

    fn change(&self, key: &RrSetKey, set: Option<&RrSet>) -> RrSetChange {
        let goes = |value: &RecordData| {
            let mut going = self.stale.iter().chain(&self.rivals);
            going.any(|going| *going == value)
        };
        let values: &[RecordData] = set.map_or(&[], |set| &set.values);
        let mut after: Vec<RecordData> = values.iter().filter(|v| !goes(v)).cloned().collect();
        let ttl_seconds = match set {
            // A set has one TTL (RFC 2181 §5.2): whoever has a record in it chose that.
            Some(set) if !after.is_empty() => set.ttl_seconds,
            Some(_) | None => {
                let wanted = self.missing.first();
                wanted.map_or(0, |record| record.publication.ttl_seconds)
            }
        };
        let missing = self.missing.iter();
        after.extend(missing.map(|record| RecordData::from(&record.publication.data)));
        RrSetChange {
            key: key.clone(),
            before: set.cloned(),
            after: (!after.is_empty()).then_some(RrSet {
                ttl_seconds,
                values: after,
            }),
        }
    }
}

/// Why a set cannot be written by us although nothing stands in the way.
fn out_of_reach(group: &Group, place: &Place, ground: Ground<'_>) -> Option<BlockedWhy> {
    let owner = &group.key.owner;
    match place.reach {
        Reach::Delegated => return Some(BlockedWhy::Delegated(place.zone.clone())),
        Reach::Direct => {}
    }
    let mut ours = ground.wanted.requests.looked_after.iter();
    let is_ours = group.role != Role::ReportConsent || ours.any(|ours| owner.is_at_or_below(ours));
    (!is_ours).then(|| BlockedWhy::OtherZone(place.zone.clone()))
}

/// The value that says what is wanted; one of ours before another's.
fn find<'v>(
    record: &PlannedRecord,
    values: &'v [RecordData],
    ground: Ground<'_>,
) -> Result<Option<&'v RecordData>, Need> {
    let mut found = None;
    for value in values {
        if says(record, value, ground)? {
            if ground.wanted.owned.has(&record.publication.owner, value) {
                return Ok(Some(value));
            }
            found = found.or(Some(value));
        }
    }
    Ok(found)
}

/// Whether a value says what is wanted, however it is written.
fn says(record: &PlannedRecord, value: &RecordData, ground: Ground<'_>) -> Result<bool, Need> {
    Ok(match (&record.publication.data, value) {
        (PublishedData::Txt(wanted), RecordData::Txt(txt)) => {
            if !is_of_role(record.role, txt) {
                return Ok(false);
            }
            let same = same_meaning(record.role, wanted, &txt.text());
            same || (record.role == Role::MtaSts && announces_wanted(value, record, ground)?)
        }
        (PublishedData::Cname(wanted), RecordData::Cname(target)) => wanted == target,
        // RFC 7505 §3 has preference 0, but no sender looks at it.
        (PublishedData::Mx(wanted), RecordData::Mx(mx)) => wanted.exchange == mx.exchange,
        (PublishedData::Tlsa(wanted), RecordData::Tlsa(tlsa)) => wanted == tlsa,
        (
            PublishedData::Txt(_)
            | PublishedData::Cname(_)
            | PublishedData::Mx(_)
            | PublishedData::Tlsa(_),
            _,
        ) => false,
    })
}

/// Whether a record that has another id than ours announces the wanted policy all the same: whoever
/// serves the wanted policy may number it its own way.
///
/// RFC 8461 §3.1: the id lets 'senders know when the policy has been updated'. So one of ours must
/// go with its policy, and one that was adopted when a sender may still have another policy.
fn announces_wanted(
    value: &RecordData,
    record: &PlannedRecord,
    ground: Ground<'_>,
) -> Result<bool, Need> {
    if ground.wanted.owned.has(&record.publication.owner, value)
        && (has_our_id(value) || another_may_be_kept(ground))
    {
        return Ok(false);
    }
    serves_wanted(ground)
}

fn has_our_id(value: &RecordData) -> bool {
    match value {
        RecordData::Txt(txt) => {
            let record = mta_sts::parse(&txt.text()).record;
            record.is_some_and(|record| is_content_id(&record.id))
        }
        RecordData::Cname(_) | RecordData::Mx(_) | RecordData::Tlsa(_) => false,
    }
}

/// Whether a sender may have another policy in its cache than the one that is wanted.
fn another_may_be_kept(ground: Ground<'_>) -> bool {
    let desired = ground.wanted.desired;
    let policies = &desired.remembered.mta_sts.policies;
    let wanted = wanted_policy(desired);
    policies.iter().any(|kept| {
        wanted
            .as_ref()
            .is_none_or(|wanted| !same_hosts(&kept.what, wanted))
    })
}

/// Whether the wanted policy is what the policy host serves.
pub(super) fn serves_wanted(ground: Ground<'_>) -> Result<bool, Need> {
    let served = served(ground.wanted.desired, ground.answers, ground.now)?;
    Ok(served == Served::AsWanted)
}

/// Whether a value is read as a record of this role.
pub(super) fn is_of_kind(role: Role, value: &RecordData) -> bool {
    match value {
        RecordData::Txt(txt) => is_of_role(role, txt),
        RecordData::Cname(_) | RecordData::Mx(_) | RecordData::Tlsa(_) => true,
    }
}

pub(super) fn as_it_stands(record: &PlannedRecord, value: &RecordData) -> PlannedRecord {
    let data = match value {
        RecordData::Txt(txt) => PublishedData::Txt(txt.text()),
        RecordData::Cname(name) => PublishedData::Cname(name.clone()),
        RecordData::Mx(mx) => PublishedData::Mx(mx.clone()),
        RecordData::Tlsa(tlsa) => PublishedData::Tlsa(tlsa.clone()),
    };
    PlannedRecord {
        role: record.role,
        publication: Publication {
            data,
            ..record.publication.clone()
        },
    }
}

/// A value as a person reads it.
fn text(value: &RecordData) -> String {
    match value {
        RecordData::Txt(txt) => txt.text(),
        RecordData::Cname(name) => format!("CNAME {name}"),
        RecordData::Mx(mx) => format!("MX {}", crate::domain::lint::mx_text(mx)),
        RecordData::Tlsa(tlsa) => crate::domain::servers::tlsa_text(tlsa),
    }
}

/// The role that a set of ours had, told by its name and type.
pub(super) fn role_of(key: &RrSetKey) -> Role {
    let first = key.owner.labels().next().unwrap_or_default();
    let has = |label: &str| key.owner.labels().any(|other| other == label);
    match key.kind {
        RecordKind::Mx => Role::NullMx,
        RecordKind::Tlsa => Role::Tlsa,
        RecordKind::Cname if has("_domainkey") => Role::DkimKey,
        RecordKind::Cname => Role::PolicyHost,
        RecordKind::Txt if has("_report") => Role::ReportConsent,
        RecordKind::Txt if has("_domainkey") && first == "*" => Role::KeyRevocation,
        RecordKind::Txt if has("_domainkey") => Role::DkimKey,
        RecordKind::Txt if first == "_dmarc" => Role::Dmarc,
        RecordKind::Txt if first == "_mta-sts" => Role::MtaSts,
        RecordKind::Txt if first == "_smtp" => Role::TlsRpt,
        RecordKind::Txt => Role::Spf,
    }
}
