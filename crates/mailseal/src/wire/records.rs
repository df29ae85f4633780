//! What `records --format json` and `add --format json` print.

use app::records::ToPublish;
use protocols::domain::PlannedRecord;
use protocols::name::DomainName;
use protocols::published::PublishedData;
use serde::Serialize;
use serde_json::Value as Json;

use super::finding::published;
use super::names;
use crate::export::quoted_strings;

#[derive(Serialize)]
struct Shape {
    schema: &'static str,
    domain: String,
    records: Vec<Json>,
    policy: Option<PolicyShape>,
}

#[derive(Serialize)]
struct PolicyShape {
    host: String,
    url: String,
    text: String,
}

/// One document.
pub(crate) fn json(domain: &DomainName, publish: &ToPublish) -> String {
    super::document(&Shape {
        schema: "mailseal.records/1",
        domain: domain.to_string(),
        records: shapes(publish),
        policy: publish.policy.as_ref().map(|policy| PolicyShape {
            host: policy.host.to_string(),
            url: policy.url.clone(),
            text: policy.text.clone(),
        }),
    })
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
