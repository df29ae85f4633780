//! `/domains/{d}`: what is wrong with this domain, and what repairs it?

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use clap::ValueEnum;
use protocols::name::DomainName;
use serde::Deserialize;

use crate::cli::args::{AdvanceAskedArgs, ConfirmArg};
use crate::failure::Failed;
use crate::input;
use crate::server::web::Web;
use crate::server::web::answer::{page, see};
use crate::server::web::fields::Fields;
use crate::server::web::frame::{Frame, Place};
use crate::server::web::looks::{Asking, Look, Seen, Want};
use crate::server::web::parts::assessment::{cards, counts, forged, opened, verdict_of};
use crate::server::web::parts::finding::{Card, Repair};
use crate::server::web::parts::lives::Lives;
use crate::server::web::parts::mark::Mark;
use crate::server::web::parts::note::Note;
use crate::server::web::parts::plan::{AskedFor, Plan, step_of};
use crate::server::web::parts::protection::Protections;
use crate::server::web::visitor::Visitor;
use crate::server::web::words::{Words, machine_time};

/// What a page of a domain may be asked with.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// `all`: every finding is opened.
    open: Option<String>,
    /// The token of what is said once.
    pub(crate) done: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/domain.html")]
struct DomainPage {
    frame: Frame,
    domain: String,
    heading: String,
    lede: String,
    checked: Option<Checked>,
    asking: bool,
    body: Option<Body>,
    latest: Vec<(String, String)>,
}

/// When the domain was looked at.
struct Checked {
    ago: String,
    moment: String,
    machine: String,
    servers: String,
}

/// What a look gives.
struct Body {
    protections: Protections,
    counts: Vec<(Mark, String)>,
    cards: Vec<Card>,
    plan: Option<Plan>,
    plan_note: Option<Note>,
    lives: Option<Lives>,
    forged: Vec<String>,
}

/// `GET /domains/{d}`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    visitor.answer(shown(&web, &visitor, &name, &asked).await)
}

/// `POST /domains/{d}/check`: a new look, shown where the old one was.
pub(crate) async fn check(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Response {
    let looked = async {
        let domain = web.domain(&visitor, &name).await?;
        web.looks.of(&web.desk, &domain, Want::New).await?;
        Ok(see(&format!("/domains/{domain}")))
    };
    visitor.answer(looked.await)
}

/// `POST /domains/{d}/advance`: what the owner says of the machines, and what may move then.
pub(crate) async fn advance(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    fields: Fields,
) -> Response {
    let advanced = async {
        let domain = web.domain(&visitor, &name).await?;
        let words = visitor.words();
        let said = fields.all("confirm");
        let asked = AdvanceAskedArgs {
            confirm: said
                .filter_map(|word| ConfirmArg::from_str(word, false).ok())
                .collect(),
            ..AdvanceAskedArgs::default()
        };
        let request = crate::cli::advance::request(&asked)?;
        let status = web.desk.advance(&visitor.caller, &domain, &request).await?;
        let note = match status.next.moved.len() {
            0 => Note::told(Mark::Waiting, words.t("pages-advanced-nothing")),
            moved => Note::done(words.count("pages-advanced", moved)),
        };
        Ok(see(&web.notes.keep(&format!("/domains/{domain}"), note)))
    };
    visitor.answer(advanced.await)
}

async fn shown(
    web: &Web,
    visitor: &Visitor,
    name: &str,
    asked: &Asked,
) -> Result<Response, Failed> {
    let domain = web.domain(visitor, name).await?;
    let seen = web.looks.of(&web.desk, &domain, Want::Recent).await?;
    let words = visitor.words();
    let note = web.notes.take(asked.done.as_deref());
    let frame = visitor
        .frame(domain.to_unicode())
        .at(Place::Domains)
        .below(words.t("pages-domains"), "/domains")
        .here(domain.to_unicode())
        .note(note);
    let mut page_of = DomainPage {
        domain: domain.to_string(),
        heading: domain.to_unicode(),
        lede: words.t("pages-domain-asking"),
        checked: None,
        asking: true,
        body: None,
        latest: Vec::new(),
        frame,
    };
    match seen {
        Seen::Nothing => {}
        Seen::Failed(failed) => {
            page_of.asking = false;
            page_of.lede = words.t("pages-domain-not-looked");
            let what = failed.what(words.catalogue());
            page_of.frame.notes.push(Note::told(Mark::Unknown, what));
        }
        Seen::Look { look, asking } => {
            page_of.asking = asking == Asking::Yes;
            page_of.lede = lede(&look, words);
            page_of.checked = Some(checked(&look, words));
            page_of.body = Some(body(&look, asked, &domain, &page_of.frame));
        }
    }
    Ok(page(StatusCode::OK, &page_of))
}

/// The verdict, and whether the plan repairs it.
fn lede(look: &Look, words: Words) -> String {
    let mut lede = verdict_of(&look.report.assessment, words);
    let has_steps = look
        .proposal
        .as_ref()
        .is_ok_and(|proposal| !proposal.drawn.plan.steps.is_empty());
    if has_steps {
        lede.push(' ');
        lede.push_str(&words.t("pages-verdict-plan-below"));
    }
    lede
}

fn checked(look: &Look, words: Words) -> Checked {
    let now = crate::context::now();
    Checked {
        ago: words.ago(look.at, now),
        moment: words.moment(look.at),
        machine: machine_time(look.at),
        servers: look.report.servers.join(", "),
    }
}

fn body(look: &Look, asked: &Asked, domain: &DomainName, frame: &Frame) -> Body {
    let words = frame.words;
    let report = &look.report;
    let (plan, plan_note) = match &look.proposal {
        Ok(proposal) => (Some(Plan::of(proposal, &AskedFor::default(), frame)), None),
        Err(failed) => {
            let what = failed.what(words.catalogue());
            (None, Some(Note::told(Mark::Unknown, what)))
        }
    };
    let lives = look
        .status
        .as_ref()
        .ok()
        .map(|status| Lives::of(status, frame));
    Body {
        protections: Protections::of(&report.assessment, words),
        counts: counts(&report.assessment, words),
        cards: cards(
            report,
            |finding| repair(look, finding, words),
            opened(asked.open.as_deref()),
            words,
        ),
        plan,
        plan_note,
        lives: lives.filter(|lives| !lives.is_empty()),
        forged: forged(report, domain, words),
    }
}

/// The step of the plan that repairs a finding; in the card where no step does.
fn repair(look: &Look, finding: &protocols::finding::Finding, words: Words) -> Repair {
    let plan = look
        .proposal
        .as_ref()
        .ok()
        .map(|proposal| &proposal.drawn.plan);
    let step = plan
        .zip(finding.place.owner.as_ref())
        .and_then(|(plan, owner)| step_of(plan, owner));
    match step {
        None => Repair::Here,
        Some(step) => Repair::InPlan {
            href: format!("#step-{step}"),
            text: words.count("pages-plan-step-link", step),
        },
    }
}

/// A domain as it stands in a path.
pub(crate) fn named(name: &str) -> Result<DomainName, Failed> {
    input::domain(name)
}
