//! The client.

use std::collections::BTreeMap;
use std::time::Duration;

use app::zone::{Why, Written, Zone, ZoneError};
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetChange, RrSetKey};
use serde_json::{Map, Value};
use tokio::sync::OnceCell;

use super::shapes::{RecordShape, ZoneRecords, ZoneShape, fields_of, record_of};
use crate::zone::api::{Api, ApiError, ApiSetupError, ApiTerms, Call, Method, Pace, Secret};
use crate::zone::change::{
    cannot_hold, check_added, check_effect, check_kept, check_standing, relative_owner,
};
use crate::zone::steps::{
    Standing, Steps, after_a_step, asked_ttl, check_beside, not_below, set_of, unread,
};

/// No limit is published; this is far below what their own form does.
const PACE: Pace = Pace {
    burst: 20,
    every: Duration::from_millis(500),
};

/// The TTLs the interface takes, in seconds; a smaller one is refused there.
const TTL_SECONDS_MIN: u32 = 60;
const TTL_SECONDS_MAX: u32 = 604_800;

/// How long its name servers may take to answer with a change.
const VISIBLE_WITHIN_SECONDS: u32 = 900;

/// A zone at IONOS.
#[derive(Debug)]
pub struct IonosZone {
    api: Api,
    apex: DomainName,
    id: String,
    /// Names below the apex that are delegated; looked up once.
    delegations: OnceCell<Vec<DomainName>>,
}

impl IonosZone {
    /// Where the interface is.
    pub const BASE: &str = "https://api.hosting.ionos.com/dns/v1";

    /// How the interface is called, unless told otherwise.
    pub fn terms() -> ApiTerms {
        ApiTerms::new(PACE)
    }

    /// The account that a key (`prefix.secret`) opens, to be shared by all its zones.
    ///
    /// # Errors
    /// Where the base or the key cannot be used.
    pub fn account(base: &str, key: &Secret, terms: ApiTerms) -> Result<Api, ApiSetupError> {
        Api::new(base, &[("x-api-key", key.clone())], terms)
    }

    /// Finds the zone of exactly this name.
    ///
    /// # Errors
    /// Where there is none, or it is not changed here.
    pub async fn open(api: Api, apex: DomainName) -> Result<IonosZone, ZoneError> {
        let answer = api.call(Call::new(Method::Get, &["zones"])).await;
        let answer = answer.map_err(ApiError::on_read)?;
        let zones: Vec<ZoneShape> = answer.json().map_err(ApiError::on_read)?;
        let zone = zones
            .into_iter()
            .find(|zone| DomainName::parse(&zone.name).as_ref() == Ok(&apex))
            .ok_or_else(|| ZoneError::NoZone(apex.clone()))?;
        if zone.kind == "SLAVE" {
            return Err(ZoneError::Unreadable(Why::Secondary { zone: apex }));
        }
        Ok(IonosZone {
            api,
            apex,
            id: zone.id,
            delegations: OnceCell::new(),
        })
    }

    async fn records(&self, filter: (&str, &str)) -> Result<Vec<RecordShape>, ZoneError> {
        let call = Call::new(Method::Get, &["zones", &self.id]).query(filter.0, filter.1);
        let answer = self.api.call(call).await.map_err(ApiError::on_read)?;
        let zone: ZoneRecords = answer.json().map_err(ApiError::on_read)?;
        Ok(zone.records)
    }

    /// All records of one name, of every type.
    async fn records_at(&self, owner: &DomainName) -> Result<Vec<RecordShape>, ZoneError> {
        let mut here = Vec::new();
        // The filter is the other side's; it is not relied on.
        for record in self.records(("recordName", owner.as_str())).await? {
            if record.owner()? == *owner {
                here.push(record);
            }
        }
        Ok(here)
    }

    async fn delegations(&self) -> Result<&[DomainName], ZoneError> {
        let look_up = async || {
            let mut names = Vec::new();
            for record in self.records(("recordType", "NS")).await? {
                let owner = record.owner()?;
                if record.is_ns() && owner != self.apex {
                    names.push(owner);
                }
            }
            Ok(names)
        };
        let names: Result<&Vec<DomainName>, ZoneError> =
            self.delegations.get_or_try_init(look_up).await;
        Ok(names?)
    }

    /// Refuses a name that is not answered from this zone.
    async fn check_served(&self, key: &RrSetKey) -> Result<(), ZoneError> {
        relative_owner(&self.apex, key)?;
        not_below(self.delegations().await?, key)
    }

    /// Makes the steps; says whether the whole set was sent.
    async fn make(
        &self,
        change: &RrSetChange,
        at: &[RecordShape],
        steps: &Steps<'_, RecordShape>,
        ttl: u32,
    ) -> Result<(), ZoneError> {
        let adds_only = steps.count() == steps.added.len();
        let with_twins = touched(steps).any(RecordShape::is_twin);
        if steps.count() > 1 && !adds_only && !with_twins && change.after.is_some() {
            let set = whole_set(change, at, steps, ttl)?;
            let call = Call::new(Method::Patch, &["zones", &self.id]);
            return self.send(call, Some(Value::Array(set))).await;
        }
        let mut is_begun = false;
        for (call, body) in self.calls(change, steps, ttl)? {
            let made = self.send(call, body).await;
            made.map_err(|error| if is_begun { after_a_step(error) } else { error })?;
            is_begun = true;
        }
        Ok(())
    }

