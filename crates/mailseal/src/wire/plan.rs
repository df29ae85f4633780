//! What `plan --format json` prints.

use app::approval::Mark;
use app::plan::Drawn;
use protocols::domain::PlannedRecord;
use protocols::plan::{Blocked, BlockedWhy, PlanStep, Unobserved, WaitFor, WaitingStep};
use protocols::published::PublishedData;
use protocols::rrset::{RecordData, RrSet, RrSetKey};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::finding::published as publication;
use super::names;
use crate::export::{one_string, published, quoted_strings};

#[derive(Serialize)]
struct Shape {
    schema: &'static str,
    domain: String,
    provider: Option<&'static str>,
    settled: bool,
    steps: Vec<Json>,
    waiting: Vec<Json>,
    blocked: Vec<Json>,
    unknowns: Vec<Json>,
    in_place: Vec<Json>,
    adopted: Vec<Json>,
    foreign_records: usize,
}

/// One document; a list of them for several domains.
pub(crate) fn json(drawn: &[Drawn]) -> String {
    let shapes: Vec<Shape> = drawn.iter().map(shape).collect();
    match shapes.as_slice() {
        [one] => super::document(one),
        several => super::document(&several),
    }
}

/// A plan with the mark to approve it by.
pub(crate) fn proposed(drawn: &Drawn, mark: &Mark) -> Json {
    let mut shape = json!(shape(drawn));
    shape["mark"] = json!(mark.to_string());
    shape
}

fn shape(drawn: &Drawn) -> Shape {
    let plan = &drawn.plan;
    Shape {
        schema: "mailseal.plan/1",
        domain: plan.domain.to_string(),
        provider: drawn.provider.map(|provider| provider.key),
        settled: plan.is_settled(),
        steps: plan.steps.iter().map(step).collect(),
        waiting: plan.waiting.iter().map(waiting).collect(),
        blocked: plan.blocked.iter().map(blocked).collect(),
        unknowns: plan.unknown.iter().map(unknown).collect(),
        in_place: plan.in_place.iter().map(record).collect(),
        adopted: plan.adopted.iter().map(record).collect(),
        foreign_records: plan.foreign_records,
    }
}

/// One change of one record set.
pub(crate) fn step(step: &PlanStep) -> Json {
    let change = &step.change;
    let ttl = |set: &Option<RrSet>| set.as_ref().map(|set| set.ttl_seconds);
    json!({
        "role": step.role.code(),
        "reason": names::step_reason(step.reason),
        "zone": step.zone.to_string(),
        "name": change.key.owner.to_string(),
        "type": change.key.kind.word(),
        "ttl_before": ttl(&change.before),
        "ttl": ttl(&change.after),
        "old_for_seconds": step.old_for_seconds,
        "removed": change.removed().into_iter().map(value).collect::<Vec<Json>>(),
        "added": change.added().into_iter().map(value).collect::<Vec<Json>>(),
        "kept": change.kept().into_iter().map(value).collect::<Vec<Json>>(),
    })
}

pub(crate) fn value(value: &RecordData) -> Json {
    let data = published(value);
    match &data {
        PublishedData::Txt(text) => json!({ "value": text, "strings": quoted_strings(text) }),
        PublishedData::Cname(_) | PublishedData::Mx(_) | PublishedData::Tlsa(_) => {
            json!({ "value": one_string(&data) })
        }
    }
}

fn waiting(waiting: &WaitingStep) -> Json {
    let mut shape = step(&waiting.step);
    shape["until"] = until(&waiting.until);
    shape
}

/// What a step waits for.
pub(crate) fn until(until: &WaitFor) -> Json {
    match until {
        WaitFor::PolicyServed(url) => json!({ "policy_served": url }),
        WaitFor::InPlace(RrSetKey { owner, kind }) => {
            json!({ "in_place": { "name": owner.to_string(), "type": kind.word() } })
        }
        WaitFor::Moment(moment) => json!({ "moment": moment.0 }),
    }
}

pub(crate) fn blocked(blocked: &Blocked) -> Json {
    let (why, zone, records) = match &blocked.why {
        BlockedWhy::Alias(target) => ("alias", Some(target.to_string()), Vec::new()),
        BlockedWhy::Delegated(zone) => ("delegated", Some(zone.to_string()), Vec::new()),
        BlockedWhy::OtherZone(zone) => ("other-zone", Some(zone.to_string()), Vec::new()),
        BlockedWhy::NoZone => ("no-zone", None, Vec::new()),
        BlockedWhy::Foreign(text) => ("foreign", None, vec![json!(text)]),
        BlockedWhy::SeveralSpf(texts) => {
            let texts = texts.iter().map(|text| json!(text));
            ("several-spf", None, texts.collect())
        }
        BlockedWhy::BrokenSpf(text) => ("broken-spf", None, vec![json!(text)]),
        BlockedWhy::ServersDiffer(said) => {
            let said = said.iter();
            let said = said.map(|(server, text)| json!({ "server": server, "says": text }));
            ("servers-differ", None, said.collect())
        }
    };
    json!({
        "role": blocked.role.code(),
        "name": blocked.key.owner.to_string(),
        "type": blocked.key.kind.word(),
        "why": why,
        "at": zone,
        "standing": records,
    })
}

pub(crate) fn unknown(unknown: &Unobserved) -> Json {
    let (kind, name) = names::question(&unknown.question);
    json!({
        "role": unknown.role.code(),
        "question": { "type": kind, "name": name },
        "failure": names::failure(unknown.failure),
    })
}

fn record(record: &PlannedRecord) -> Json {
    let mut shape = publication(&record.publication);
    shape["role"] = json!(record.role.code());
    shape
}
