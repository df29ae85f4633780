//! The client.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use app::zone::{Why, Written, Zone, ZoneError};
use futures_util::future::try_join_all;
use protocols::limits::ZONE_RECORDS_ASKED_SINGLY_MAX;
use protocols::name::DomainName;
use protocols::rrset::{RecordKind, RrSet, RrSetChange, RrSetKey};
use serde::Serialize;
use tokio::sync::OnceCell;

use super::account::OvhAccount;
use super::shapes::{RecordShape, created};
use crate::zone::api::{ApiError, Call, Method};
use crate::zone::change::{changes_ttl, check_added, check_effect, check_standing, relative_owner};
use crate::zone::steps::{
    Standing, Steps, after_a_step, asked_ttl, check_beside, not_below, set_of, unread,
};

/// The lowest TTL that is taken, in seconds.
const TTL_SECONDS_MIN: u32 = 60;

/// A refresh is an order to the name servers, which they carry out in a while.
const VISIBLE_WITHIN_SECONDS: u32 = 300;

/// Tries of a refresh: it can be made as often as one likes.
const REFRESH_TRIES: u32 = 3;

/// A zone at OVH.
#[derive(Debug)]
pub struct OvhZone {
    account: OvhAccount,
    apex: DomainName,
    /// Names below the apex that are delegated; looked up once.
    delegations: OnceCell<Vec<DomainName>>,
    /// Whether a change was made whose refresh failed.
    is_unpublished: AtomicBool,
}

impl OvhZone {
    /// The zone of this name. Asks nothing yet, since a consumer key need not see more than the
    /// zone's own paths: whether there is such a zone shows when it is read.
    pub fn new(account: OvhAccount, apex: DomainName) -> OvhZone {
        OvhZone {
            account,
            apex,
            delegations: OnceCell::new(),
            is_unpublished: AtomicBool::new(false),
        }
    }