    /// One call a record, and one for all that are new; what goes goes last.
    fn calls(
        &self,
        change: &RrSetChange,
        steps: &Steps<'_, RecordShape>,
        ttl: u32,
    ) -> Result<Vec<(Call, Option<Value>)>, ZoneError> {
        let record = |method, id: &str| Call::new(method, &["zones", &self.id, "records", id]);
        let mut calls = Vec::new();
        for (standing, value) in &steps.replaced {
            let body = Value::Object(fields(change, value, ttl)?);
            calls.push((record(Method::Put, &standing.id), Some(body)));
        }
        if !steps.added.is_empty() {
            let bodies: Result<Vec<Value>, ZoneError> = steps
                .added
                .iter()
                .map(|value| new_record(change, value, ttl))
                .collect();
            let call = Call::new(Method::Post, &["zones", &self.id, "records"]);
            calls.push((call, Some(Value::Array(bodies?))));
        }
        for standing in &steps.retimed {
            let body = Value::Object(standing.retimed(ttl));
            calls.push((record(Method::Put, &standing.id), Some(body)));
        }
        for standing in &steps.removed {
            calls.push((record(Method::Delete, &standing.id), None));
        }
        Ok(calls)
    }

    async fn send(&self, call: Call, body: Option<Value>) -> Result<(), ZoneError> {
        let call = match body {
            Some(body) => call.json(&body).map_err(ApiError::on_write)?,
            None => call,
        };
        self.api.call(call).await.map_err(ApiError::on_write)?;
        Ok(())
    }
}

impl Zone for IonosZone {
    fn apex(&self) -> &DomainName {
        &self.apex
    }

    async fn read(&self, keys: &[RrSetKey]) -> Result<Vec<Option<RrSet>>, ZoneError> {
        let mut lists: BTreeMap<&DomainName, Vec<RecordShape>> = BTreeMap::new();
        let mut sets = Vec::new();
        for key in keys {
            self.check_served(key).await?;
            if !lists.contains_key(&key.owner) {
                lists.insert(&key.owner, self.records_at(&key.owner).await?);
            }
            let at = lists.get(&key.owner).map_or(&[][..], Vec::as_slice);
            sets.push(set_of(&standing(at, key.kind)?));
        }
        Ok(sets)
    }

    async fn write(&self, change: &RrSetChange) -> Result<Written, ZoneError> {
        let key = &change.key;
        if key.kind == RecordKind::Tlsa {
            return Err(cannot_hold(key, Why::NoSuchType { kind: key.kind }));
        }
        check_added(change)?;
        self.check_served(key).await?;
        let at = self.records_at(&key.owner).await?;
        let served = at.iter().filter(|record| !record.is_disabled());
        check_beside(change, served.map(|record| record.is_of(RecordKind::Cname)))?;
        let records = standing(&at, key.kind)?;
        let before = set_of(&records);
        check_standing(change, before.as_ref())?;
        let asked = asked_ttl(change, before.as_ref());
        let ttl = asked.clamp(TTL_SECONDS_MIN, TTL_SECONDS_MAX);
        let steps = Steps::of(change, &records, ttl);
        let written = Written {
            visible_within_seconds: VISIBLE_WITHIN_SECONDS,
            ttl_seconds: (ttl != asked).then_some(ttl),
        };
        if steps.count() == 0 {
            return Ok(written);
        }
        self.make(change, &at, &steps, ttl).await?;
        let now = self.records_at(&key.owner).await.map_err(unread)?;
        let now = set_of(&standing(&now, key.kind).map_err(unread)?);
        check_effect(change, now.as_ref())?;
        check_kept(change, now.as_ref())?;
        Ok(written)
    }
}

/// What is answered of these records under one type.
fn standing(
    at: &[RecordShape],
    kind: RecordKind,
) -> Result<Vec<Standing<'_, RecordShape>>, ZoneError> {
    at.iter()
        .filter(|record| record.is_of(kind) && !record.is_disabled())
        .map(|record| record.standing(kind))
        .collect()
}

fn touched<'a>(steps: &'a Steps<'a, RecordShape>) -> impl Iterator<Item = &'a RecordShape> {
    let replaced = steps.replaced.iter().map(|(record, _)| *record);
    replaced
        .chain(steps.retimed.iter().copied())
        .chain(steps.removed.iter().copied())
}

/// All records of the name and type as they shall be, in their order; those switched off included.
fn whole_set(
    change: &RrSetChange,
    at: &[RecordShape],
    steps: &Steps<'_, RecordShape>,
    ttl: u32,
) -> Result<Vec<Value>, ZoneError> {
    let (owner, kind) = (&change.key.owner, change.key.kind);
    let mut set = Vec::new();
    for record in at
        .iter()
        .filter(|record| record.is_of(kind) && !record.is_twin())
    {
        let is_it = |other: &RecordShape| other.id == record.id;
        let replaced = steps.replaced.iter().find(|(other, _)| is_it(other));
        if let Some((_, value)) = replaced {
            set.push(new_record(change, value, ttl)?);
        } else if steps.retimed.iter().any(|other| is_it(other)) {
            set.push(record_of(owner, kind, record.retimed(ttl)));
        } else if !steps.removed.iter().any(|other| is_it(other)) {
            set.push(record.as_listed());
        }
    }
    for value in &steps.added {
        set.push(new_record(change, value, ttl)?);
    }
    Ok(set)
}

fn new_record(change: &RrSetChange, value: &RecordData, ttl: u32) -> Result<Value, ZoneError> {
    let fields = fields(change, value, ttl)?;
    Ok(record_of(&change.key.owner, change.key.kind, fields))
}

fn fields(
    change: &RrSetChange,
    value: &RecordData,
    ttl: u32,
) -> Result<Map<String, Value>, ZoneError> {
    fields_of(value, ttl).map_err(|why| cannot_hold(&change.key, why))
}
