//! What `history` prints for programs.

use app::apply::{Note, job_of};
use app::cause::Cause;
use app::journal::Noted;
use app::ledger::{Step, StepKind};
use protocols::finding::Value;
use serde_json::{Map, Value as Json, json};

use super::{Next, lifecycle, names, plan};
use crate::render::history::note;
use crate::wording::Catalogue;

/// The journal, newest first.
pub(crate) fn json(steps: &[Step], words: &Catalogue) -> String {
    super::document(&shape(steps, words))
}

/// A page of it, and after which step the next begins.
pub(crate) fn page(steps: &[Step], next: Next, words: &Catalogue) -> String {
    super::paged(shape(steps, words), next)
}

fn shape(steps: &[Step], words: &Catalogue) -> Json {
    let steps: Vec<Json> = steps.iter().map(|one| step(one, words)).collect();
    json!({ "schema": "mailseal.history/1", "steps": steps })
}

/// One step.
pub(crate) fn step(step: &Step, words: &Catalogue) -> Json {
    let noted = Noted::read(step);
    let moments = step.moments.iter().map(|moment| {
        json!({
            "state": names::step_state(moment.state),
            "at": moment.at.0,
            "note": note(&moment.note, words),
            "causes": causes(&moment.note),
        })
    });
    json!({
        "step": step.id.0,
        "domain": step.domain.to_string(),
        "kind": names::step_kind(step.kind),
        "moments": moments.collect::<Vec<Json>>(),
        "changes": changes(step),
        "what": noted.as_ref().map(|noted| noted.what.word()),
        "parts": noted.as_ref().map(|noted| &noted.parts),
        "moved": noted.as_ref().map(|noted| lifecycle::notes(&noted.moved)),
    })
}

/// By codes and values; empty where it ended for no cause.
fn causes(noted: &str) -> Json {
    match Note::read(noted) {
        Note::Causes(causes) => causes.iter().map(cause).collect(),
        Note::None | Note::Superseded | Note::CalledOff | Note::Needed | Note::Text(_) => {
            json!([])
        }
    }
}

fn cause(cause: &Cause) -> Json {
    let values = cause.values.iter().map(|(name, value)| {
        let value = match value {
            Value::Text(text) => json!(text),
            Value::Count(count) => json!(count),
        };
        (name.to_string(), value)
    });
    json!({
        "code": cause.code,
        "values": values.collect::<Map<String, Json>>(),
        "because": cause.because.as_deref().map(self::cause),
    })
}

/// `null` for what writes nothing to the DNS.
fn changes(step: &Step) -> Json {
    match step.kind {
        StepKind::Apply | StepKind::Undo => {}
        StepKind::Add | StepKind::Change | StepKind::Remove => return Json::Null,
    }
    let Ok(job) = job_of(step) else {
        return Json::Null;
    };
    job.changes
        .iter()
        .map(|change| plan::step(&change.step))
        .collect()
}
