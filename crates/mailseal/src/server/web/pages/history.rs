//! `/domains/{d}/history` and `/activity`: what was done, newest first, each leading to what it did.

use app::ledger::{Page, Step, StepId, StepKind, StepState, Steps};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use protocols::name::DomainName;

use crate::failure::Failed;
use crate::render::history::summary;
use crate::server::web::Web;
use crate::server::web::answer::page;
use crate::server::web::fields::Fields;
use crate::server::web::frame::{Frame, Place};
use crate::server::web::parts::mark::Mark;
use crate::server::web::parts::sentence;
use crate::server::web::visitor::Visitor;
use crate::server::web::words::{Words, machine_time};
use crate::wire::names;

/// Steps on a page.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "pages/history.html")]
struct HistoryPage {
    frame: Frame,
    heading: String,
    /// With the domain in each row, where there are several.
    of_all: bool,
    rows: Vec<Row>,
    base: String,
    is_first: bool,
    next: Option<u64>,
}

struct Row {
    number: u64,
    domain: String,
    mark: Mark,
    state: String,
    kind: String,
    summary: String,
    ago: String,
    moment: String,
    machine: String,
    /// It wrote to the DNS and has a page.
    has_page: bool,
}

/// `GET /domains/{d}/history`
pub(crate) async fn of_domain(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    fields: Fields,
) -> Response {
    let shown = async {
        let domain = web.domain(&visitor, &name).await?;
        let words = visitor.words();
        let heading = words.with("pages-history", "domain", domain.to_unicode());
        let frame = visitor
            .frame(heading.clone())
            .at(Place::Domains)
            .below(words.t("pages-domains"), "/domains")
            .below(domain.to_unicode(), format!("/domains/{domain}"))
            .here(words.t("pages-history-here"));
        history(&web, &visitor, Some(domain), &fields, (frame, heading)).await
    };
    visitor.answer(shown.await)
}

/// `GET /activity`
pub(crate) async fn of_all(State(web): State<Web>, visitor: Visitor, fields: Fields) -> Response {
    let heading = visitor.words().t("pages-activity");
    let frame = visitor.frame(heading.clone()).at(Place::Activity);
    let shown = history(&web, &visitor, None, &fields, (frame, heading)).await;
    visitor.answer(shown)
}

async fn history(
    web: &Web,
    visitor: &Visitor,
    domain: Option<DomainName>,
    fields: &Fields,
    (frame, heading): (Frame, String),
) -> Result<Response, Failed> {
    let (of, base) = match &domain {
        Some(domain) => (
            Steps::Of(domain.clone()),
            format!("/domains/{domain}/history"),
        ),
        None => (Steps::All, "/activity".to_owned()),
    };
    let after = fields.one("after").parse::<u64>().ok();
    // One more than is shown tells whether there is a next page.
    let rows = match after {
        Some(id) => Page::after(StepId(id), ROWS + 1),
        None => Page::first(ROWS + 1),
    };
    let steps = web.desk.history(&visitor.caller, of, rows).await?;
    let next = match steps.len() > ROWS {
        true => steps.get(ROWS - 1).map(|step| step.id.0),
        false => None,
    };
    let words = visitor.words();
    let page_of = HistoryPage {
        of_all: domain.is_none(),
        rows: steps
            .iter()
            .take(ROWS)
            .filter_map(|step| row(step, words))
            .collect(),
        heading,
        base,
        is_first: after.is_none(),
        next,
        frame,
    };
    Ok(page(StatusCode::OK, &page_of))
}

fn row(step: &Step, words: Words) -> Option<Row> {
    let last = step.moments.last()?;
    let mark = match last.state {
        StepState::Planned => Mark::Waiting,
        StepState::Started => Mark::Waiting,
        StepState::Done => Mark::InForce,
        StepState::Failed => Mark::Attention,
    };
    let kind = match step.kind {
        StepKind::Add => "pages-step-add",
        StepKind::Change => "pages-step-change",
        StepKind::Apply => "pages-step-apply",
        StepKind::Undo => "pages-step-undo",
        StepKind::Remove => "pages-step-remove",
    };
    let state = words.t(&format!("step-state-{}", names::step_state(last.state)));
    Some(Row {
        number: step.id.0,
        domain: step.domain.to_string(),
        mark,
        state: sentence(&state),
        kind: words.t(kind),
        summary: summary(step, last, words.catalogue()),
        ago: words.ago(last.at, crate::context::now()),
        moment: words.moment(last.at),
        machine: machine_time(last.at),
        has_page: matches!(step.kind, StepKind::Apply | StepKind::Undo),
    })
}
