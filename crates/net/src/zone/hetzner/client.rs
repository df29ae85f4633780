//! Reads and writes a zone.

use std::collections::BTreeMap;
use std::time::Duration;

use app::zone::{Why, Written, Zone, ZoneError};
use futures_util::future::try_join_all;
use protocols::limits::{ZONE_LIST_PAGES_MAX, ZONE_LIST_RECORDS_MAX};
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetChange, RrSetKey};
use serde_json::{Value, json};
use tokio::sync::OnceCell;
use tokio::time::{Instant, sleep};

use super::shapes::{ActionAnswer, ActionShape, SetShape, SetsAnswer, ValueShape, ZoneAnswer};
use crate::zone::api::{
    Api, ApiAnswer, ApiError, ApiSetupError, ApiTerms, Call, Method, Pace, Secret,
};
use crate::zone::change::{
    cannot_hold, changes_ttl, check_added, check_effect, check_standing, relative_owner, shown,
};
use crate::zone::master_text::{Undotted, read_data, write_data};
use crate::zone::steps::{not_below, unread};

/// Below the 3,600 calls an hour that a project has.
const PACE: Pace = Pace {
    burst: 300,
    every: Duration::from_millis(1_200),
};

/// Sets asked for on one page, the most there are.
const PER_PAGE: &str = "50";

/// The lowest TTL that is taken, in seconds.
const TTL_SECONDS_MIN: u32 = 60;

/// Between two looks at an action: at first, and at most.
const LOOK_FIRST: Duration = Duration::from_millis(100);
const LOOK_MAX: Duration = Duration::from_secs(2);

/// How long another change of a zone is given, in seconds.
const LOCKED_SECONDS: u32 = 5;

/// The length of the old DNS Console's tokens; those of this interface have 64 characters.
const OLD_TOKEN_CHARS: usize = 32;

/// A zone at Hetzner.
#[derive(Debug)]
pub struct HetznerZone {
    api: Api,
    apex: DomainName,
    id: String,
    /// The TTL of sets that have none of their own.
    ttl_seconds: u32,
    /// Names below the apex that are delegated; looked up once.
    delegations: OnceCell<Vec<DomainName>>,
}

impl HetznerZone {
    /// Where the interface is.
    pub const BASE: &str = "https://api.hetzner.cloud/v1";

    /// How the interface is called, unless told otherwise. A change that runs on is waited for as long
    /// as for one call.
    pub fn terms() -> ApiTerms {
        ApiTerms::new(PACE)
    }

    /// The project that a token opens, to be shared by all its zones.
    ///
    /// # Errors
    /// Where the base or the token cannot be used; a token of the old DNS Console is told by its length.
    pub fn account(base: &str, token: &Secret, terms: ApiTerms) -> Result<Api, ApiSetupError> {
        if token.expose().chars().count() == OLD_TOKEN_CHARS {
            return Err(ApiSetupError::OldCredential(
                "it is a token of the old DNS Console: migrate the zone, then make one in the Console",
            ));
        }
        let bearer = Secret::new(format!("Bearer {}", token.expose()));
        Api::new(base, &[("authorization", bearer)], terms)
    }

    /// Finds the zone of exactly this name.
    ///
    /// # Errors
    /// Where there is none in the project (one of the old DNS Console is not seen), or where it is
    /// transferred from elsewhere.
    pub async fn open(api: Api, apex: DomainName) -> Result<HetznerZone, ZoneError> {
        let call = Call::new(Method::Get, &["zones", apex.as_str()]);
        let answer = match api.call(call).await {
            Err(ApiError::NotFound(_)) => return Err(ZoneError::NoZone(apex)),
            answer => answer.map_err(ApiError::on_read)?,
        };
        let ZoneAnswer { zone } = answer.json().map_err(ApiError::on_read)?;
        if DomainName::parse(&zone.name).as_ref() != Ok(&apex) {
            return Err(ZoneError::NoZone(apex));
        }
        if zone.mode != "primary" {
            return Err(ZoneError::Unreadable(Why::Secondary { zone: apex }));
        }
        Ok(HetznerZone {
            api,
            apex,
            id: zone.id.to_string(),
            ttl_seconds: zone.ttl,
            delegations: OnceCell::new(),
        })
    }

    /// All sets of one name.
    async fn sets_at(&self, key: &RrSetKey) -> Result<Vec<SetShape>, ZoneError> {
        let name = relative_owner(&self.apex, key)?;
        let mut sets = self.sets(("name", &name)).await?;
        // The filter is the other side's; it is not relied on.
        sets.retain(|set| set.name.eq_ignore_ascii_case(&name));
        Ok(sets)
    }