    fn path<'a>(&'a self, rest: &[&'a str]) -> Vec<&'a str> {
        let zone = ["domain", "zone", self.apex.as_str()];
        zone.iter().chain(rest).copied().collect()
    }

    /// All records that a filter finds.
    async fn records(&self, filter: (&str, &str)) -> Result<Vec<RecordShape>, ZoneError> {
        let call = Call::new(Method::Get, &self.path(&["record"])).query(filter.0, filter.1);
        let answer = self.account.call(call).await.map_err(|error| match error {
            ApiError::NotFound(_) => ZoneError::NoZone(self.apex.clone()),
            error => error.on_read(),
        })?;
        let ids: Vec<u64> = answer.json().map_err(ApiError::on_read)?;
        if ids.len() > ZONE_RECORDS_ASKED_SINGLY_MAX {
            return Err(ZoneError::Unreadable(Why::ListTooLong));
        }
        try_join_all(ids.into_iter().map(|id| self.record(id))).await
    }

    async fn record(&self, id: u64) -> Result<RecordShape, ZoneError> {
        let id_text = id.to_string();
        let call = Call::new(Method::Get, &self.path(&["record", &id_text]));
        let answer = self.account.call(call).await.map_err(ApiError::on_read)?;
        let record: RecordShape = answer.json().map_err(ApiError::on_read)?;
        if record.id != id {
            let record = id_text;
            return Err(ZoneError::Unreadable(Why::OtherRecord { record }));
        }
        Ok(record)
    }

    /// All records of one name, of every type: what is answered as TXT may be called otherwise.
    async fn records_at(&self, key: &RrSetKey) -> Result<Vec<RecordShape>, ZoneError> {
        let sub_domain = self.sub_domain(key)?;
        let mut records = self.records(("subDomain", &sub_domain)).await?;
        // The filter is the other side's, and finds names that are only like it.
        records.retain(|record| record.sub_domain().eq_ignore_ascii_case(&sub_domain));
        Ok(records)
    }

    /// The owner as it is written here: empty for the apex.
    fn sub_domain(&self, key: &RrSetKey) -> Result<String, ZoneError> {
        let relative = relative_owner(&self.apex, key)?;
        Ok(if key.owner == self.apex {
            String::new()
        } else {
            relative
        })
    }

    async fn delegations(&self) -> Result<&[DomainName], ZoneError> {
        let look_up = async || {
            let mut names = Vec::new();
            for record in self.records(("fieldType", "NS")).await? {
                if record.is_ns() && !record.sub_domain().is_empty() {
                    let name = self.apex.child(record.sub_domain()).map_err(|_| {
                        let record = record.id.to_string();
                        ZoneError::Unreadable(Why::BadOwner { record })
                    })?;
                    names.push(name);
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

    fn standing<'a>(
        &self,
        at: &'a [RecordShape],
        kind: RecordKind,
    ) -> Result<Vec<Standing<'a, RecordShape>>, ZoneError> {
        at.iter()
            .filter(|record| record.is_of(kind))
            .map(|record| record.standing(kind, &self.apex))
            .collect()
    }

    /// The calls of the steps; what goes goes last.
    fn calls(
        &self,
        change: &RrSetChange,
        steps: &Steps<'_, RecordShape>,
        ttl: u32,
    ) -> Result<Vec<Call>, ZoneError> {
        let kind = change.key.kind;
        let sub_domain = self.sub_domain(&change.key)?;
        let record = |method, id: u64| {
            let id = id.to_string();
            Call::new(method, &self.path(&["record", &id]))
        };
        let asked = changes_ttl(change).then_some(ttl);
        let mut calls = Vec::new();
        for (standing, value) in &steps.replaced {
            let body = standing.changed(value, asked);
            calls.push(with(record(Method::Put, standing.id), &body)?);
        }
        for value in &steps.added {
            let body = created(kind, &sub_domain, value, ttl);
            calls.push(with(
                Call::new(Method::Post, &self.path(&["record"])),
                &body,
            )?);
        }
        for standing in &steps.retimed {
            let body = standing.retimed(ttl);
            calls.push(with(record(Method::Put, standing.id), &body)?);
        }
        let gone = steps.removed.iter();
        calls.extend(gone.map(|standing| record(Method::Delete, standing.id)));
        Ok(calls)
    }

    /// Makes the calls until one fails.
    async fn make(&self, calls: Vec<Call>) -> Result<(), ZoneError> {
        for (at, call) in calls.into_iter().enumerate() {
            let made = self.account.call(call).await;
            made.map_err(ApiError::on_write).map_err(|error| match at {
                0 => error,
                _ => after_a_step(error),
            })?;
        }
        Ok(())
    }

    /// Has the name servers take what was changed.
    async fn refresh(&self) -> Result<(), ZoneError> {
        self.is_unpublished.store(true, Ordering::Release);
        let mut tries = 0;
        loop {
            let call = Call::new(Method::Post, &self.path(&["refresh"]));
            tries += 1;
            match self.account.call(call).await {
                Ok(_) => {
                    self.is_unpublished.store(false, Ordering::Release);
                    return Ok(());
                }
                Err(_) if tries < REFRESH_TRIES => {}
                Err(error) => {
                    let error = Box::new(error.on_write());
                    return Err(ZoneError::NoAnswer(Why::Unpublished { error }));
                }
            }
        }
    }
}

impl Zone for OvhZone {
    fn apex(&self) -> &DomainName {
        &self.apex
    }

    async fn read(&self, keys: &[RrSetKey]) -> Result<Vec<Option<RrSet>>, ZoneError> {
        // What is listed but not published would be taken for done.
        if self.is_unpublished.load(Ordering::Acquire) {
            self.refresh().await?;
        }
        let mut lists: BTreeMap<&DomainName, Vec<RecordShape>> = BTreeMap::new();
        let mut sets = Vec::new();
        for key in keys {
            self.check_served(key).await?;
            if !lists.contains_key(&key.owner) {
                lists.insert(&key.owner, self.records_at(key).await?);
            }
            let at = lists.get(&key.owner).map_or(&[][..], Vec::as_slice);
            sets.push(set_of(&self.standing(at, key.kind)?));
        }
        Ok(sets)
    }

    async fn write(&self, change: &RrSetChange) -> Result<Written, ZoneError> {
        let key = &change.key;
        check_added(change)?;
        self.check_served(key).await?;
        let at = self.records_at(key).await?;
        check_beside(
            change,
            at.iter().map(|record| record.is_of(RecordKind::Cname)),
        )?;
        let records = self.standing(&at, key.kind)?;
        let before = set_of(&records);
        check_standing(change, before.as_ref())?;
        let asked = asked_ttl(change, before.as_ref());
        let ttl = asked.max(TTL_SECONDS_MIN);
        let steps = Steps::of(change, &records, ttl);
        let written = Written {
            visible_within_seconds: VISIBLE_WITHIN_SECONDS,
            ttl_seconds: (ttl != asked).then_some(ttl),
        };
        if steps.count() == 0 {
            return Ok(written);
        }
        let calls = self.calls(change, &steps, ttl)?;
        let made = self.make(calls).await;
        match made {
            Ok(()) => self.refresh().await?,
            // A part of it stands, or may stand: that is published, and said.
            Err(error @ ZoneError::NoAnswer(_)) => {
                self.refresh().await?;
                return Err(error);
            }
            // The first step was refused, so nothing was changed.
            Err(error) => return Err(error),
        }
        let now = self.records_at(key).await.map_err(unread)?;
        let now = set_of(&self.standing(&now, key.kind).map_err(unread)?);
        check_effect(change, now.as_ref())?;
        Ok(written)
    }

    async fn publish(&self) -> Result<(), ZoneError> {
        self.refresh().await
    }
}

fn with(call: Call, body: &impl Serialize) -> Result<Call, ZoneError> {
    call.json(body).map_err(ApiError::on_write)
}
