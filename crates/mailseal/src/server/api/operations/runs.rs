//! What was done, and taking it back.

use app::ledger::{Page, StepId, Steps};
use app::people::Scope;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use serde_json::Map;

use super::plans::mark;
use super::{DOMAIN, LIMIT, rows};
use crate::failure::Failed;
use crate::server::api::extract::{Body, Call, Query};
use crate::server::api::reply::Answer;
use crate::server::api::table::{Content, Needs, Operation, Parameter, Place, Reply, Schema, Verb};
use crate::server::desk::{RunState, TakeBack, TakingBack};
use crate::server::door::{Failure, Site};
use crate::wire::run::Progress;
use crate::wire::{self, Next};

const RUN: Parameter = Parameter {
    name: "run",
    place: Place::Path,
    about: "Its number in the journal.",
    schema: Schema::Number(1, i64::MAX as u64),
};

const AFTER: Parameter = Parameter {
    name: "after",
    place: Place::Query,
    about: "The `next` of the page before.",
    schema: Schema::Number(1, i64::MAX as u64),
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        id: "listHistory",
        verb: Verb::Get,
        path: "/history",
        needs: Needs::Scope(Scope::Read),
        summary: "What was done, newest first.",
        parameters: &[AFTER, LIMIT],
        body: None,
        replies: &[Reply::ok("History")],
        problems: &[422],
        handler: || get(history),
    },
    Operation {
        id: "listDomainHistory",
        verb: Verb::Get,
        path: "/domains/{domain}/history",
        needs: Needs::Scope(Scope::Read),
        summary: "What was done for a domain, newest first; also for one that was let go.",
        parameters: &[DOMAIN, AFTER, LIMIT],
        body: None,
        replies: &[Reply::ok("History")],
        problems: &[422],
        handler: || get(domain_history),
    },
    Operation {
        id: "showRun",
        verb: Verb::Get,
        path: "/runs/{run}",
        needs: Needs::Scope(Scope::Read),
        summary: "What a run wrote, and how far it is.",
        parameters: &[RUN],
        body: None,
        replies: &[Reply::ok("Run")],
        problems: &[404],
        handler: || get(show),
    },
    Operation {
        id: "planUndo",
        verb: Verb::Get,
        path: "/runs/{run}/undo",
        needs: Needs::Scope(Scope::Plan),
        summary: "What taking a run back would do. Nothing is written.",
        parameters: &[RUN],
        body: None,
        replies: &[Reply::ok("TakeBack")],
        problems: &[404],
        handler: || get(preview),
    },
    Operation {
        id: "undoRun",
        verb: Verb::Post,
        path: "/runs/{run}/undo",
        needs: Needs::Scope(Scope::Apply),
        summary: "Takes a run back as it was shown under this mark. Where another thing would be written \
                  now, nothing is, and the problem shows it.",
        parameters: &[RUN],
        body: Some("UndoApproval"),
        replies: &[
            Reply {
                status: StatusCode::ACCEPTED,
                about: "Begun, or begun before by the same order. It goes on by itself.",
                content: Content::Json("Begun"),
                head: &[("Location", "The run that takes it back.")],
            },
            Reply {
                status: StatusCode::OK,
                about: "There is nothing to take back.",
                content: Content::Json("TakeBack"),
                head: &[],
            },
        ],
        problems: &[404, 409, 422],
        handler: || axum::routing::post(undo),
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    after: Option<u64>,
    limit: Option<u64>,
}

async fn history(
    State(site): State<Site>,
    call: Call,
    Query(asked): Query<Listed>,
) -> Result<Answer, Failure> {
    listed(&site, &call, Steps::All, &asked).await
}

async fn domain_history(
    State(site): State<Site>,
    call: Call,
    Query(asked): Query<Listed>,
) -> Result<Answer, Failure> {
    let domain = call.domain()?;
    listed(&site, &call, Steps::Of(domain), &asked).await
}

async fn listed(site: &Site, call: &Call, of: Steps, asked: &Listed) -> Result<Answer, Failure> {
    let (told, rows) = rows(asked.limit);
    let page = match asked.after {
        None => Page::first(rows),
        Some(after) => Page::after(StepId(after.min(i64::MAX as u64)), rows),
    };
    let steps = site.desk.history(&call.caller, of, page).await;
    let mut steps = steps.map_err(|failed| call.failed(failed))?;
    let more = steps.len() > told;
    steps.truncate(told);
    let next = match steps.last() {
        Some(last) if more => Next::After(last.id.0.to_string()),
        Some(_) | None => Next::End,
    };
    Ok(Answer::ok(wire::history::page(
        &steps,
        next,
        call.caller.words(),
    )))
}

async fn show(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let id = call.run()?;
    let run = site.desk.run(&call.caller, id).await;
    let run = run.map_err(|failed| call.failed(failed))?;
    let progress = match &run.state {
        RunState::UnderWay => Progress::UnderWay,
        RunState::Ended(taken) => Progress::Ended(taken),
        RunState::InJournal => Progress::InJournal,
    };
    let document = wire::run::json(&run.step, progress, call.caller.words());
    Ok(Answer::ok(document))
}

async fn preview(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let id = call.run()?;
    let back = site.desk.take_back(&call.caller, id).await;
    let back = back.map_err(|failed| call.failed(failed))?;
    Ok(Answer::ok(wire::document(&shape(&call, id, &back))))
}

fn shape(call: &Call, id: StepId, back: &TakeBack) -> serde_json::Value {
    let words = call.caller.words();
    wire::run::take_back(id, &back.job, &back.refused, &back.mark, words)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Approval {
    mark: String,
}

async fn undo(
    State(site): State<Site>,
    call: Call,
    Body(approval): Body<Approval>,
) -> Result<Response, Failure> {
    let id = call.run()?;
    let shown = mark(&approval.mark).map_err(|failed| call.failed(failed))?;
    let taking = site.desk.undo(&call.caller, id, &shown).await;
    Ok(match taking.map_err(|failed| call.failed(failed))? {
        TakingBack::Begun { domain, run } => {
            let document = wire::run::begun(&domain, Some(run), &[], 0);
            Answer::with(StatusCode::ACCEPTED, document)
                .at(&format!("/runs/{}", run.0))
                .into_response()
        }
        TakingBack::Nothing(back) => {
            Answer::ok(wire::document(&shape(&call, id, &back))).into_response()
        }
        TakingBack::Stale(back) => {
            let mut more = Map::new();
            more.insert("take_back".to_owned(), shape(&call, id, &back));
            call.problem(&Failed::new("error-stale-undo").count("step", id.0), more)
        }
    })
}
