//! The client.

use std::collections::BTreeMap;
use std::time::Duration;

use app::zone::{Why, Written, Zone, ZoneError};
use protocols::name::DomainName;
use protocols::rrset::{RecordKind, RrSet, RrSetChange, RrSetKey};
use serde_json::{Value, json};

use super::shapes::{RecordShape, SetShape, ZoneShape, new_record};
use crate::zone::api::{Api, ApiError, ApiSetupError, ApiTerms, Call, Method, Pace, Secret};
use crate::zone::change::{
    changes_ttl, check_added, check_effect, check_kept, check_standing, relative_owner,
};
use crate::zone::steps::{asked_ttl, check_beside, delegated, unread};

/// It is the owner's own server.
const PACE: Pace = Pace {
    burst: 200,
    every: Duration::from_millis(10),
};

/// Octets of a whole zone as it is listed: some hundred thousand records.
const ZONE_OCTETS_MAX: usize = 64 * 1024 * 1024;

/// How often a zone is listed that changes meanwhile.
const LISTINGS_MAX: u32 = 3;

/// Where the interface begins on a server.
const ROOT: &str = "/api/v1";

/// A server and the key to it, to be shared by all its zones.
#[derive(Debug, Clone)]
pub struct PowerDnsAccount {
    api: Api,
    server_id: String,
}

impl PowerDnsAccount {
    /// What the one server behind an interface is called.
    pub const SERVER_ID: &str = "localhost";

    /// How the interface is called, unless told otherwise.
    pub fn terms() -> ApiTerms {
        ApiTerms {
            answer_octets_max: ZONE_OCTETS_MAX,
            ..ApiTerms::new(PACE)
        }
    }

    /// A server by the URL of its interface, with or without `/api/v1`.
    ///
    /// # Errors
    /// Where the URL or the key cannot be used.
    pub fn new(
        url: &str,
        server_id: &str,
        key: &Secret,
        terms: ApiTerms,
    ) -> Result<PowerDnsAccount, ApiSetupError> {
        let url = url.trim_end_matches('/');
        let base = format!("{}{ROOT}", url.strip_suffix(ROOT).unwrap_or(url));
        Ok(PowerDnsAccount {
            api: Api::new(&base, &[("x-api-key", key.clone())], terms)?,
            server_id: server_id.to_owned(),
        })
    }
}

/// A zone at a PowerDNS.
#[derive(Debug)]
pub struct PowerDnsZone {
    account: PowerDnsAccount,
    apex: DomainName,
}

/// How much of a zone is listed.
#[derive(Debug, Clone, Copy)]
enum Extent<'a> {
    /// What one name has that is answered. What is disabled is not listed then.
    Name(&'a DomainName),
    /// All of it, with what is disabled.
    Whole,
}

impl PowerDnsZone {
    /// The zone of this name. Asks nothing yet: whether there is such a zone shows when it is read.
    pub fn new(account: PowerDnsAccount, apex: DomainName) -> PowerDnsZone {
        PowerDnsZone { account, apex }
    }

    fn call(&self, method: Method) -> Call {
        let id = format!("{}.", self.apex);
        Call::new(method, &["servers", &self.account.server_id, "zones", &id])
    }

    async fn listed(&self, extent: Extent<'_>) -> Result<ZoneShape, ZoneError> {
        let call = match extent {
            Extent::Name(name) => self
                .call(Method::Get)
                .query("rrset_name", &format!("{name}.")),
            Extent::Whole => self.call(Method::Get),
        };
        let answer = self.account.api.call(call).await;
        let answer = answer.map_err(|error| match error {
            ApiError::NotFound(_) => ZoneError::NoZone(self.apex.clone()),
            error => error.on_read(),
        })?;
        let zone: ZoneShape = answer.json().map_err(ApiError::on_read)?;
        zone.check(&self.apex)?;
        Ok(zone)
    }

    /// What a name has. Older versions take no notice of the filter, and newer ones list the comments of
    /// other names.
    async fn at(&self, owner: &DomainName) -> Result<Vec<SetShape>, ZoneError> {
        self.listed(Extent::Name(owner)).await?.sets_at(owner)
    }

    /// The whole zone, and right after it what the name has: a long list takes a while. Where the serial
    /// shows a change in between, what is disabled may be another, and it is listed again.
    async fn settled(&self, owner: &DomainName) -> Result<(ZoneShape, Vec<SetShape>), ZoneError> {
        for _ in 0..LISTINGS_MAX {
            let whole = self.listed(Extent::Whole).await?;
            let name = self.listed(Extent::Name(owner)).await?;
            if whole.edited_serial == name.edited_serial {
                return Ok((whole, name.sets_at(owner)?));
            }
        }
        let zone = self.apex.clone();
        Err(ZoneError::Unreadable(Why::Unsettled { zone }))
    }

