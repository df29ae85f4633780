//! Whoever asks for a page: who they are, what they may do, and how they want to see it.

use app::people::Actor;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;

use super::Web;
use super::answer::{page, see};
use super::frame::{Around, Frame};
use super::pages::failed::FailedPage;
use super::pages::login;
use super::viewer::Viewer;
use super::words::Words;
use crate::failure::Failed;
use crate::server::api::problem;
use crate::server::caller::Caller;
use crate::server::door::{Failure, FormMark, Identity};

/// Whoever asks for a page.
pub(crate) struct Visitor {
    pub(crate) viewer: Viewer,
    pub(crate) caller: Caller,
    /// The number of the request, by which its line of the log is found.
    pub(crate) number: String,
    /// Seconds that a session may last, where theirs just ended by it.
    pub(crate) session_over: Option<u64>,
    form_mark: FormMark,
}

impl FromRequestParts<Web> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Visitor, Failure> {
        let viewer = Viewer::of(&parts.uri, &parts.headers);
        let identity = Identity::from_request_parts(parts, &web.site).await?;
        let form_mark = FormMark::from_request_parts(parts, &web.site).await?;
        Ok(Visitor {
            viewer,
            caller: identity.caller,
            number: identity.number,
            session_over: identity.session_over,
            form_mark,
        })
    }
}

/// The name of somebody who is signed in.
fn name_of(actor: &Actor) -> Option<String> {
    match actor {
        Actor::User(name) => Some(name.to_string()),
        Actor::Token(_) | Actor::CommandLine | Actor::Schedule | Actor::Stranger => None,
    }
}

impl Visitor {
    /// The words of their language.
    pub(crate) fn words(&self) -> Words {
        self.viewer.words()
    }

    /// The frame of a page for them.
    pub(crate) fn frame(&self, title: impl Into<String>) -> Frame {
        let around = Around {
            viewer: self.viewer.clone(),
            who: name_of(&self.caller.actor),
            csrf: self.form_mark.value().to_owned(),
        };
        Frame::new(around, title)
    }

    /// Whether somebody is signed in.
    pub(crate) fn is_known(&self) -> bool {
        name_of(&self.caller.actor).is_some()
    }

    /// The page, or one that says why there is none.
    pub(crate) fn answer(&self, answer: Result<Response, Failed>) -> Response {
        let mut answer = answer.unwrap_or_else(|failed| self.failed(&failed));
        self.form_mark.goes_with(&mut answer);
        answer
    }

    fn failed(&self, failed: &Failed) -> Response {
        if failed.is("error-not-signed-in") {
            return see(&login::way_to(self));
        }
        let status = problem::status(failed);
        page(status, &FailedPage::of(failed, status, self))
    }
}
