//! What would change in the DNS, and changing it.

use app::approval::Mark;
use app::people::Scope;
use app::plan::Asked;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::DOMAIN;
use super::words::{Word, Words};
use crate::cli::args::{AskedArgs, RoleArg};
use crate::cli::plan::asked;
use crate::failure::Failed;
use crate::server::api::extract::{Body, Call, Query};
use crate::server::api::reply::Answer;
use crate::server::api::table::{Content, Needs, Operation, Parameter, Place, Reply, Schema, Verb};
use crate::server::desk::{Applying, Proposal, Unfinished};
use crate::server::door::{Failure, Site};
use crate::wire;

const ROLES: &[&str] = &["spf", "dkim", "dmarc", "mta-sts", "policy-host", "tls-rpt"];

const BEGUN: Reply = Reply {
    status: StatusCode::ACCEPTED,
    about: "Begun, or begun before by the same order. It goes on by itself.",
    content: Content::Json("Begun"),
    head: &[("Location", "The run.")],
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        id: "planDomain",
        verb: Verb::Get,
        path: "/domains/{domain}/plan",
        needs: Needs::Scope(Scope::Plan),
        summary: "What would change in the DNS, by what every authoritative server says now.",
        parameters: &[
            DOMAIN,
            Parameter {
                name: "merge_spf",
                place: Place::Query,
                about: "Merges several SPF records into one.",
                schema: Schema::Flag,
            },
            Parameter {
                name: "take_over",
                place: Place::Query,
                about: "In what the records of others give way.",
                schema: Schema::Words(ROLES),
            },
        ],
        body: None,
        replies: &[Reply::ok("Proposal")],
        problems: &[404, 422, 503],
        handler: || get(plan),
    },
    Operation {
        id: "applyPlan",
        verb: Verb::Post,
        path: "/domains/{domain}/apply",
        needs: Needs::Scope(Scope::Apply),
        summary: "Writes what the plan with this mark showed. Where another plan is drawn now, nothing is \
                  written, and the problem shows it.",
        parameters: &[DOMAIN],
        body: Some("Approval"),
        replies: &[
            BEGUN,
            Reply {
                status: StatusCode::OK,
                about: "There was nothing to write now.",
                content: Content::Json("Begun"),
                head: &[],
            },
        ],
        problems: &[404, 409, 422, 503],
        handler: || post(apply),
    },
    Operation {
        id: "resumeDomain",
        verb: Verb::Post,
        path: "/domains/{domain}/resume",
        needs: Needs::Scope(Scope::Apply),
        summary: "Takes up what is not finished of a domain.",
        parameters: &[DOMAIN],
        body: None,
        replies: &[TAKEN_UP],
        problems: &[404, 422],
        handler: || post(resume),
    },
    Operation {
        id: "giveUpDomain",
        verb: Verb::Post,
        path: "/domains/{domain}/give-up",
        needs: Needs::Scope(Scope::Apply),
        summary: "Ends what is not finished of a domain, as it stands. Nothing is written.",
        parameters: &[DOMAIN],
        body: None,
        replies: &[Reply::ok("Resumed")],
        problems: &[404, 409, 422],
        handler: || post(give_up),
    },
    Operation {
        id: "resumeAll",
        verb: Verb::Post,
        path: "/resume",
        needs: Needs::Scope(Scope::Apply),
        summary: "Takes up what is not finished, of every domain.",
        parameters: &[],
        body: None,
        replies: &[TAKEN_UP],
        problems: &[],
        handler: || post(resume_all),
    },
];

const TAKEN_UP: Reply = Reply {
    status: StatusCode::ACCEPTED,
    about: "These go on by themselves.",
    content: Content::Json("TakenUp"),
    head: &[],
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanQuery {
    #[serde(default)]
    merge_spf: bool,
    #[serde(default)]
    take_over: Words<RoleArg>,
}

/// As the command line would be told.
fn wishes(merge_spf: bool, take_over: Vec<RoleArg>) -> Asked {
    asked(&AskedArgs {
        merge_spf,
        take_over,
    })
}

async fn plan(
    State(site): State<Site>,
    call: Call,
    Query(query): Query<PlanQuery>,
) -> Result<Answer, Failure> {
    let domain = call.domain()?;
    let asked = wishes(query.merge_spf, query.take_over.0);
    let proposal = site.desk.plan(&call.caller, &domain, asked).await;
    let proposal = proposal.map_err(|failed| call.failed(failed))?;
    Ok(Answer::ok(wire::document(&shape(&proposal))))
}

fn shape(proposal: &Proposal) -> Json {
    wire::plan::proposed(&proposal.drawn, &proposal.mark)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Approval {
    mark: String,
    #[serde(default)]
    merge_spf: bool,
    #[serde(default)]
    take_over: Vec<Word<RoleArg>>,
}

/// The mark as it came back.
pub(super) fn mark(text: &str) -> Result<Mark, Failed> {
    Mark::parse(text).ok_or_else(|| Failed::new("error-mark"))
}

async fn apply(
    State(site): State<Site>,
    call: Call,
    Body(approval): Body<Approval>,
) -> Result<Response, Failure> {
    let domain = call.domain()?;
    let shown = mark(&approval.mark).map_err(|failed| call.failed(failed))?;
    let roles = approval.take_over.into_iter().map(|Word(role)| role);
    let asked = wishes(approval.merge_spf, roles.collect());
    let applying = site.desk.apply(&call.caller, &domain, asked, &shown).await;
    Ok(match applying.map_err(|failed| call.failed(failed))? {
        Applying::Begun(begun) => {
            let document = wire::run::begun(&domain, begun.run, &begun.later, begun.adopted);
            match begun.run {
                Some(run) => Answer::with(StatusCode::ACCEPTED, document)
                    .at(&format!("/runs/{}", run.0))
                    .into_response(),
                None => Answer::ok(document).into_response(),
            }
        }
        Applying::Stale(proposal) => {
            let mut more = Map::new();
            more.insert("plan".to_owned(), shape(&proposal));
            call.problem(
                &Failed::new("error-stale-plan").text("domain", &domain),
                more,
            )
        }
    })
}

async fn resume(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let domain = call.domain()?;
    let known = site.desk.domain(&call.caller, &domain).await;
    known.map_err(|failed| call.failed(failed))?;
    let taken = site.desk.resume(&call.caller, Unfinished::Of(&domain));
    let taken = taken.await.map_err(|failed| call.failed(failed))?;
    let document = wire::run::taken_up(&taken);
    Ok(Answer::with(StatusCode::ACCEPTED, document))
}

async fn resume_all(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let taken = site.desk.resume(&call.caller, Unfinished::All).await;
    let taken = taken.map_err(|failed| call.failed(failed))?;
    let document = wire::run::taken_up(&taken);
    Ok(Answer::with(StatusCode::ACCEPTED, document))
}

async fn give_up(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let domain = call.domain()?;
    let known = site.desk.domain(&call.caller, &domain).await;
    known.map_err(|failed| call.failed(failed))?;
    let ended = site.desk.give_up(&call.caller, &domain).await;
    let ended = ended.map_err(|failed| call.failed(failed))?;
    Ok(Answer::ok(wire::apply::resumed(
        &ended,
        call.caller.words(),
    )))
}
