//! What `list` and `show` print for programs.

use std::collections::BTreeSet;

use app::ledger::{Key, OwnedValue, StoredDomain};
use app::records::ToPublish;
use app::remove::Removed;
use protocols::domain::{Purpose, Writers};
use protocols::rrset::RrSetKey;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{Next, records};

#[derive(Serialize)]
struct DomainShape {
    domain: String,
    purpose: &'static str,
    mx: Vec<String>,
    /// `people`, where somebody said so.
    writers: Option<&'static str>,
    /// Selectors of others, which are left alone.
    adopted: Vec<String>,
    added: u64,
    changed: u64,
    revision: u64,
}

/// Every domain.
pub(crate) fn list(domains: &[StoredDomain]) -> String {
    super::document(&listed(domains))
}

/// A page of them, and after which the next begins.
pub(crate) fn page(domains: &[StoredDomain], next: Next) -> String {
    super::paged(listed(domains), next)
}

fn listed(domains: &[StoredDomain]) -> Json {
    let domains: Vec<DomainShape> = domains.iter().map(shape).collect();
    json!({ "schema": "mailseal.domains/1", "domains": domains })
}

/// One domain with its keys and records.
pub(crate) fn show(stored: &StoredDomain, keys: &[Key], publish: &ToPublish) -> String {
    let keys: Vec<Json> = keys.iter().map(key).collect();
    super::document(&json!({
        "schema": "mailseal.domain/1",
        "domain": shape(stored),
        "keys": keys,
        "records": records::shapes(publish),
    }))
}

/// What there was of a domain that was let go.
pub(crate) fn removed(removed: &Removed) -> String {
    let keys: Vec<Json> = removed.keys.iter().map(key).collect();
    let left: BTreeSet<RrSetKey> = removed.left_published.iter().map(OwnedValue::key).collect();
    let left = left.into_iter();
    let left = left.map(|key| json!({ "name": key.owner.to_string(), "type": key.kind.word() }));
    super::document(&json!({
        "schema": "mailseal.removed/1",
        "domain": removed.stored.desired.domain.to_string(),
        "keys": keys,
        "left_published": left.collect::<Vec<Json>>(),
    }))
}

fn key(key: &Key) -> Json {
    json!({
        "selector": key.selector.as_str(),
        "type": key.public.name(),
        "state": key.state.code(),
        "since": key.since.0,
    })
}

fn shape(stored: &StoredDomain) -> DomainShape {
    let (purpose, mx, writers, adopted) = match &stored.desired.purpose {
        Purpose::Parked { .. } => ("parked", Vec::new(), None, Vec::new()),
        Purpose::Mail(intent) => {
            let hosts = intent.mx.iter().filter_map(|mx| mx.exchange.as_ref());
            let writers = match intent.writers {
                Writers::Unstated => None,
                Writers::People => Some("people"),
            };
            let adopted = intent.adopted.iter().map(ToString::to_string);
            let hosts = hosts.map(ToString::to_string).collect();
            ("mail", hosts, writers, adopted.collect())
        }
    };
    DomainShape {
        domain: stored.desired.domain.to_string(),
        purpose,
        mx,
        writers,
        adopted,
        added: stored.added.0,
        changed: stored.changed.0,
        revision: stored.revision.0,
    }
}
