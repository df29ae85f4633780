//! What `access` prints for programs. No secret is among it.

use app::access::{AccessHead, Scope};
use protocols::name::DomainName;
use serde_json::{Value as Json, json};

use crate::cli::access::Tested;
use crate::render::access::not_read;
use crate::wording::Catalogue;

/// One access.
pub(crate) fn one(head: &AccessHead) -> String {
    super::document(&json!({ "schema": "mailseal.access/1", "access": shape(head) }))
}

/// Every access.
pub(crate) fn list(heads: &[AccessHead]) -> String {
    let accesses: Vec<Json> = heads.iter().map(shape).collect();
    super::document(&json!({ "schema": "mailseal.accesses/1", "accesses": accesses }))
}

/// What a test gave.
pub(crate) fn tested(head: &AccessHead, tested: &[Tested], words: &Catalogue) -> String {
    let zones: Vec<Json> = tested
        .iter()
        .map(|Tested { zone, txt_records }| match txt_records {
            Ok(count) => json!({ "zone": zone.as_str(), "read": true, "txt_records": count }),
            Err(why) => {
                json!({ "zone": zone.as_str(), "read": false, "reason": not_read(why, words) })
            }
        })
        .collect();
    super::document(&json!({
        "schema": "mailseal.access-test/1",
        "access": shape(head),
        "zones": zones,
    }))
}

fn shape(head: &AccessHead) -> Json {
    let zones = match &head.zones {
        Scope::All => json!("all"),
        Scope::Zones(zones) => zones.iter().map(DomainName::as_str).collect(),
    };
    json!({
        "name": head.name.as_str(),
        "provider": head.kind.word(),
        "zones": zones,
        "settings": head.settings,
    })
}