    /// What these names have, and those between them and the apex, where a delegation would be.
    async fn at_and_above<'a>(
        &self,
        keys: impl IntoIterator<Item = &'a RrSetKey>,
    ) -> Result<BTreeMap<DomainName, Vec<SetShape>>, ZoneError> {
        let mut nodes: BTreeMap<DomainName, Vec<SetShape>> = BTreeMap::new();
        for key in keys {
            relative_owner(&self.apex, key)?;
            let mut at = Some(key.owner.clone());
            while let Some(owner) = at.filter(|owner| owner.is_at_or_below(&self.apex)) {
                at = owner.parent();
                let is_wanted = owner != self.apex || key.owner == self.apex;
                if !is_wanted || nodes.contains_key(&owner) {
                    continue;
                }
                let sets = self.at(&owner).await?;
                if owner != self.apex && sets.iter().any(SetShape::is_ns) {
                    return Err(delegated(&owner));
                }
                nodes.insert(owner, sets);
            }
        }
        Ok(nodes)
    }

    async fn patch(&self, set: Value) -> Result<(), ZoneError> {
        let body = json!({ "rrsets": [set] });
        let call = self.call(Method::Patch).json(&body);
        let call = call.map_err(ApiError::on_write)?;
        self.account
            .api
            .call(call)
            .await
            .map_err(ApiError::on_write)?;
        Ok(())
    }
}

impl Zone for PowerDnsZone {
    fn apex(&self) -> &DomainName {
        &self.apex
    }

    async fn read(&self, keys: &[RrSetKey]) -> Result<Vec<Option<RrSet>>, ZoneError> {
        let nodes = self.at_and_above(keys).await?;
        let set = |key: &RrSetKey| match nodes.get(&key.owner) {
            Some(sets) => standing(of_kind(sets, key.kind), key.kind),
            None => Ok(None),
        };
        keys.iter().map(set).collect()
    }

    async fn write(&self, change: &RrSetChange) -> Result<Written, ZoneError> {
        let key = &change.key;
        relative_owner(&self.apex, key)?;
        check_added(change)?;
        // What is disabled is sent again, so it must be known.
        let (zone, at_the_end) = self.settled(&key.owner).await?;
        if let Some(cut) = zone.cut_above(&self.apex, &key.owner)? {
            return Err(delegated(&cut));
        }
        zone.check_serial(&self.apex)?;
        let sets = zone.sets_at(&key.owner)?;
        let served = sets.iter().filter(|set| set.is_answered());
        check_beside(change, served.map(|set| set.is_of(RecordKind::Cname)))?;
        let listed = of_kind(&sets, key.kind);
        let before = standing(listed, key.kind)?;
        check_standing(change, before.as_ref())?;
        let now = standing(of_kind(&at_the_end, key.kind), key.kind)?;
        check_standing(change, now.as_ref())?;
        let written = Written {
            visible_within_seconds: 0,
            ttl_seconds: None,
        };
        let has_work = !change.added().is_empty() || !change.removed().is_empty();
        if !has_work && !changes_ttl(change) {
            return Ok(written);
        }
        let records = listed.map_or(&[][..], SetShape::records);
        let ttl = asked_ttl(change, before.as_ref());
        self.patch(patch_of(change, records, ttl)?).await?;
        let now = self.at(&key.owner).await.map_err(unread)?;
        let now = standing(of_kind(&now, key.kind), key.kind).map_err(unread)?;
        check_effect(change, now.as_ref())?;
        check_kept(change, now.as_ref())?;
        Ok(written)
    }
}

fn of_kind(sets: &[SetShape], kind: RecordKind) -> Option<&SetShape> {
    sets.iter().find(|set| set.is_of(kind))
}

fn standing(set: Option<&SetShape>, kind: RecordKind) -> Result<Option<RrSet>, ZoneError> {
    match set {
        Some(set) => set.standing(kind),
        None => Ok(None),
    }
}

/// The set as it shall be: what stays and what is disabled as it was listed, then what is new.
fn patch_of(change: &RrSetChange, listed: &[RecordShape], ttl: u32) -> Result<Value, ZoneError> {
    let kind = change.key.kind;
    let mut records = Vec::new();
    for record in listed {
        let stays = |data| change.after.as_ref().is_some_and(|after| after.has(data));
        if record.is_disabled() || stays(&record.data(kind)?) {
            records.push(record.as_listed());
        }
    }
    records.extend(change.added().into_iter().map(new_record));
    let (name, kind) = (format!("{}.", change.key.owner), kind.word());
    // A set that is deleted loses its comments; one that is replaced keeps them.
    if records.is_empty() {
        return Ok(json!({ "name": name, "type": kind, "changetype": "DELETE" }));
    }
    Ok(json!({
        "name": name, "type": kind, "ttl": ttl, "changetype": "REPLACE", "records": records,
    }))
}
