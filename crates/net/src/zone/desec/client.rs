//! The client.

use std::collections::BTreeSet;
use std::time::Duration;

use app::zone::{Why, Written, Zone, ZoneError};
use protocols::limits::{ZONE_LIST_PAGES_MAX, ZONE_LIST_RECORDS_MAX};
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RrSet, RrSetChange, RrSetKey};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::zone::api::{
    Api, ApiError, ApiSetupError, ApiTerms, Call, Method, Pace, Secret, parameter,
};
use crate::zone::change::relative_owner;
use crate::zone::master_text::{Undotted, read_data, write_data};
use crate::zone::sets::{self, Listed, NotMade, Replacement, SetZone, Sets};

/// Below the 50 reading calls a minute that an account has; of writes a domain has 15 a minute, and a
/// write is one call of three.
const PACE: Pace = Pace {
    burst: 10,
    every: Duration::from_secs(2),
};

/// The highest TTL that is taken, in seconds; the lowest is the domain's.
const TTL_SECONDS_MAX: u32 = 86_400;

/// How long its name servers may take to answer with a change, in seconds.
const VISIBLE_WITHIN_SECONDS: u32 = 120;

/// A zone at deSEC.
#[derive(Debug)]
pub struct DesecZone {
    api: Api,
    apex: DomainName,
    ttl_seconds_min: u32,
}

#[derive(Debug, Deserialize)]
struct DomainShape {
    name: String,
    minimum_ttl: u32,
}

/// A set, as it is listed.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct SetShape {
    /// With the zone and a dot at the end.
    name: String,
    #[serde(rename = "type")]
    kind: String,
    ttl: u32,
    records: Vec<String>,
}

impl Listed for SetShape {
    type Record = String;

    fn kind(&self) -> &str {
        &self.kind
    }

    fn ttl_seconds(&self) -> u32 {
        self.ttl
    }

    fn records(&self) -> &[String] {
        &self.records
    }

    fn read(&self, record: &String) -> Option<RecordData> {
        read_data(&self.kind, record, Undotted::Whole)
    }

    fn special(&self) -> Option<Why> {
        None
    }
}

impl DesecZone {
    /// Where the interface is.
    pub const BASE: &str = "https://desec.io/api/v1";

    /// How the interface is called, unless told otherwise.
    pub fn terms() -> ApiTerms {
        ApiTerms::new(PACE)
    }

    /// The account that a token opens, to be shared by all its zones.
    ///
    /// # Errors
    /// Where the base or the token cannot be used.
    pub fn account(base: &str, token: &Secret, terms: ApiTerms) -> Result<Api, ApiSetupError> {
        let token = Secret::new(format!("Token {}", token.expose()));
        Api::new(base, &[("authorization", token)], terms)
    }

    /// Finds the domain of exactly this name.
    ///
    /// # Errors
    /// Where there is none in the account.
    pub async fn open(api: Api, apex: DomainName) -> Result<DesecZone, ZoneError> {
        let call = Call::new(Method::Get, &["domains", apex.as_str(), ""]);
        let answer = match api.call(call).await {
            Err(ApiError::NotFound(_)) => return Err(ZoneError::NoZone(apex)),
            answer => answer.map_err(ApiError::on_read)?,
        };
        let domain: DomainShape = answer.json().map_err(ApiError::on_read)?;
        if DomainName::parse(&domain.name).as_ref() != Ok(&apex) {
            return Err(ZoneError::NoZone(apex));
        }
        Ok(DesecZone {
            api,
            apex,
            ttl_seconds_min: domain.minimum_ttl,
        })
    }

    /// All sets of the zone: one call of up to 500, where name by name would soon be too many calls.
    async fn all_sets(&self) -> Result<Vec<SetShape>, ZoneError> {
        let mut all = Vec::new();
        let mut cursor = String::new();
        for _ in 0..ZONE_LIST_PAGES_MAX {
            let call = Call::new(Method::Get, &["domains", self.apex.as_str(), "rrsets", ""])
                .query("cursor", &cursor);
            let answer = match self.api.call(call).await {
                Err(ApiError::NotFound(_)) => return Err(ZoneError::NoZone(self.apex.clone())),
                answer => answer.map_err(ApiError::on_read)?,
            };
            let page: Vec<SetShape> = answer.json().map_err(ApiError::on_read)?;
            all.extend(page);
            if all.len() > ZONE_LIST_RECORDS_MAX {
                return Err(ZoneError::Unreadable(Why::ListTooLong));
            }
            match next_cursor(answer.links()) {
                Ok(None) => return Ok(all),
                Ok(Some(next)) => cursor = next,
                Err(()) => return Err(ZoneError::Unreadable(Why::ListWithoutNext)),
            }
        }
        Err(ZoneError::Unreadable(Why::ListTooManyPages))
    }

