//! What moves in time.

use app::people::Scope;
use axum::extract::State;
use axum::routing::{get, post};
use serde::Deserialize;

use super::words::Word;
use super::{DOMAIN, IF_MATCH};
use crate::cli::args::{AdvanceAskedArgs, AlgorithmArg, ConfirmArg, RotateAskedArgs, StageArg};
use crate::cli::{advance, rotate};
use crate::server::api::extract::{Body, Call};
use crate::server::api::reply::Answer;
use crate::server::api::table::{Needs, Operation, Reply, Verb};
use crate::server::desk::{Rotated, Rotation};
use crate::server::door::{Failure, Site};
use crate::wire;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        id: "showStatus",
        verb: Verb::Get,
        path: "/domains/{domain}/status",
        needs: Needs::Scope(Scope::Read),
        summary: "Where a domain's keys and policies stand, what may move, and what is waited for.",
        parameters: &[DOMAIN],
        body: None,
        replies: &[Reply::ok("Statuses")],
        problems: &[404, 422, 503],
        handler: || get(status),
    },
    Operation {
        id: "advanceDomain",
        verb: Verb::Post,
        path: "/domains/{domain}/advance",
        needs: Needs::Scope(Scope::Plan),
        summary: "Moves keys and policies as far as they may go. A plan shows what follows in the DNS.",
        parameters: &[DOMAIN, IF_MATCH],
        body: Some("Advance"),
        replies: &[Reply::ok("Advanced")],
        problems: &[404, 409, 412, 422, 503],
        handler: || post(advance_domain),
    },
    Operation {
        id: "rotateKeys",
        verb: Verb::Post,
        path: "/domains/{domain}/rotate",
        needs: Needs::Scope(Scope::Plan),
        summary: "Makes new keys beside those that sign, or calls that off.",
        parameters: &[DOMAIN, IF_MATCH],
        body: Some("Rotate"),
        replies: &[Reply::ok("Rotated")],
        problems: &[404, 409, 412, 422, 503],
        handler: || post(rotate_keys),
    },
];

async fn status(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let domain = call.domain()?;
    let status = site.desk.status(&call.caller, &domain).await;
    let status = status.map_err(|failed| call.failed(failed))?;
    Ok(Answer::ok(wire::lifecycle::statuses(&[status])))
}

/// Refuses where the domain was changed since the caller read it.
async fn unchanged(
    site: &Site,
    call: &Call,
    domain: &protocols::name::DomainName,
) -> Result<(), Failure> {
    let shown = site.desk.domain(&call.caller, domain).await;
    let shown = shown.map_err(|failed| call.failed(failed))?;
    call.if_match(shown.stored.revision)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    to: Option<Word<StageArg>>,
    #[serde(default)]
    confirm: Vec<Word<ConfirmArg>>,
    #[serde(default)]
    mx: Vec<String>,
}

async fn advance_domain(
    State(site): State<Site>,
    call: Call,
    Body(asked): Body<Advance>,
) -> Result<Answer, Failure> {
    let domain = call.domain()?;
    let request = advance::request(&AdvanceAskedArgs {
        to: asked.to.map(|Word(stage)| stage),
        confirm: asked.confirm.into_iter().map(|Word(word)| word).collect(),
        mx: asked.mx,
    });
    let request = request.map_err(|failed| call.failed(failed))?;
    unchanged(&site, &call, &domain).await?;
    let status = site.desk.advance(&call.caller, &domain, &request).await;
    let status = status.map_err(|failed| call.failed(failed))?;
    Ok(Answer::ok(wire::lifecycle::advanced(&status)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rotate {
    #[serde(default)]
    algorithms: Vec<Word<AlgorithmArg>>,
    selector: Option<String>,
    #[serde(default)]
    call_off: bool,
}

async fn rotate_keys(
    State(site): State<Site>,
    call: Call,
    Body(asked): Body<Rotate>,
) -> Result<Answer, Failure> {
    let domain = call.domain()?;
    let request = rotate::request(&RotateAskedArgs {
        algorithm: asked
            .algorithms
            .into_iter()
            .map(|Word(word)| word)
            .collect(),
        selector: asked.selector,
        abort: asked.call_off,
    });
    let request = request.map_err(|failed| call.failed(failed))?;
    unchanged(&site, &call, &domain).await?;
    let rotation = match asked.call_off {
        true => Rotation::CallOff,
        false => Rotation::Begin(request),
    };
    let rotated = site.desk.rotate(&call.caller, &domain, &rotation).await;
    Ok(Answer::ok(
        match rotated.map_err(|failed| call.failed(failed))? {
            Rotated::Made(keys) => wire::lifecycle::rotated(&domain, &keys),
            Rotated::CalledOff(next) => wire::lifecycle::called_off(&next),
        },
    ))
}
