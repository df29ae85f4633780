//! What `history` prints for programs.

use app::apply::job_of;
use app::ledger::{Step, StepKind};
use serde_json::{Value as Json, json};

use super::{names, plan};

/// The journal, newest first.
pub(crate) fn json(steps: &[Step]) -> String {
    let steps: Vec<Json> = steps.iter().map(step).collect();
    super::document(&json!({ "schema": "mailseal.history/1", "steps": steps }))
}

fn step(step: &Step) -> Json {
    let moments = step.moments.iter().map(|moment| {
        json!({
            "state": names::step_state(moment.state),
            "at": moment.at.0,
            "note": moment.note,
        })
    });
    json!({
        "step": step.id.0,
        "domain": step.domain.to_string(),
        "kind": names::step_kind(step.kind),
        "moments": moments.collect::<Vec<Json>>(),
        "changes": changes(step),
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