    /// All pages of a list, which is empty where there is no such set: a 404 can then only mean that
    /// the zone has gone.
    async fn sets(&self, (filter, value): (&str, &str)) -> Result<Vec<SetShape>, ZoneError> {
        let mut all = Vec::new();
        let mut page = 1;
        for _ in 0..ZONE_LIST_PAGES_MAX {
            let call = Call::new(Method::Get, &["zones", &self.id, "rrsets"])
                .query(filter, value)
                .query("per_page", PER_PAGE)
                .query("page", &page.to_string());
            let answer = match self.api.call(call).await {
                Err(ApiError::NotFound(_)) => return Err(ZoneError::NoZone(self.apex.clone())),
                answer => answer.map_err(ApiError::on_read)?,
            };
            let list: SetsAnswer = answer.json().map_err(ApiError::on_read)?;
            all.extend(list.rrsets);
            if all.len() > ZONE_LIST_RECORDS_MAX {
                return Err(ZoneError::Unreadable(Why::ListTooLong));
            }
            let pagination = list.meta.pagination;
            match pagination.next_page {
                Some(next) => page = next,
                None if pagination.total_entries.is_some_and(|n| n != all.len()) => {
                    return Err(ZoneError::Unreadable(Why::ListIncomplete));
                }
                None => return Ok(all),
            }
        }
        Err(ZoneError::Unreadable(Why::ListTooManyPages))
    }

    async fn delegations(&self) -> Result<&[DomainName], ZoneError> {
        let look_up = async || {
            let mut names = Vec::new();
            for set in self.sets(("type", "NS")).await? {
                if set.kind == "NS" && set.name != "@" {
                    let name = DomainName::parse(&format!("{}.{}", set.name, self.apex));
                    names.push(name.map_err(|_| {
                        let record = format!("{} NS", shown(&set.name));
                        ZoneError::Unreadable(Why::BadOwner { record })
                    })?);
                }
            }
            Ok(names)
        };
        let names: Result<&Vec<DomainName>, ZoneError> =
            self.delegations.get_or_try_init(look_up).await;
        Ok(names?)
    }

    async fn check_served(&self, key: &RrSetKey) -> Result<(), ZoneError> {
        not_below(self.delegations().await?, key)
    }

    fn set_of(&self, sets: &[SetShape], kind: RecordKind) -> Result<Option<RrSet>, ZoneError> {
        let set = of_kind(sets, kind).filter(|set| !set.records.is_empty());
        set.map(|set| set.set(&self.apex, self.ttl_seconds))
            .transpose()
    }

    /// The calls that make a change of what stands, in their order.
    fn calls(
        &self,
        change: &RrSetChange,
        standing: Option<&SetShape>,
    ) -> Result<Vec<Call>, ZoneError> {
        let name = relative_owner(&self.apex, &change.key)?;
        let kind = change.key.kind.word();
        let path = ["zones", &self.id, "rrsets", &name, kind];
        let act = |action: &str, body: Value| {
            let path = [&path[..], &["actions", action]].concat();
            Call::new(Method::Post, &path).json(&body)
        };
        let (Some(standing), false) = (standing, change.before.is_none()) else {
            let Some(after) = &change.after else {
                return Ok(Vec::new());
            };
            // Refused with 409 where the set has come into being meanwhile.
            let body = json!({
                "name": name,
                "type": kind,
                "ttl": after.ttl_seconds.max(TTL_SECONDS_MIN),
                "records": shapes(&after.values.iter().collect::<Vec<_>>()),
            });
            let call = Call::new(Method::Post, &path[..3]).json(&body);
            return Ok(vec![call.map_err(ApiError::on_write)?]);
        };
        let added = change.added();
        let (kept, removed): (Vec<_>, Vec<_>) =
            standing.records.iter().cloned().partition(|record| {
                let data = read_data(&standing.kind, &record.value, Undotted::Below(&self.apex));
                data.is_some_and(|data| change.after.as_ref().is_some_and(|after| after.has(&data)))
            });
        let mut calls = Vec::new();
        match (added.is_empty(), removed.is_empty()) {
            (true, true) => {}
            (false, true) => calls.push(act("add_records", json!({ "records": shapes(&added) }))),
            (true, false) => {
                // Named by their values, as they are spelt there.
                let values: Vec<Value> = removed
                    .iter()
                    .map(|r| json!({ "value": r.value }))
                    .collect();
                calls.push(act("remove_records", json!({ "records": values })));
            }
            (false, false) => {
                let all = [kept, shapes(&added)].concat();
                calls.push(act("set_records", json!({ "records": all })));
            }
        }
        if let Some(after) = change.after.as_ref().filter(|_| changes_ttl(change)) {
            let ttl = after.ttl_seconds.max(TTL_SECONDS_MIN);
            calls.push(act("change_ttl", json!({ "ttl": ttl })));
        }
        calls
            .into_iter()
            .map(|call| call.map_err(ApiError::on_write))
            .collect()
    }

