//! The client.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use app::zone::{Why, Written, Zone, ZoneError};
use protocols::limits::{ZONE_LIST_PAGES_MAX, ZONE_LIST_RECORDS_MAX};
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RrSet, RrSetChange, RrSetKey};
use serde_json::Value;

use super::shapes::{SetShape, SetsAnswer, ZoneShape, properties, write_data};
use crate::zone::api::{
    Api, ApiAnswer, ApiError, ApiSetupError, ApiTerms, Call, Method, Pace, Secret, parameter,
};
use crate::zone::change::{cannot_hold, relative_owner};
use crate::zone::oauth::{Grant, Tokens};
use crate::zone::sets::{self, NotMade, Replacement, SetZone, Sets};

/// Below the 60 lists of a zone a minute.
const PACE: Pace = Pace {
    burst: 15,
    every: Duration::from_millis(1_500),
};

/// The version of the interface that is spoken.
const VERSION: (&str, &str) = ("api-version", "2018-05-01");

/// The TTLs that are taken, in seconds.
const TTL_SECONDS_MIN: u32 = 1;
const TTL_SECONDS_MAX: u32 = 2_147_483_647;

/// How long its name servers may take, in seconds.
const VISIBLE_WITHIN_SECONDS: u32 = 120;

/// Where a zone is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AzurePlace {
    /// The subscription's id.
    pub subscription: String,
    /// The resource group's name.
    pub resource_group: String,
}

/// A client (an app registration) that may write there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AzureClient {
    /// The id of the tenant it is of.
    pub tenant: String,
    /// Its own id.
    pub id: String,
    /// Its secret.
    pub secret: Secret,
}

impl AzureClient {
    /// Whether this can be the id or the domain of a tenant.
    pub fn is_tenant(text: &str) -> bool {
        let fits = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.');
        text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.bytes().all(fits)
    }
}

/// A resource group with zones, and what opens it.
#[derive(Debug, Clone)]
pub struct AzureAccount(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    api: Api,
    tokens: Tokens,
    place: AzurePlace,
}

impl AzureAccount {
    /// Where the interface is.
    pub const BASE: &str = "https://management.azure.com";

    /// Where tokens are fetched.
    pub const LOGIN: &str = "https://login.microsoftonline.com";

    /// How the interface is called, unless told otherwise.
    pub fn terms() -> ApiTerms {
        ApiTerms::new(PACE)
    }

    /// The zones of a resource group. The tenant must be one ([`AzureClient::is_tenant`]).
    ///
    /// # Errors
    /// Where a base cannot be used.
    pub fn new(
        base: &str,
        login: &str,
        client: AzureClient,
        place: AzurePlace,
        terms: ApiTerms,
    ) -> Result<AzureAccount, ApiSetupError> {
        let url = format!(
            "{}/{}/oauth2/v2.0/token",
            login.trim_end_matches('/'),
            client.tenant
        );
        let grant = Grant::Client {
            id: client.id,
            secret: client.secret,
        };
        // What a token is for, whatever proxy it is sent through.
        let scope = format!("{}/.default", AzureAccount::BASE);
        Ok(AzureAccount(Arc::new(Inner {
            tokens: Tokens::new(&url, grant, scope, terms.clone())?,
            api: Api::new(base, &[], terms)?,
            place,
        })))
    }

    fn at(&self, method: Method, apex: &DomainName, rest: &[&str]) -> Call {
        let AzurePlace {
            subscription,
            resource_group,
        } = &self.0.place;
        let zone = [
            "subscriptions",
            subscription,
            "resourceGroups",
            resource_group,
            "providers",
            "Microsoft.Network",
            "dnsZones",
            apex.as_str(),
        ];
        Call::new(method, &[&zone[..], rest].concat()).query(VERSION.0, VERSION.1)
    }

    async fn call(&self, call: Call) -> Result<ApiAnswer, ApiError> {
        self.0.tokens.call(&self.0.api, call).await
    }
}

/// A zone at Azure DNS.
#[derive(Debug)]
pub struct AzureZone {
    account: AzureAccount,
    apex: DomainName,
}

