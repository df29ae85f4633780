//! What `records --format json` and `add --format json` print.

use app::add::{Added, TakenOver};
use app::records::ToPublish;
use protocols::domain::PlannedRecord;
use protocols::domain::in_force::Seen;
use protocols::name::DomainName;
use protocols::published::PublishedData;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::finding::published;
use super::names;
use crate::export::quoted_strings;

#[derive(Serialize)]
struct Shape {
    schema: &'static str,
    domain: String,
    records: Vec<Json>,
    policy: Option<PolicyShape>,
    /// With `add` only.
    #[serde(flatten)]
    added: Option<AddedShape>,
}

#[derive(Serialize)]
struct AddedShape {
    taken_over: Vec<Json>,
    not_seen: Vec<Json>,
}

#[derive(Serialize)]
struct PolicyShape {
    host: String,
    url: String,
    text: String,
}

/// One document.
pub(crate) fn json(domain: &DomainName, publish: &ToPublish) -> String {
    super::document(&whole(domain, publish))
}

/// One document with what was taken over and what could not be looked at.
pub(crate) fn added(domain: &DomainName, publish: &ToPublish, added: &Added) -> String {
    let not_seen = added.not_seen.iter().map(|(kind, failure)| {
        json!({
            "protection": names::protection(*kind),
            "failure": names::failure(*failure),
        })
    });
    super::document(&Shape {
        added: Some(AddedShape {
            taken_over: added.taken_over.iter().map(taken_over).collect(),
            not_seen: not_seen.collect(),
        }),
        ..whole(domain, publish)
    })
}

fn taken_over(taken: &TakenOver) -> Json {
    match taken {
        TakenOver::Spf(text) => json!({ "protection": "spf", "text": text }),
        TakenOver::Dmarc(policy) => json!({
            "protection": "dmarc",
            "domain": policy.policy_domain.as_str(),
            "text": policy.text,
            "step": names::ladder_step(policy.step),
            "left_out": policy.left_out(),
        }),
        TakenOver::MtaSts(policy) => json!({
            "protection": "mta-sts",
            "mode": policy.mode().to_string(),
            "max_age_seconds": policy.max_age_seconds(),
            "mx": policy.mx().iter().map(ToString::to_string).collect::<Vec<_>>(),
        }),
        TakenOver::MtaStsAlone(failure) => json!({
            "protection": "mta-sts",
            "policy_not_seen": names::failure(*failure),
        }),
        TakenOver::TlsRpt(rua) => json!({
            "protection": "tls-rpt",
            "rua": rua.iter().map(ToString::to_string).collect::<Vec<_>>(),
        }),
        TakenOver::Selector(selector, seen) => json!({
            "protection": "dkim",
            "selector": selector.as_str(),
            "texts": match seen {
                Seen::InForce(texts) => json!(texts),
                Seen::Nothing => json!([]),
                Seen::Unknown(_) => Json::Null,
            },
        }),
    }
}

fn whole(domain: &DomainName, publish: &ToPublish) -> Shape {
    Shape {
        schema: "mailseal.records/1",
        domain: domain.to_string(),
        records: shapes(publish),
        policy: publish.policy.as_ref().map(|policy| PolicyShape {
            host: policy.host.to_string(),
            url: policy.url.clone(),
            text: policy.text.clone(),
        }),
        added: None,
    }
}

/// The records, in the order in which they are published.
pub(crate) fn shapes(publish: &ToPublish) -> Vec<Json> {
    publish.records.iter().map(shape).collect()
}

fn shape(planned: &PlannedRecord) -> Json {
    let mut shape = published(&planned.publication);
    if let PublishedData::Txt(text) = &planned.publication.data {
        shape["strings"] = Json::from(quoted_strings(text));
    }
    shape["protection"] = Json::from(names::protection(planned.role.protection()));
    shape
}
