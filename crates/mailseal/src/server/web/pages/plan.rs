//! `/domains/{d}/plan`: what exactly will change, and in which order? And the form behind it.

use app::approval::Mark as Shown;
use app::people::Scope;
use app::plan::Asked;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use clap::ValueEnum;
use protocols::name::DomainName;
use protocols::plan::risks;

use crate::cli::args::{AskedArgs, RoleArg};
use crate::failure::Failed;
use crate::server::desk::{Applying, Proposal};
use crate::server::web::Web;
use crate::server::web::answer::{page, see};
use crate::server::web::fields::Fields;
use crate::server::web::frame::{Frame, Place};
use crate::server::web::looks::{Seen, Want};
use crate::server::web::parts::mark::Mark;
use crate::server::web::parts::note::Note;
use crate::server::web::parts::plan::{AskedFor, Plan};
use crate::server::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "pages/plan.html")]
struct PlanPage {
    frame: Frame,
    domain: String,
    plan: Plan,
}

/// `GET /domains/{d}/plan`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    fields: Fields,
) -> Response {
    let shown = async {
        let domain = web.domain(&visitor, &name).await?;
        visitor.caller.may(Scope::Plan)?;
        let asked = asked_for(&fields);
        let note = web.notes.take(Some(fields.one("done")));
        let frame = frame(&domain, &visitor).note(note);
        if asked != AskedFor::default() {
            let proposal = web
                .desk
                .plan(&visitor.caller, &domain, desk_asked(&asked))
                .await?;
            return Ok(of(frame, StatusCode::OK, &domain, &proposal, &asked));
        }
        match web.looks.of(&web.desk, &domain, Want::Recent).await? {
            Seen::Look { look, .. } => match &look.proposal {
                Ok(proposal) => Ok(of(frame, StatusCode::OK, &domain, proposal, &asked)),
                Err(failed) => Err(failed.clone()),
            },
            Seen::Failed(failed) => Err(failed),
            // The domain's page says that the world is being asked, and looks again.
            Seen::Nothing => Ok(see(&format!("/domains/{domain}"))),
        }
    };
    visitor.answer(shown.await)
}

/// `POST /domains/{d}/apply`: writes what was shown under the mark that comes back.
pub(crate) async fn apply(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    fields: Fields,
) -> Response {
    visitor.answer(applied(&web, &visitor, &name, &fields).await)
}

async fn applied(
    web: &Web,
    visitor: &Visitor,
    name: &str,
    fields: &Fields,
) -> Result<Response, Failed> {
    let domain = web.domain(visitor, name).await?;
    visitor.caller.may(Scope::Apply)?;
    let words = visitor.words();
    let asked = asked_for(fields);
    let shown = Shown::parse(fields.one("mark"));
    // A mark that is none was never shown: what would be written now is.
    let Some(shown) = shown else {
        let proposal = web
            .desk
            .plan(&visitor.caller, &domain, desk_asked(&asked))
            .await?;
        return Ok(stale(visitor, &domain, &proposal, &asked));
    };
    if let Some(refused) = unconfirmed(web, visitor, &domain, &asked, &shown, fields).await? {
        return Ok(refused);
    }
    let applying = web
        .desk
        .apply(&visitor.caller, &domain, desk_asked(&asked), &shown);
    Ok(match applying.await? {
        Applying::Stale(proposal) => stale(visitor, &domain, &proposal, &asked),
        Applying::Begun(begun) => match begun.run {
            Some(id) => see(&format!("/domains/{domain}/runs/{}", id.0)),
            None => {
                let note = match begun.adopted {
                    0 => words.t("pages-plan-waits"),
                    adopted => words.count("pages-plan-adopted", adopted),
                };
                let path = format!("/domains/{domain}");
                see(&web.notes.keep(&path, Note::done(note)))
            }
        },
    })
}

/// The plan once more where something in it may lose mail and the name of the domain was not typed.
async fn unconfirmed(
    web: &Web,
    visitor: &Visitor,
    domain: &DomainName,
    asked: &AskedFor,
    shown: &Shown,
    fields: &Fields,
) -> Result<Option<Response>, Failed> {
    let typed = fields.trimmed("confirm").trim_end_matches('.');
    if typed.eq_ignore_ascii_case(domain.as_str()) || typed == domain.to_unicode() {
        return Ok(None);
    }
    let fault = |proposal: &Proposal| {
        if !proposal.mark.is(shown) || risks(&proposal.drawn.plan).is_empty() {
            return None;
        }
        let words = visitor.words();
        let fault = words.with("pages-plan-confirm-fault", "domain", domain.as_str());
        let frame = frame(domain, visitor).refused();
        let plan = Plan::of(proposal, asked, &frame).refused(fault);
        let page_of = PlanPage {
            domain: domain.to_string(),
            frame,
            plan,
        };
        Some(page(StatusCode::UNPROCESSABLE_ENTITY, &page_of))
    };
    // The plan that was shown is most often the one that was looked at last.
    if let Some(look) = web.looks.last(domain)
        && let Ok(proposal) = &look.proposal
        && proposal.mark.is(shown)
    {
        return Ok(fault(proposal));
    }
    let proposal = web
        .desk
        .plan(&visitor.caller, domain, desk_asked(asked))
        .await?;
    Ok(fault(&proposal))
}

/// The plan as it is now, where another one was shown.
fn stale(
    visitor: &Visitor,
    domain: &DomainName,
    proposal: &Proposal,
    asked: &AskedFor,
) -> Response {
    let note = Note::told(Mark::Attention, visitor.words().t("pages-plan-stale"));
    let frame = frame(domain, visitor).note(Some(note));
    of(frame, StatusCode::CONFLICT, domain, proposal, asked)
}

fn of(
    frame: Frame,
    status: StatusCode,
    domain: &DomainName,
    proposal: &Proposal,
    asked: &AskedFor,
) -> Response {
    let plan = Plan::of(proposal, asked, &frame);
    let page_of = PlanPage {
        domain: domain.to_string(),
        frame,
        plan,
    };
    page(status, &page_of)
}

fn frame(domain: &DomainName, visitor: &Visitor) -> Frame {
    let words = visitor.words();
    let title = words.with("pages-plan-page", "domain", domain.to_unicode());
    visitor
        .frame(title)
        .at(Place::Domains)
        .below(words.t("pages-domains"), "/domains")
        .below(domain.to_unicode(), format!("/domains/{domain}"))
        .here(words.t("pages-plan"))
}

/// What was asked for by name. A role that is none is not asked for.
fn asked_for(fields: &Fields) -> AskedFor {
    let roles = fields.all("take-over");
    AskedFor {
        merge_spf: fields.has("merge-spf"),
        take_over: roles
            .filter(|role| RoleArg::from_str(role, false).is_ok())
            .map(str::to_owned)
            .collect(),
    }
}

fn desk_asked(asked: &AskedFor) -> Asked {
    let roles = asked.take_over.iter();
    crate::cli::plan::asked(&AskedArgs {
        merge_spf: asked.merge_spf,
        take_over: roles
            .filter_map(|role| RoleArg::from_str(role, false).ok())
            .collect(),
    })
}
