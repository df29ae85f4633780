//! What `status`, `advance` and `rotate` print for programs.

use app::advance::Status;
use protocols::dmarc::LadderStep;
use protocols::domain::Purpose;
use protocols::domain::desired::{Desired, DesiredKey, KeyPlace};
use protocols::lifecycle::mta_sts::Leaving;
use protocols::lifecycle::{Advanced, Departure, Key};
use protocols::mta_sts::PolicyMode;
use protocols::name::DomainName;
use serde_json::{Map, Value as Json, json};

use super::names;
use app::machines::{self, Machine, Note, Weight};

/// Where domains stand.
pub(crate) fn statuses(statuses: &[Status]) -> String {
    let domains: Vec<Json> = statuses
        .iter()
        .map(|status| {
            let mut shape = shape(&status.stored.desired, &status.keys, status);
            shape["may_move"] = notes(&machines::moved(&status.next));
            shape
        })
        .collect();
    super::document(&json!({ "schema": "mailseal.status/1", "domains": domains }))
}

/// What was moved, and where the domain stands now.
pub(crate) fn advanced(status: &Status) -> String {
    let mut shape = shape(&status.next.desired, &status.next.keys, status);
    shape["schema"] = json!("mailseal.advance/1");
    shape["moved"] = notes(&machines::moved(&status.next));
    super::document(&shape)
}

/// The new keys of a rotation.
pub(crate) fn rotated(domain: &DomainName, keys: &[DesiredKey]) -> String {
    let keys: Vec<Json> = keys
        .iter()
        .map(|key| {
            let target = match &key.place {
                KeyPlace::Selector => None,
                KeyPlace::Target(name) => Some(name.as_str()),
            };
            json!({ "selector": key.selector.as_str(), "target": target })
        })
        .collect();
    super::document(&json!({
        "schema": "mailseal.rotate/1",
        "domain": domain.as_str(),
        "keys": keys,
    }))
}

/// The keys of a rotation that was called off, in the same document.
pub(crate) fn called_off(next: &Advanced) -> String {
    let keys = machines::keys_moved(next)
        .map(|(selector, to)| json!({ "selector": selector.as_str(), "state": to.code() }));
    super::document(&json!({
        "schema": "mailseal.rotate/1",
        "domain": next.desired.domain.as_str(),
        "keys": [],
        "called_off": keys.collect::<Vec<Json>>(),
    }))
}

fn shape(desired: &Desired, keys: &[Key], status: &Status) -> Json {
    let (mta_sts, dmarc) = match &desired.purpose {
        Purpose::Parked { .. } => (None, None),
        Purpose::Mail(intent) => {
            let policy = intent.mta_sts.as_ref().map(|policy| {
                json!({
                    "mode": mode(policy.mode),
                    "max_age": policy.max_age_seconds,
                    "mx": policy.mx.iter().map(ToString::to_string).collect::<Vec<_>>(),
                })
            });
            let step = LadderStep::of(&intent.dmarc.record());
            (policy, Some(rung(step)))
        }
    };
    let keys: Vec<Json> = keys
        .iter()
        .chain(&machines::left_keys(desired))
        .map(|key| {
            json!({
                "selector": key.selector.as_str(),
                "type": key.public.name(),
                "state": key.state.code(),
                "since": key.since.0,
            })
        })
        .collect();
    json!({
        "domain": desired.domain.as_str(),
        "purpose": match (&desired.purpose, desired.remembered.parking) {
            (Purpose::Parked { .. }, _) => "parked",
            (Purpose::Mail(_), Some(_)) => "parking",
            (Purpose::Mail(_), None) => "mail",
        },
        "keys": keys,
        "mta_sts": mta_sts,
        "mta_sts_leaving": desired.remembered.mta_sts.leaving.map(|leaving| match leaving {
            Leaving::Expiring => "expiring",
            Leaving::RecordGoing { .. } => "record-going",
        }),
        "dmarc": dmarc,
        "departure": desired.remembered.departure.as_ref().map(departure),
        "waiting": notes(&machines::waiting(&status.next)),
    })
}

fn departure(departure: &Departure) -> Json {
    let let_go = departure.let_go.iter().map(|role| role.code());
    json!({
        "since": departure.since.0,
        "let_go": let_go.collect::<Vec<_>>(),
        "unused_since": departure.unused_since.map(|since| since.0),
        "left": departure.left.map(|left| left.0),
    })
}

pub(super) fn notes(notes: &[Note]) -> Json {
    notes.iter().map(note).collect()
}

fn note(note: &Note) -> Json {
    let (machine, selector) = match &note.machine {
        Machine::Key(selector) => ("dkim", Some(selector.as_str())),
        Machine::MtaSts => ("mta-sts", None),
        Machine::Dmarc => ("dmarc", None),
        Machine::Mail => ("mail", None),
        Machine::Departure => ("departure", None),
    };
    let args: Map<String, Json> = note
        .values
        .iter()
        .map(|(name, value)| (name.to_string(), json!(value)))
        .collect();
    json!({
        "machine": machine,
        "selector": selector,
        "code": note.code,
        "weight": match note.weight {
            Weight::Moved => "moved",
            Weight::Waits => "waits",
            Weight::Asks => "asks",
            Weight::Unseen => "unseen",
            Weight::Alarm => "alarm",
        },
        "args": args,
        "until": note.until.map(|until| until.0),
        "failure": note.failure.map(names::failure),
    })
}

fn mode(mode: PolicyMode) -> &'static str {
    match mode {
        PolicyMode::None => "none",
        PolicyMode::Testing => "testing",
        PolicyMode::Enforce => "enforce",
    }
}

/// The names that `--to` and `--dmarc` take.
fn rung(step: LadderStep) -> &'static str {
    match step {
        LadderStep::Monitoring => "none",
        LadderStep::QuarantineTesting => "quarantine-test",
        LadderStep::Quarantine => "quarantine",
        LadderStep::RejectTesting => "reject-test",
        LadderStep::Reject => "reject",
    }
}
