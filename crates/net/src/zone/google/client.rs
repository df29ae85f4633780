//! The client.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use app::zone::{Why, Written, Zone, ZoneError};
use futures_util::future::try_join_all;
use protocols::limits::{ZONE_LIST_PAGES_MAX, ZONE_NAME_RECORDS_MAX};
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RrSet, RrSetChange, RrSetKey};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::zone::api::{
    Api, ApiAnswer, ApiError, ApiSetupError, ApiTerms, Call, Method, Pace, Secret,
};
use crate::zone::master_text::{Undotted, read_data, write_data};
use crate::zone::oauth::{Claim, Grant, Tokens, rsa_key};
use crate::zone::sets::{self, Listed, NotMade, Replacement, SetZone, Sets};

/// Far below the limits of a project.
const PACE: Pace = Pace {
    burst: 20,
    every: Duration::from_millis(200),
};

/// The least that reads and changes zones.
const SCOPE: &str = "https://www.googleapis.com/auth/ndev.clouddns.readwrite";

/// The highest TTL that is taken, in seconds.
const TTL_SECONDS_MAX: u32 = 2_147_483_647;

/// How long its name servers may take, in seconds.
const VISIBLE_WITHIN_SECONDS: u32 = 120;

/// One managed zone, and what opens it.
#[derive(Debug, Clone)]
pub struct GoogleAccount(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    api: Api,
    tokens: Tokens,
    project: String,
    managed_zone: String,
}

/// A service account that can sign claims.
pub struct ServiceAccount(Claim);

impl fmt::Debug for ServiceAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ServiceAccount")
            .field(&self.0.email)
            .finish()
    }
}

impl ServiceAccount {
    /// Reads a key file as Google's console hands it out.
    ///
    /// # Errors
    /// Where it is of another kind, or its key is no RSA key.
    pub fn read(key_file: &Secret) -> Result<ServiceAccount, BadKeyFile> {
        let file: KeyFile = serde_json::from_str(key_file.expose()).map_err(|_| BadKeyFile)?;
        if file.kind != "service_account" {
            return Err(BadKeyFile);
        }
        let pem = Secret::new(file.private_key);
        Ok(ServiceAccount(Claim {
            email: file.client_email,
            key_id: file.private_key_id,
            key: rsa_key(&pem).ok_or(BadKeyFile)?,
            audience: file.token_uri,
        }))
    }
}

/// The key file of a service account, as far as it is read.
#[derive(Deserialize)]
struct KeyFile {
    #[serde(rename = "type")]
    kind: String,
    client_email: String,
    private_key_id: String,
    private_key: String,
    token_uri: String,
}

/// A text is not the key file of a service account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadKeyFile;

impl fmt::Display for BadKeyFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("that is not the key file of a service account")
    }
}

impl Error for BadKeyFile {}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ZoneShape {
    dns_name: String,
    visibility: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SetsAnswer {
    rrsets: Vec<SetShape>,
    next_page_token: Option<String>,
}

/// A set, as it is listed.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SetShape {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    ttl: u32,
    #[serde(default)]
    rrdatas: Vec<String>,
    routing_policy: Option<Value>,
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
        &self.rrdatas
    }

    fn read(&self, record: &String) -> Option<RecordData> {
        read_data(&self.kind, record, Undotted::Whole)
    }

    fn special(&self) -> Option<Why> {
        let kind = self.kind.clone();
        let policy = self.routing_policy.as_ref();
        policy.map(|_| Why::SetRouting { kind })
    }
}

impl GoogleAccount {
    /// Where the interface is.
    pub const BASE: &str = "https://dns.googleapis.com/dns/v1";

    /// How the interface is called, unless told otherwise.
    pub fn terms() -> ApiTerms {
        ApiTerms::new(PACE)
    }

    /// A managed zone of a project.
    ///
    /// # Errors
    /// Where the base, or the address for tokens in the key file, cannot be used.
    pub fn new(
        base: &str,
        project: &str,
        managed_zone: &str,
        service_account: ServiceAccount,
        terms: ApiTerms,
    ) -> Result<GoogleAccount, ApiSetupError> {
        let url = service_account.0.audience.clone();
        let grant = Grant::Claim(service_account.0);
        Ok(GoogleAccount(Arc::new(Inner {
            tokens: Tokens::new(&url, grant, SCOPE.to_owned(), terms.clone())?,
            api: Api::new(base, &[], terms)?,
            project: project.to_owned(),
            managed_zone: managed_zone.to_owned(),
        })))
    }