    /// Waits until an accepted change is made.
    async fn finish(&self, answer: ApiAnswer) -> Result<(), ZoneError> {
        let until = Instant::now() + self.api.whole();
        let mut pause = LOOK_FIRST;
        let mut answer = answer;
        loop {
            let accepted: Result<ActionAnswer, ApiError> = answer.json();
            let ActionAnswer { action } = accepted.map_err(ApiError::on_write)?;
            match action.status.as_str() {
                "success" => return Ok(()),
                "running" if Instant::now() + pause < until => {}
                "running" => {
                    let action = action.id;
                    return Err(ZoneError::NoAnswer(Why::ActionRunning { action }));
                }
                _ => return Err(ZoneError::NoAnswer(failure(&action, &answer))),
            }
            sleep(pause).await;
            pause = (pause * 2).min(LOOK_MAX);
            let call = Call::new(Method::Get, &["actions", &action.id.to_string()]);
            answer = self.api.call(call).await.map_err(|error| {
                let (action, error) = (action.id, Box::new(error.on_write()));
                ZoneError::NoAnswer(Why::ActionUntold { action, error })
            })?;
        }
    }
}

impl Zone for HetznerZone {
    fn apex(&self) -> &DomainName {
        &self.apex
    }

    async fn read(&self, keys: &[RrSetKey]) -> Result<Vec<Option<RrSet>>, ZoneError> {
        let owners: BTreeMap<&DomainName, &RrSetKey> =
            keys.iter().map(|key| (&key.owner, key)).collect();
        let lists = owners.into_iter().map(|(owner, key)| async move {
            let sets = self.sets_at(key).await?;
            self.check_served(key).await?;
            Ok::<_, ZoneError>((owner, sets))
        });
        let lists: BTreeMap<&DomainName, Vec<SetShape>> =
            try_join_all(lists).await?.into_iter().collect();
        keys.iter()
            .map(|key| {
                let sets = lists.get(&key.owner).map_or(&[][..], Vec::as_slice);
                self.set_of(sets, key.kind)
            })
            .collect()
    }

    async fn write(&self, change: &RrSetChange) -> Result<Written, ZoneError> {
        let key = &change.key;
        check_added(change)?;
        self.check_served(key).await?;
        let sets = self.sets_at(key).await?;
        let is_alias = key.kind != RecordKind::Cname && of_kind(&sets, RecordKind::Cname).is_some();
        if is_alias && change.after.is_some() {
            return Err(cannot_hold(key, Why::BesideAlias));
        }
        check_standing(change, self.set_of(&sets, key.kind)?.as_ref())?;
        let standing = of_kind(&sets, key.kind);
        if standing.is_some_and(SetShape::is_protected) {
            return Err(ZoneError::Refused(Why::Protected));
        }
        let calls = self.calls(change, standing)?;
        let made_nothing = calls.is_empty();
        for (at, call) in calls.into_iter().enumerate() {
            let made = match self.api.call(call).await {
                Ok(answer) => self.finish(answer).await,
                Err(error) if at == 0 => return Err(self.refusal(error, key).await),
                Err(error) => Err(error.on_write()),
            };
            made.map_err(|error| match at {
                0 => error,
                _ => {
                    let error = Box::new(error);
                    ZoneError::NoAnswer(Why::TtlUnwritten { error })
                }
            })?;
        }
        if !made_nothing {
            let now = self.sets_at(key).await.map_err(unread)?;
            let now = self.set_of(&now, key.kind).map_err(unread)?;
            check_effect(change, now.as_ref())?;
        }
        let asked = change.after.as_ref().filter(|_| changes_ttl(change));
        Ok(Written {
            visible_within_seconds: 0,
            ttl_seconds: asked
                .filter(|after| after.ttl_seconds < TTL_SECONDS_MIN)
                .map(|_| TTL_SECONDS_MIN),
        })
    }
}

impl HetznerZone {
    /// What it means that the first call of a change was refused.
    async fn refusal(&self, error: ApiError, key: &RrSetKey) -> ZoneError {
        match error {
            ApiError::Refused { status: 409, words } => {
                // Somebody else was quicker, or a change of theirs is still running.
                let standing = match self.sets_at(key).await {
                    Ok(sets) => self.set_of(&sets, key.kind),
                    Err(error) => Err(error),
                };
                match standing {
                    Ok(standing @ Some(_)) => ZoneError::Changed {
                        key: key.clone(),
                        standing,
                    },
                    Ok(None) | Err(_) => ZoneError::Refused(Why::Words { words }),
                }
            }
            // 'locked': another change of the same zone still runs.
            ApiError::Refused { status: 423, .. } => ZoneError::TooMany(LOCKED_SECONDS),
            // A set or a value that was there a moment ago.
            ApiError::NotFound(_) => ZoneError::Changed {
                key: key.clone(),
                standing: None,
            },
            error => error.on_write(),
        }
    }
}

fn failure(action: &ActionShape, answer: &ApiAnswer) -> Why {
    let words = action.error.as_ref().map_or_else(
        || action.status.clone(),
        |complaint| format!("{}: {}", complaint.code, complaint.message),
    );
    Why::ActionFailed {
        action: action.id,
        words: answer.printable(&words),
    }
}

fn of_kind(sets: &[SetShape], kind: RecordKind) -> Option<&SetShape> {
    sets.iter().find(|set| set.kind == kind.word())
}

fn shapes(values: &[&RecordData]) -> Vec<ValueShape> {
    values
        .iter()
        .map(|value| ValueShape {
            value: write_data(value),
            comment: None,
        })
        .collect()
}
