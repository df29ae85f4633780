//! Reads and writes a zone.

use std::collections::BTreeMap;
use std::time::Duration;

use app::zone::{Why, Written, Zone, ZoneError};
use futures_util::future::try_join_all;
use protocols::limits::{ZONE_LIST_PAGES_MAX, ZONE_LIST_RECORDS_MAX};
use protocols::name::DomainName;
use protocols::rrset::{RecordKind, RrSet, RrSetChange, RrSetKey};
use serde::de::DeserializeOwned;
use tokio::sync::OnceCell;

use super::batch::Batch;
use super::shapes::{Envelope, RecordShape, ZoneShape, set_of};
use crate::zone::api::{Api, ApiError, ApiSetupError, ApiTerms, Call, Method, Pace, Secret};
use crate::zone::change::{
    cannot_hold, check_added, check_effect, check_standing, relative_owner, shown,
};
use crate::zone::steps::{not_below, unread};

/// Entries asked for on one page; it is the most for zones. A name has hardly ever as many records.
const PER_PAGE: &str = "50";

/// Below the 1,200 calls in five minutes that an account has, for all its tools together.
const PACE: Pace = Pace {
    burst: 60,
    every: Duration::from_millis(300),
};

/// A zone at Cloudflare.
#[derive(Debug)]
pub struct CloudflareZone {
    api: Api,
    apex: DomainName,
    id: String,
    /// Names below the apex that are delegated; looked up once.
    delegations: OnceCell<Vec<DomainName>>,
}

impl CloudflareZone {
    /// Where the interface is.
    pub const BASE: &str = "https://api.cloudflare.com/client/v4";

    /// How the interface is called, unless told otherwise.
    pub fn terms() -> ApiTerms {
        ApiTerms::new(PACE)
    }

    /// The account that a token opens, to be shared by all its zones.
    ///
    /// # Errors
    /// Where the base or the token cannot be used.
    pub fn account(base: &str, token: &Secret, terms: ApiTerms) -> Result<Api, ApiSetupError> {
        let bearer = Secret::new(format!("Bearer {}", token.expose()));
        Api::new(base, &[("authorization", bearer)], terms)
    }

    /// Finds the zone of exactly this name.
    ///
    /// # Errors
    /// Where there is none, or none that is served from here.
    pub async fn open(api: Api, apex: DomainName) -> Result<CloudflareZone, ZoneError> {
        let zones: Vec<ZoneShape> = list(&api, &["zones"], ("name", apex.as_str())).await?;
        let mut named = zones
            .into_iter()
            .filter(|zone| DomainName::parse(&zone.name).as_ref() == Ok(&apex));
        let zone = match (named.next(), named.next()) {
            (None, _) => return Err(ZoneError::NoZone(apex)),
            (Some(zone), None) => zone,
            (Some(_), Some(_)) => {
                return Err(ZoneError::Unreadable(Why::SeveralZones { zone: apex }));
            }
        };
        // 'partial': another provider answers for the zone, 'secondary': it is a copy of one there.
        if matches!(zone.kind.as_str(), "partial" | "secondary") {
            return Err(ZoneError::Unreadable(Why::Secondary { zone: apex }));
        }
        if zone.status != "active" {
            let state = shown(&zone.status);
            return Err(ZoneError::Unreadable(Why::Inactive { zone: apex, state }));
        }
        Ok(CloudflareZone {
            api,
            apex,
            id: zone.id,
            delegations: OnceCell::new(),
        })
    }

    /// All records of one name.
    async fn records_at(&self, owner: &DomainName) -> Result<Vec<RecordShape>, ZoneError> {
        let all = self.records(("name", owner.as_str())).await?;
        let mut here = Vec::new();
        // The filter is the other side's; it is not relied on.
        for record in all {
            if record.owner()? == *owner {
                here.push(record);
            }
        }
        Ok(here)
    }

    async fn records(&self, filter: (&str, &str)) -> Result<Vec<RecordShape>, ZoneError> {
        list(&self.api, &["zones", &self.id, "dns_records"], filter).await
    }

    async fn delegations(&self) -> Result<&[DomainName], ZoneError> {
        let look_up = async || {
            let mut names = Vec::new();
            for record in self.records(("type", "NS")).await? {
                let owner = record.owner()?;
                if record.kind == "NS" && owner != self.apex {
                    names.push(owner);
                }
            }
            Ok(names)
        };
        let names: Result<&Vec<DomainName>, ZoneError> =
            self.delegations.get_or_try_init(look_up).await;
        Ok(names?)
    }

