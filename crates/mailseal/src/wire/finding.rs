//! One finding as JSON.

use protocols::answers::Question;
use protocols::finding::{Finding, Fix, Value, corrected};
use protocols::published::{Publication, PublishedData};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::names;
use crate::wording::{Arguments, Catalogue, key_of};

/// One finding.
#[derive(Serialize)]
pub(crate) struct FindingShape {
    id: &'static str,
    severity: &'static str,
    title: String,
    section: &'static str,
    kind: &'static str,
    owner: Option<String>,
    record: String,
    span: Option<SpanShape>,
    args: Map<String, Json>,
    evidence: Vec<Json>,
    fix: Json,
}

#[derive(Serialize)]
struct SpanShape {
    start: usize,
    end: usize,
}

impl FindingShape {
    /// The shape, with its sentences in the catalogue's language.
    pub(crate) fn of(finding: &Finding, catalogue: &Catalogue) -> FindingShape {
        FindingShape {
            id: finding.rule.id,
            severity: names::severity(finding.severity),
            title: catalogue.title(finding),
            section: finding.rule.section,
            kind: names::kind(finding.place.kind),
            owner: finding.place.owner.as_ref().map(ToString::to_string),
            record: finding.place.text.to_string(),
            span: finding.place.span.map(|span| SpanShape {
                start: span.start,
                end: span.end,
            }),
            args: args(&finding.args),
            evidence: finding.evidence.iter().map(question).collect(),
            fix: fix(finding, catalogue),
        }
    }
}

/// Placeables by name.
pub(crate) fn args(values: &[(&'static str, Value)]) -> Map<String, Json> {
    let shape = |value: &Value| match value {
        Value::Text(text) => Json::from(text.as_str()),
        Value::Count(count) => Json::from(*count),
    };
    values
        .iter()
        .map(|(name, value)| ((*name).to_string(), shape(value)))
        .collect()
}

/// A question: its type and the name.
pub(crate) fn question(question: &Question) -> Json {
    let (kind, name) = names::question(question);
    json!({ "type": kind, "name": name })
}

/// The fix: always the instruction; the record that results where that can be said.
fn fix(finding: &Finding, catalogue: &Catalogue) -> Json {
    let key = key_of(finding.rule.id);
    let arguments = Arguments::none().values(&finding.args);
    let instruction = catalogue.attribute(&key, "fix", &arguments);
    match &finding.fix {
        Fix::Edit(_) => {
            let after = corrected(&finding.place.text, std::slice::from_ref(finding));
            json!({ "instruction": instruction, "record": after })
        }
        Fix::Rewrite(after) => json!({ "instruction": instruction, "record": after }),
        Fix::Publish(publication) => {
            json!({ "instruction": instruction, "publish": published(publication) })
        }
        Fix::Withdraw(publication) => {
            json!({ "instruction": instruction, "withdraw": published(publication) })
        }
        Fix::Instruct => json!({ "instruction": instruction }),
    }
}

/// A record to publish.
pub(crate) fn published(publication: &Publication) -> Json {
    let (kind, value) = match &publication.data {
        PublishedData::Txt(text) => ("TXT", text.clone()),
        PublishedData::Cname(target) => ("CNAME", format!("{target}.")),
        PublishedData::Mx(mx) => {
            let exchange = mx
                .exchange
                .as_ref()
                .map_or_else(String::new, ToString::to_string);
            ("MX", format!("{} {exchange}.", mx.preference))
        }
        PublishedData::Tlsa(tlsa) => {
            let hex: String = tlsa
                .data
                .iter()
                .map(|octet| format!("{octet:02x}"))
                .collect();
            (
                "TLSA",
                format!("{} {} {} {hex}", tlsa.usage, tlsa.selector, tlsa.matching),
            )
        }
    };
    json!({
        "name": publication.owner.to_string(),
        "type": kind,
        "ttl": publication.ttl_seconds,
        "value": value,
    })
}