    fn path<'a>(&'a self, rest: &[&'a str]) -> Vec<&'a str> {
        let zone = [
            "projects",
            &self.0.project,
            "managedZones",
            &self.0.managed_zone,
        ];
        [&zone[..], rest].concat()
    }

    async fn call(&self, call: Call) -> Result<ApiAnswer, ApiError> {
        self.0.tokens.call(&self.0.api, call).await
    }
}

/// A zone at Google Cloud DNS.
#[derive(Debug)]
pub struct GoogleZone {
    account: GoogleAccount,
    apex: DomainName,
}

impl GoogleZone {
    /// Looks whether the managed zone is the public zone of this name.
    ///
    /// # Errors
    /// Where it is of another name, private, or not there.
    pub async fn open(account: GoogleAccount, apex: DomainName) -> Result<GoogleZone, ZoneError> {
        let call = Call::new(Method::Get, &account.path(&[]));
        let answer = match account.call(call).await {
            Err(ApiError::NotFound(_)) => return Err(ZoneError::NoZone(apex)),
            answer => answer.map_err(ApiError::on_read)?,
        };
        let zone: ZoneShape = answer.json().map_err(ApiError::on_read)?;
        if DomainName::parse(&zone.dns_name).as_ref() != Ok(&apex) {
            return Err(ZoneError::NoZone(apex));
        }
        if zone
            .visibility
            .is_some_and(|visibility| visibility != "public")
        {
            return Err(ZoneError::Unreadable(Why::Private { zone: apex }));
        }
        Ok(GoogleZone { account, apex })
    }

    async fn sets_at(&self, owner: &DomainName) -> Result<Vec<SetShape>, ZoneError> {
        let mut here = Vec::new();
        let mut page: Option<String> = None;
        for _ in 0..ZONE_LIST_PAGES_MAX {
            let mut call = Call::new(Method::Get, &self.account.path(&["rrsets"]))
                .query("name", &format!("{owner}."));
            if let Some(token) = &page {
                call = call.query("pageToken", token);
            }
            let answer = match self.account.call(call).await {
                Err(ApiError::NotFound(_)) => return Err(ZoneError::NoZone(self.apex.clone())),
                answer => answer.map_err(ApiError::on_read)?,
            };
            let list: SetsAnswer = answer.json().map_err(ApiError::on_read)?;
            // The filter is the other side's; it is not relied on.
            let is_here = |set: &SetShape| DomainName::parse(&set.name).as_ref() == Ok(owner);
            here.extend(list.rrsets.into_iter().filter(is_here));
            if here.len() > ZONE_NAME_RECORDS_MAX {
                let name = owner.clone();
                return Err(ZoneError::Unreadable(Why::TooManySets { name }));
            }
            page = list.next_page_token;
            if page.is_none() {
                return Ok(here);
            }
        }
        Err(ZoneError::Unreadable(Why::ListTooManyPages))
    }
}

fn shape(name: &str, kind: &str, ttl: u32, records: &[String]) -> Value {
    json!({"name": name, "type": kind, "ttl": ttl, "rrdatas": records})
}

impl SetZone for GoogleZone {
    type Set = SetShape;

    fn apex(&self) -> &DomainName {
        &self.apex
    }

    async fn sets(&self, owners: &BTreeSet<DomainName>) -> Result<Sets<SetShape>, ZoneError> {
        let lists = owners
            .iter()
            .map(async |owner| Ok::<_, ZoneError>((owner.clone(), self.sets_at(owner).await?)));
        Ok(try_join_all(lists).await?.into_iter().collect())
    }

    fn taken_ttl(&self, asked: u32) -> u32 {
        asked.min(TTL_SECONDS_MAX)
    }

    fn visible_within_seconds(&self) -> u32 {
        VISIBLE_WITHIN_SECONDS
    }

    fn write(&self, data: &RecordData) -> Result<String, Why> {
        Ok(write_data(data))
    }

    async fn send(&self, replacement: Replacement<'_, SetShape>) -> Result<(), NotMade> {
        let (key, standing) = (replacement.key, replacement.standing);
        let deletions = standing.map(|set| shape(&set.name, &set.kind, set.ttl, &set.rrdatas));
        let name = standing.map_or_else(|| format!("{}.", key.owner), |set| set.name.clone());
        let wanted = replacement.wanted.as_ref();
        let additions =
            wanted.map(|set| shape(&name, key.kind.word(), set.ttl_seconds, &set.records));
        let list = |one: Option<Value>| Value::from_iter(one);
        let body = json!({"additions": list(additions), "deletions": list(deletions)});
        let call = Call::new(Method::Post, &self.account.path(&["changes"])).json(&body);
        let call = call.map_err(|error| NotMade::Failed(error.on_write()))?;
        match self.account.call(call).await {
            Ok(_) => Ok(()),
            // What was to be added exists, or what was to be deleted is not there, or not so.
            Err(ApiError::Refused {
                status: 400 | 409 | 412,
                words,
            })
            | Err(ApiError::NotFound(words)) => Err(NotMade::Doubted(words)),
            Err(error) => Err(NotMade::Failed(error.on_write())),
        }
    }
}

impl Zone for GoogleZone {
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