impl AzureZone {
    /// Finds the zone of exactly this name.
    ///
    /// # Errors
    /// Where there is none in the resource group, or it is private.
    pub async fn open(account: AzureAccount, apex: DomainName) -> Result<AzureZone, ZoneError> {
        let answer = match account.call(account.at(Method::Get, &apex, &[])).await {
            Err(ApiError::NotFound(_)) => return Err(ZoneError::NoZone(apex)),
            answer => answer.map_err(ApiError::on_read)?,
        };
        let zone: ZoneShape = answer.json().map_err(ApiError::on_read)?;
        if DomainName::parse(&zone.name).as_ref() != Ok(&apex) {
            return Err(ZoneError::NoZone(apex));
        }
        if zone
            .properties
            .zone_type
            .is_some_and(|kind| kind != "Public")
        {
            return Err(ZoneError::Unreadable(Why::Private { zone: apex }));
        }
        Ok(AzureZone { account, apex })
    }

    /// All sets of the zone; a list of one name there is would also be one of all that end like it.
    async fn all_sets(&self) -> Result<Vec<SetShape>, ZoneError> {
        let mut all = Vec::new();
        let mut skip: Option<String> = None;
        for _ in 0..ZONE_LIST_PAGES_MAX {
            let mut call = self
                .account
                .at(Method::Get, &self.apex, &["all"])
                .query("$top", "1000");
            if let Some(token) = &skip {
                call = call.query("$skipToken", token);
            }
            let answer = match self.account.call(call).await {
                Err(ApiError::NotFound(_)) => return Err(ZoneError::NoZone(self.apex.clone())),
                answer => answer.map_err(ApiError::on_read)?,
            };
            let list: SetsAnswer = answer.json().map_err(ApiError::on_read)?;
            let (sets, next) = list.sets().map_err(ZoneError::Unreadable)?;
            all.extend(sets);
            if all.len() > ZONE_LIST_RECORDS_MAX {
                return Err(ZoneError::Unreadable(Why::ListTooLong));
            }
            // The link itself is not followed: it could lead elsewhere with the token.
            skip = match next {
                None => return Ok(all),
                Some(link) => Some(
                    parameter(&link, "$skipToken")
                        .ok_or(ZoneError::Unreadable(Why::ListWithoutNext))?,
                ),
            };
        }
        Err(ZoneError::Unreadable(Why::ListTooManyPages))
    }

    fn change(&self, replacement: &Replacement<'_, SetShape>) -> Result<Call, ZoneError> {
        let key = replacement.key;
        let name = relative_owner(&self.apex, key)?;
        let standing = replacement.standing;
        let name = standing.map_or(name.as_str(), |set| &set.name);
        let method = match replacement.wanted {
            Some(_) => Method::Put,
            None => Method::Delete,
        };
        let call = self
            .account
            .at(method, &self.apex, &[key.kind.word(), name]);
        let call = match standing {
            Some(set) => call.open_header("if-match", &set.etag),
            None => call.open_header("if-none-match", "*"),
        };
        let Some(wanted) = &replacement.wanted else {
            return Ok(call);
        };
        let body = properties(standing, key.kind, wanted).map_err(|why| cannot_hold(key, why))?;
        call.json(&body).map_err(ApiError::on_write)
    }
}

impl SetZone for AzureZone {
    type Set = SetShape;

    fn apex(&self) -> &DomainName {
        &self.apex
    }

    async fn sets(&self, owners: &BTreeSet<DomainName>) -> Result<Sets<SetShape>, ZoneError> {
        let mut sets: Sets<SetShape> = Sets::new();
        for set in self.all_sets().await? {
            let owner = match set.name.as_str() {
                "@" => Ok(self.apex.clone()),
                name => DomainName::parse(&format!("{name}.{}", self.apex)),
            };
            // A name that is none of ours may be one that we cannot even read, such as a wildcard.
            match owner {
                Ok(owner) if owners.contains(&owner) => sets.entry(owner).or_default().push(set),
                Ok(_) | Err(_) => {}
            }
        }
        Ok(sets)
    }

    fn taken_ttl(&self, asked: u32) -> u32 {
        asked.clamp(TTL_SECONDS_MIN, TTL_SECONDS_MAX)
    }

    fn visible_within_seconds(&self) -> u32 {
        VISIBLE_WITHIN_SECONDS
    }

    fn write(&self, data: &RecordData) -> Result<Value, Why> {
        write_data(data)
    }

    async fn send(&self, replacement: Replacement<'_, SetShape>) -> Result<(), NotMade> {
        let call = self.change(&replacement).map_err(NotMade::Failed)?;
        match self.account.call(call).await {
            Ok(_) => Ok(()),
            // The etag is another one now, or the set that was to be made is there.
            Err(ApiError::Refused {
                status: 409 | 412,
                words,
            })
            | Err(ApiError::NotFound(words)) => Err(NotMade::Doubted(words)),
            Err(error) => Err(NotMade::Failed(error.on_write())),
        }
    }
}

impl Zone for AzureZone {
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