    /// Refuses a name at which a record here would not be what is answered.
    async fn check_served(&self, key: &RrSetKey, at: &[RecordShape]) -> Result<(), ZoneError> {
        relative_owner(&self.apex, key)?;
        not_below(self.delegations().await?, key)?;
        // A host may well be behind the proxy; what mail servers ask for may not.
        let asked_by_mail_servers = key.owner.labels().any(|label| label.starts_with('_'));
        if asked_by_mail_servers && at.iter().any(RecordShape::hides_its_alias) {
            let name = key.owner.clone();
            return Err(ZoneError::Unreadable(Why::HiddenAlias { name }));
        }
        Ok(())
    }
}

impl Zone for CloudflareZone {
    fn apex(&self) -> &DomainName {
        &self.apex
    }

    async fn read(&self, keys: &[RrSetKey]) -> Result<Vec<Option<RrSet>>, ZoneError> {
        let owners: BTreeMap<&DomainName, ()> = keys.iter().map(|key| (&key.owner, ())).collect();
        let lists = owners.into_keys().map(|owner| async move {
            let records = self.records_at(owner).await?;
            Ok::<_, ZoneError>((owner, records))
        });
        let lists: BTreeMap<&DomainName, Vec<RecordShape>> =
            try_join_all(lists).await?.into_iter().collect();
        let mut sets = Vec::new();
        for key in keys {
            let at = lists.get(&key.owner).map_or(&[][..], Vec::as_slice);
            self.check_served(key, at).await?;
            sets.push(set_of(&of_kind(at, key.kind))?);
        }
        Ok(sets)
    }

    async fn write(&self, change: &RrSetChange) -> Result<Written, ZoneError> {
        let key = &change.key;
        check_added(change)?;
        let at = self.records_at(&key.owner).await?;
        self.check_served(key, &at).await?;
        // At the apex an alias is flattened and other types stand beside it.
        let is_alias = key.kind != RecordKind::Cname && key.owner != self.apex;
        if is_alias && change.after.is_some() && !of_kind(&at, RecordKind::Cname).is_empty() {
            return Err(cannot_hold(key, Why::BesideAlias));
        }
        let records = of_kind(&at, key.kind);
        check_standing(change, set_of(&records)?.as_ref())?;
        let batch = Batch::of(change, &records)?;
        let written = Written {
            visible_within_seconds: 0,
            ttl_seconds: batch.other_ttl_seconds,
        };
        if batch.is_empty() {
            return Ok(written);
        }
        let path = ["zones", &self.id, "dns_records", "batch"];
        let call = Call::new(Method::Post, &path).json(&batch.body());
        let call = call.map_err(ApiError::on_write)?;
        let answer = self.api.call(call).await.map_err(ApiError::on_write)?;
        let made = Envelope::<serde_json::Value>::open(&answer);
        made.map_err(ApiError::on_write)?;
        let now = self.records_at(&key.owner).await.map_err(unread)?;
        let now = set_of(&of_kind(&now, key.kind)).map_err(unread)?;
        check_effect(change, now.as_ref())?;
        Ok(written)
    }
}

fn of_kind(records: &[RecordShape], kind: RecordKind) -> Vec<&RecordShape> {
    let is = |record: &&RecordShape| record.kind == kind.word();
    records.iter().filter(is).collect()
}

/// All pages of a list; what is not complete is no list.
async fn list<T: DeserializeOwned>(
    api: &Api,
    path: &[&str],
    (filter, value): (&str, &str),
) -> Result<Vec<T>, ZoneError> {
    let mut all = Vec::new();
    for page in 1..=ZONE_LIST_PAGES_MAX {
        let call = Call::new(Method::Get, path)
            .query(filter, value)
            .query("per_page", PER_PAGE)
            .query("page", &page.to_string());
        let answer = api.call(call).await;
        let answer = answer.map_err(ApiError::on_read)?;
        let (found, info) = Envelope::<Vec<T>>::open(&answer).map_err(ApiError::on_read)?;
        let info = info.ok_or(ZoneError::Unreadable(Why::ListWithoutLength))?;
        all.extend(found);
        if info.total_count > ZONE_LIST_RECORDS_MAX {
            return Err(ZoneError::Unreadable(Why::ListTooLong));
        }
        if page < info.total_pages {
            continue;
        }
        if all.len() != info.total_count {
            return Err(ZoneError::Unreadable(Why::ListIncomplete));
        }
        return Ok(all);
    }
    Err(ZoneError::Unreadable(Why::ListTooManyPages))
}
