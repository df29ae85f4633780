//! The pages. Every task works without a script; what is shown comes from the desk, as the API has it.
//!
//! ```text
//!   assets, headers      what a page is served with         viewer, words   language, light or dark
//!   frame, answer        what is around every page          parts           what pages are made of
//!   visitor, fields      who asks, and with what            pages           one question each
//!   looks                what was last seen of a domain     notes           what is said once
//! ```
//!
//! A template has no sentence: all words come from the catalogues. A page says who may see it by the
//! [`Caller`](crate::server::caller::Caller) it hands to the desk.

mod answer;
mod assets;
mod background;
mod checks;
mod fields;
mod frame;
mod headers;
mod looks;
mod notes;
mod pages;
mod parts;
pub(crate) mod viewer;
pub(crate) mod visitor;
mod words;

use std::sync::Arc;

use app::people::Scope;
use axum::Router;
use axum::http::StatusCode;
use axum::middleware;
use axum::response::Response;
use axum::routing::{get, post};
use protocols::name::DomainName;

use super::House;
use super::api::problem;
use super::desk::Desk;
use super::door::Site;
use crate::failure::Failed;
use crate::input;
use checks::Checks;
use looks::Looks;
use notes::Notes;
use pages::failed::FailedPage;
use pages::{
    access, add, check, display, domain, domains, explain, history, login, plan, records, run,
    setup, spf,
};
use viewer::Viewer;
use visitor::Visitor;

/// What every page is given.
#[derive(Clone)]
pub(crate) struct Web {
    site: Site,
    desk: Arc<Desk>,
    looks: Arc<Looks>,
    checks: Arc<Checks>,
    notes: Arc<Notes>,
}

impl Web {
    /// For this house and its site.
    pub(crate) fn new(house: &House, site: Site) -> Web {
        Web {
            desk: site.desk.clone(),
            site,
            looks: Looks::new(house),
            checks: Checks::new(house),
            notes: Arc::default(),
        }
    }

    /// A domain that is looked after, as a path names it, for somebody who may see it.
    async fn domain(&self, visitor: &Visitor, name: &str) -> Result<DomainName, Failed> {
        visitor.caller.may(Scope::Read)?;
        let domain = input::domain(name)?;
        self.desk.domain(&visitor.caller, &domain).await?;
        Ok(domain)
    }
}

/// The pages. Whoever serves them finds out who asks, and lets no form through that does not carry its
/// mark.
pub(crate) fn routes(web: Web) -> Router {
    Router::new()
        .route("/", get(domains::home))
        .route("/domains", get(domains::show))
        .route("/domains/{domain}", get(domain::show))
        .route("/domains/{domain}/check", post(domain::check))
        .route("/domains/{domain}/plan", get(plan::show))
        .route("/domains/{domain}/apply", post(plan::apply))
        .route("/domains/{domain}/runs/{run}", get(run::show))
        .route("/domains/{domain}/runs/{run}/resume", post(run::resume))
        .route(
            "/domains/{domain}/runs/{run}/undo",
            get(run::undo).post(run::take_back),
        )
        .route("/domains/{domain}/records", get(records::show))
        .route("/domains/{domain}/records/{file}", get(records::file))
        .route("/domains/{domain}/spf", get(spf::show).post(spf::save))
        .route("/domains/{domain}/history", get(history::of_domain))
        .route("/activity", get(history::of_all))
        .route("/check", get(check::ask))
        .route("/check/{domain}", get(check::show))
        .route("/check/{domain}/answers.json", get(check::answers))
        .route("/explain", get(explain::list))
        .route("/explain/{room}/{fault}", get(explain::show))
        .route("/settings/display", get(display::show).post(display::save))
        .route("/help/keys", get(display::keys))
        .route("/login", get(login::show).post(login::sign_in))
        .route("/logout", post(login::sign_out))
        .route("/setup", get(setup::show).post(setup::claim))
        .route("/domains/add", get(add::show).post(add::add))
        .route(
            "/domains/{domain}/access",
            get(access::show).post(access::save),
        )
        .route("/domains/{domain}/advance", post(domain::advance))
        .fallback(not_found)
        .with_state(web)
        .merge(assets::routes())
        .layer(middleware::from_fn(viewer::keep_language))
        .layer(middleware::from_fn(headers::secure))
}

async fn not_found(visitor: Visitor) -> Response {
    let page = answer::page(StatusCode::NOT_FOUND, &FailedPage::not_found(&visitor));
    visitor.answer(Ok(page))
}

/// A page that says why a request was refused before any page was asked.
pub(crate) fn refused(failed: &Failed, viewer: &Viewer, number: &str) -> Response {
    let status = problem::status(failed);
    let page_of = FailedPage::of_stranger(failed, status, viewer, number);
    let mut answer = answer::page(status, &page_of);
    headers::secure_answer(&mut answer);
    answer
}

#[cfg(test)]
mod tests;
