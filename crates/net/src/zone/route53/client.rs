//! The client.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use app::zone::{Why, Written, Zone, ZoneError};
use futures_util::future::try_join_all;
use jiff::Timestamp;
use protocols::limits::{ZONE_LIST_PAGES_MAX, ZONE_NAME_RECORDS_MAX};
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RrSet, RrSetChange, RrSetKey};
use serde::de::DeserializeOwned;

use super::shapes::{SetShape, SetsAnswer, ZoneAnswer, batch, message, read_name};
use super::signature::{Signed, Signer};
use crate::zone::api::{
    Api, ApiAnswer, ApiError, ApiSetupError, ApiTerms, Call, Method, Pace, Secret,
};
use crate::zone::master_text::write_data;
use crate::zone::sets::{self, NotMade, Replacement, SetZone, Sets};

/// Below the five calls a second that an account has.
const PACE: Pace = Pace {
    burst: 4,
    every: Duration::from_millis(300),
};

const VERSION: &str = "2013-04-01";

/// The highest TTL that is taken, in seconds.
const TTL_SECONDS_MAX: u32 = 2_147_483_647;

/// How long its name servers may take: 'generally … within 60 seconds'.
const VISIBLE_WITHIN_SECONDS: u32 = 120;

/// Until the next try where it says that it is too much, in seconds; it does not say how long.
const THROTTLED_SECONDS: u32 = 2;

/// What opens a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route53Keys {
    /// The id of the access key.
    pub key_id: String,
    /// The access key's secret; it signs, and is never sent.
    pub secret: Secret,
    /// Of temporary keys, the session they are of.
    pub session: Option<Secret>,
    /// The region that a signature is for; [`Route53Account::REGION`] but in China and for governments.
    pub region: String,
    /// The zone's id, with or without `/hostedzone/` before it.
    pub zone_id: String,
}

/// The keys of a zone, and the pace at which its account is asked.
#[derive(Clone)]
pub struct Route53Account(Arc<Inner>);

struct Inner {
    api: Api,
    keys: Route53Keys,
    host: String,
}

impl fmt::Debug for Route53Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Route53Account")
            .field("api", &self.0.api)
            .field("zone_id", &self.0.keys.zone_id)
            .finish_non_exhaustive()
    }
}

impl Route53Account {
    /// Where the interface is.
    pub const BASE: &str = "https://route53.amazonaws.com";

    /// The region whose signatures it takes.
    pub const REGION: &str = "us-east-1";

    /// How the interface is called, unless told otherwise.
    pub fn terms() -> ApiTerms {
        ApiTerms::new(PACE)
    }

    /// A zone by its keys. The id must be one ([`Route53Account::is_zone_id`]).
    ///
    /// # Errors
    /// Where the base or a key cannot be used.
    pub fn new(
        base: &str,
        mut keys: Route53Keys,
        terms: ApiTerms,
    ) -> Result<Route53Account, ApiSetupError> {
        let session = keys
            .session
            .iter()
            .map(|s| ("x-amz-security-token", s.clone()));
        let api = Api::new(base, &session.collect::<Vec<_>>(), terms)?;
        keys.zone_id = bare(&keys.zone_id).to_owned();
        let (_, rest) = base.split_once("://").unwrap_or_default();
        let host = rest
            .split('/')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        Ok(Route53Account(Arc::new(Inner { api, keys, host })))
    }

    /// Whether this is the id of a zone, such as `Z0123456789ABC`.
    pub fn is_zone_id(text: &str) -> bool {
        let id = bare(text);
        !id.is_empty() && id.bytes().all(|octet| octet.is_ascii_alphanumeric())
    }

    async fn call(&self, call: Call) -> Result<ApiAnswer, ApiError> {
        let Inner { api, keys, host } = &*self.0;
        let signer = Signer {
            key_id: &keys.key_id,
            secret: keys.secret.expose(),
            session: keys.session.as_ref().map(Secret::expose),
            region: &keys.region,
            service: "route53",
        };
        let url = api.url(&call);
        let target = url
            .split_once("://")
            .and_then(|(_, rest)| rest.split_once('/'));
        let (path, query) = target.map_or(("", ""), |(_, target)| {
            target.split_once('?').unwrap_or((target, ""))
        });
        let signed = Signed {
            method: call.method().word(),
            host,
            path: &format!("/{path}"),
            query,
            body: call.body_text(),
        };
        let fields = signer.sign(&signed, Timestamp::now());
        let call = call
            .open_header("x-amz-date", &fields.date)
            .header("authorization", Secret::new(fields.authorization));
        api.call(call).await.map_err(clear)
    }
}

fn bare(zone_id: &str) -> &str {
    zone_id
        .trim_start_matches('/')
        .trim_start_matches("hostedzone/")
}

