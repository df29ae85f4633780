//! The API about itself.

use axum::routing::get;
use serde_json::{Value as Json, json};

use crate::failure::Failed;
use crate::server::api::extract::Call;
use crate::server::api::reply::Answer;
use crate::server::api::table::{Needs, Operation, Parameter, Place, Reply, Schema, Verb};
use crate::server::api::{document, problem};
use crate::server::door::Failure;
use crate::wire;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        id: "showDocument",
        verb: Verb::Get,
        path: "/openapi.json",
        needs: Needs::Nothing,
        summary: "This document.",
        parameters: &[],
        body: None,
        replies: &[Reply::ok("Document")],
        problems: &[],
        handler: || get(openapi),
    },
    Operation {
        id: "listProblems",
        verb: Verb::Get,
        path: "/problems",
        needs: Needs::Nothing,
        summary: "Every kind of problem there may be.",
        parameters: &[],
        body: None,
        replies: &[Reply::ok("Problems")],
        problems: &[],
        handler: || get(problems),
    },
    Operation {
        id: "explainProblem",
        verb: Verb::Get,
        path: "/problems/{problem}",
        needs: Needs::Nothing,
        summary: "One kind of problem.",
        parameters: &[Parameter {
            name: "problem",
            place: Place::Path,
            about: "The last part of its `type`.",
            schema: Schema::Text(64),
        }],
        body: None,
        replies: &[Reply::ok("ProblemKind")],
        problems: &[404],
        handler: || get(one_problem),
    },
];

async fn openapi() -> Answer {
    Answer::ok(wire::document(&document::openapi()))
}

async fn problems(call: Call) -> Answer {
    let words = call.caller.words();
    let kinds = problem::all().map(|kind| problem::explained(kind, words));
    let kinds: Vec<Json> = kinds.collect();
    Answer::ok(wire::document(
        &json!({ "schema": "mailseal.problems/1", "problems": kinds }),
    ))
}

async fn one_problem(call: Call) -> Result<Answer, Failure> {
    let kind = call.part("problem", |slug| {
        problem::all()
            .find(|kind| kind.slug == slug)
            .ok_or_else(|| Failed::new("error-no-problem").text("name", slug))
    })?;
    let words = call.caller.words();
    Ok(Answer::ok(wire::document(&problem::explained(kind, words))))
}