    fn call(&self, replacement: &Replacement<'_, SetShape>) -> Result<Call, NotMade> {
        let key = replacement.key;
        let name = relative_owner(&self.apex, key).map_err(NotMade::Failed)?;
        let kind = key.kind.word();
        let sets = ["domains", self.apex.as_str(), "rrsets"];
        let set = [&sets[..], &[&name, kind, ""]].concat();
        let (call, body): (Call, Value) = match (&replacement.wanted, replacement.standing) {
            (None, _) => return Ok(Call::new(Method::Delete, &set)),
            (Some(wanted), None) => (
                Call::new(Method::Post, &[&sets[..], &[""]].concat()),
                json!({
                    "subname": if name == "@" { "" } else { &name },
                    "type": kind,
                    "ttl": wanted.ttl_seconds,
                    "records": wanted.records,
                }),
            ),
            (Some(wanted), Some(standing)) => {
                let mut body = json!({ "records": wanted.records });
                if wanted.ttl_seconds != standing.ttl {
                    body["ttl"] = json!(wanted.ttl_seconds);
                }
                (Call::new(Method::Patch, &set), body)
            }
        };
        call.json(&body)
            .map_err(|error| NotMade::Failed(error.on_write()))
    }
}

impl SetZone for DesecZone {
    type Set = SetShape;

    fn apex(&self) -> &DomainName {
        &self.apex
    }

    async fn sets(&self, owners: &BTreeSet<DomainName>) -> Result<Sets<SetShape>, ZoneError> {
        let mut sets: Sets<SetShape> = Sets::new();
        for set in self.all_sets().await? {
            // A name that is none of ours may be one that we cannot even read, such as a wildcard.
            match DomainName::parse(&set.name) {
                Ok(owner) if owners.contains(&owner) => sets.entry(owner).or_default().push(set),
                Ok(_) | Err(_) => {}
            }
        }
        Ok(sets)
    }

    fn taken_ttl(&self, asked: u32) -> u32 {
        asked.max(self.ttl_seconds_min).min(TTL_SECONDS_MAX)
    }

    fn visible_within_seconds(&self) -> u32 {
        VISIBLE_WITHIN_SECONDS
    }

    fn write(&self, data: &RecordData) -> Result<String, Why> {
        Ok(write_data(data))
    }

    async fn send(&self, replacement: Replacement<'_, SetShape>) -> Result<(), NotMade> {
        let call = self.call(&replacement)?;
        match self.api.call(call).await {
            Ok(_) => Ok(()),
            // A set that exists is not created, one that does not is not changed.
            Err(ApiError::Refused {
                status: 400 | 409,
                words,
            })
            | Err(ApiError::NotFound(words)) => Err(NotMade::Doubted(words)),
            Err(error) => Err(NotMade::Failed(error.on_write())),
        }
    }
}

impl Zone for DesecZone {
    fn apex(&self) -> &DomainName {
        &self.apex
    }

    async fn read(&self, keys: &[RrSetKey]) -> Result<Vec<Option<RrSet>>, ZoneError> {
        sets::read(self, keys).await
    }

    async fn write(&self, change: &RrSetChange) -> Result<Written, ZoneError> {
        sets::write(self, change).await
    }
}

/// The cursor of the next page: `<https://…?cursor=abc>; rel="next"`. `None` where this was the last
/// page, an error where there is a next one without a cursor.
fn next_cursor(links: &[String]) -> Result<Option<String>, ()> {
    let mut all = links.iter().flat_map(|field| field.split(','));
    let Some(next) = all.find(|link| link.contains("rel=\"next\"")) else {
        return Ok(None);
    };
    let target = next
        .split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'));
    let cursor = target.and_then(|(target, _)| parameter(target, "cursor"));
    cursor.map(Some).ok_or(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_list_goes_on() {
        let cursor = |link: &str| next_cursor(&[link.to_owned()]);
        assert_eq!(next_cursor(&[]), Ok(None));
        assert_eq!(cursor("<https://a/?cursor=>; rel=\"first\""), Ok(None));
        assert_eq!(
            cursor(
                "<https://a/?cursor=>; rel=\"first\", <https://a/?x=1&cursor=cD0y%3D>; rel=\"next\""
            ),
            Ok(Some("cD0y=".to_owned()))
        );
        for broken in [
            "rel=\"next\"",
            "<a>; rel=\"next\"",
            "<a?b=c>; rel=\"next\"",
            "<a?cursor=%z>; rel=\"next\"",
        ] {
            assert_eq!(cursor(broken), Err(()), "{broken}");
        }
    }
}