/// A refusal in the words of its message; that it was too much is said with 400 there.
fn clear(error: ApiError) -> ApiError {
    match error {
        ApiError::Refused { status: 400, words }
            if words.contains("Throttling") || words.contains("PriorRequestNotComplete") =>
        {
            ApiError::TooMany(THROTTLED_SECONDS)
        }
        ApiError::Refused { status, words } => ApiError::Refused {
            status,
            words: message(&words),
        },
        ApiError::Denied(words) => ApiError::Denied(message(&words)),
        ApiError::NotFound(words) => ApiError::NotFound(message(&words)),
        ApiError::Unusable(Why::Status { status, words }) => {
            let words = message(&words);
            ApiError::Unusable(Why::Status { status, words })
        }
        error @ (ApiError::TooMany(_)
        | ApiError::NotSent(_)
        | ApiError::NotReached(_)
        | ApiError::Unusable(_)) => error,
    }
}

/// A zone at Route 53.
#[derive(Debug)]
pub struct Route53Zone {
    account: Route53Account,
    apex: DomainName,
}

impl Route53Zone {
    /// Looks whether the account's zone is the public zone of this name.
    ///
    /// # Errors
    /// Where it is of another name, private, or not there.
    pub async fn open(account: Route53Account, apex: DomainName) -> Result<Route53Zone, ZoneError> {
        let call = Call::new(
            Method::Get,
            &[VERSION, "hostedzone", &account.0.keys.zone_id],
        );
        let answer = match account.call(call.xml(None)).await {
            Err(ApiError::NotFound(_)) => return Err(ZoneError::NoZone(apex)),
            answer => answer.map_err(ApiError::on_read)?,
        };
        let ZoneAnswer { hosted_zone } = read_xml(&answer)?;
        if read_name(&hosted_zone.name).as_ref() != Some(&apex) {
            return Err(ZoneError::NoZone(apex));
        }
        if hosted_zone.config.and_then(|config| config.private_zone) == Some(true) {
            return Err(ZoneError::Unreadable(Why::Private { zone: apex }));
        }
        Ok(Route53Zone { account, apex })
    }

    fn path(&self) -> [&str; 4] {
        [VERSION, "hostedzone", &self.account.0.keys.zone_id, "rrset"]
    }

    /// All sets of one name. A list begins at a name and goes on to the end of the zone, so it is read
    /// until another name comes.
    async fn sets_at(&self, owner: &DomainName) -> Result<Vec<SetShape>, ZoneError> {
        let mut here = Vec::new();
        let mut from: (String, Option<String>, Option<String>) = (format!("{owner}."), None, None);
        for _ in 0..ZONE_LIST_PAGES_MAX {
            let mut call = Call::new(Method::Get, &self.path()).query("name", &from.0);
            for (name, value) in [("type", &from.1), ("identifier", &from.2)] {
                if let Some(value) = value {
                    call = call.query(name, value);
                }
            }
            let answer = match self.account.call(call.xml(None)).await {
                Err(ApiError::NotFound(_)) => return Err(ZoneError::NoZone(self.apex.clone())),
                answer => answer.map_err(ApiError::on_read)?,
            };
            let list: SetsAnswer = read_xml(&answer)?;
            let is_here = |name: &str| read_name(name).as_ref() == Some(owner);
            let sets = list.resource_record_sets.sets.into_iter();
            here.extend(
                sets.filter(|set| is_here(&set.name))
                    .map(SetShape::unpacked),
            );
            if here.len() > ZONE_NAME_RECORDS_MAX {
                let name = owner.clone();
                return Err(ZoneError::Unreadable(Why::TooManySets { name }));
            }
            match (list.is_truncated, list.next_record_name) {
                (false, _) => return Ok(here),
                (true, Some(next)) if is_here(&next) => {
                    from = (next, list.next_record_type, list.next_record_identifier);
                }
                (true, Some(_)) => return Ok(here),
                (true, None) => return Err(ZoneError::Unreadable(Why::ListWithoutNext)),
            }
        }
        Err(ZoneError::Unreadable(Why::ListTooManyPages))
    }
}

fn read_xml<T: DeserializeOwned>(answer: &ApiAnswer) -> Result<T, ZoneError> {
    quick_xml::de::from_reader(answer.octets()).map_err(|error| {
        let words = answer.printable(&error.to_string());
        ZoneError::Unreadable(Why::Shape { words })
    })
}

impl SetZone for Route53Zone {
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
        let path = [&self.path()[..], &[""]].concat();
        let call = Call::new(Method::Post, &path).xml(Some(batch(&replacement)));
        match self.account.call(call).await {
            Ok(_) => Ok(()),
            // 'InvalidChangeBatch': what was to be deleted does not stand, or what was to be made does.
            Err(ApiError::Refused { status: 400, words }) => Err(NotMade::Doubted(words)),
            Err(error) => Err(NotMade::Failed(error.on_write())),
        }
    }
}

impl Zone for Route53Zone {
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
