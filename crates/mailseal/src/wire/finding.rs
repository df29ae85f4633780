//! One finding as JSON.

use protocols::answers::Question;
use protocols::finding::{Finding, Fix, Value, corrected};
use protocols::published::{Publication, PublishedData};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::names;
use crate::told::{self, Excerpt, Told};
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
    cut: Option<CutShape>,
    span: Option<SpanShape>,
    args: Map<String, Json>,
    args_cut: Map<String, Json>,
    evidence: Vec<Json>,
    fix: Json,
    more: usize,
}

/// Where in the whole text the told part begins, and octets of the whole.
#[derive(Serialize)]
pub(crate) struct CutShape {
    start: usize,
    octets: usize,
}

impl CutShape {
    /// `None` where the text is told whole.
    pub(crate) fn of(excerpt: &Excerpt<'_>) -> Option<CutShape> {
        excerpt.is_cut().then_some(CutShape {
            start: excerpt.start,
            octets: excerpt.octets,
        })
    }
}

#[derive(Serialize)]
struct SpanShape {
    start: usize,
    end: usize,
}

impl FindingShape {
    /// The shape, with its sentences in the catalogue's language.
    pub(crate) fn of(told: &Told<'_>, catalogue: &Catalogue) -> FindingShape {
        let finding = told.finding;
        let excerpt = Excerpt::of(&finding.place.text, finding.place.span);
        FindingShape {
            id: finding.rule.id,
            severity: names::severity(finding.severity),
            title: catalogue.title(finding),
            section: finding.rule.section,
            kind: names::kind(finding.place.kind),
            owner: finding.place.owner.as_ref().map(ToString::to_string),
            record: excerpt.text.to_string(),
            cut: CutShape::of(&excerpt),
            span: excerpt.span.map(|span| SpanShape {
                start: span.start,
                end: span.end,
            }),
            args: args(&finding.args),
            args_cut: args_cut(&finding.args),
            evidence: finding.evidence.iter().map(question).collect(),
            fix: fix(finding, catalogue),
            more: told.more,
        }
    }
}

/// Placeables by name; of a long text its beginning, with a mark of how much is left out.
pub(crate) fn args(values: &[(&'static str, Value)]) -> Map<String, Json> {
    let shape = |value: &Value| match value {
        Value::Text(text) => Json::from(told::value(text).to_string()),
        Value::Count(count) => Json::from(*count),
    };
    values
        .iter()
        .map(|(name, value)| ((*name).to_string(), shape(value)))
        .collect()
}

/// Octets of the whole values, by name, of those that are not told whole.
fn args_cut(values: &[(&'static str, Value)]) -> Map<String, Json> {
    let octets = |value: &Value| match value {
        Value::Text(text) => told::value(text).is_cut().then_some(text.len()),
        Value::Count(_) => None,
    };
    values
        .iter()
        .filter_map(|(name, value)| Some(((*name).to_string(), Json::from(octets(value)?))))
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
    let before = &finding.place.text;
    let (name, shape) = match &finding.fix {
        Fix::Edit(_) => match corrected(before, std::slice::from_ref(finding)) {
            Some(after) => changed(before, &after),
            None => ("record", Json::Null),
        },
        Fix::Rewrite(after) => changed(before, after),
        Fix::Publish(publication) => ("publish", proposed(publication)),
        Fix::Withdraw(publication) => ("withdraw", proposed(publication)),
        Fix::Instruct => return json!({ "instruction": instruction }),
    };
    json!({ "instruction": instruction, name: shape })
}

/// The corrected text; of a long one the part that changes, under another name: whoever publishes
/// `record` must never publish half of one.
fn changed(before: &str, after: &str) -> (&'static str, Json) {
    let (_, excerpt) = told::change(before, after);
    if excerpt.is_cut() {
        ("part", part(&excerpt))
    } else {
        ("record", Json::from(after))
    }
}

fn part(excerpt: &Excerpt<'_>) -> Json {
    json!({ "text": excerpt.text, "start": excerpt.start, "octets": excerpt.octets })
}

/// A record that a fix adds or removes; a long text as a part, without `value`.
fn proposed(publication: &Publication) -> Json {
    let mut shape = published(publication);
    if let PublishedData::Txt(text) = &publication.data {
        let excerpt = Excerpt::of(text, None);
        if excerpt.is_cut() {
            shape["value"] = Json::Null;
            shape["part"] = part(&excerpt);
        }
    }
    shape
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
