//! What the API says of what was begun: a run, what an order began, what taking one back would do.

use app::apply::{Job, UndoRefused};
use app::approval::Mark;
use app::ledger::{Step, StepId};
use protocols::name::DomainName;
use serde_json::{Value as Json, json};

use super::{apply, history, plan};
use crate::cli::resume::TakenUp;
use crate::wording::Catalogue;

/// How far a run is, as far as it is known.
pub(crate) enum Progress<'a> {
    /// It is being carried out.
    UnderWay,
    /// It came to an end, and this is how.
    Ended(&'a TakenUp),
    /// Only the journal knows.
    InJournal,
}

/// One run.
pub(crate) fn json(step: &Step, progress: Progress<'_>, words: &Catalogue) -> String {
    let (state, job) = match progress {
        Progress::UnderWay => ("under-way", Json::Null),
        Progress::Ended(taken) => ("ended", apply::taken_up(taken, words)),
        Progress::InJournal => ("in-journal", Json::Null),
    };
    let mut shape = json!({ "schema": "mailseal.run/1", "state": state, "job": job });
    shape["step"] = history::step(step, words);
    super::document(&shape)
}

/// What an order to apply began: a run, and what waits.
pub(crate) fn begun(
    domain: &DomainName,
    run: Option<StepId>,
    later: &[(StepId, Job)],
    adopted: usize,
) -> String {
    let waiting = later.iter().map(|(id, job)| apply::waiting(*id, job, None));
    super::document(&json!({
        "schema": "mailseal.begun/1",
        "domain": domain.to_string(),
        "run": run.map(|run| run.0),
        "waiting": waiting.collect::<Vec<Json>>(),
        "adopted": adopted,
    }))
}

/// What was taken up, each under its number.
pub(crate) fn taken_up(runs: &[StepId]) -> String {
    let runs: Vec<u64> = runs.iter().map(|run| run.0).collect();
    super::document(&json!({ "schema": "mailseal.taken-up/1", "runs": runs }))
}

/// What taking a run back would do.
pub(crate) fn take_back(
    run: StepId,
    job: &Job,
    refused: &[UndoRefused],
    mark: &Mark,
    words: &Catalogue,
) -> Json {
    let changes = job.changes.iter().map(|change| plan::step(&change.step));
    json!({
        "schema": "mailseal.take-back/1",
        "run": run.0,
        "domain": job.domain.to_string(),
        "changes": changes.collect::<Vec<Json>>(),
        "refused": apply::refusals(refused, words),
        "mark": mark.to_string(),
    })
}
