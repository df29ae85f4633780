//! Whoever asks for a page: who they are, what they may do, and how they want to see it.

use std::convert::Infallible;

use app::people::{Actor, Scopes};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;

use super::answer::{page, see};
use super::frame::{Frame, Who};
use super::pages::failed::FailedPage;
use super::viewer::Viewer;
use super::words::Words;
use crate::failure::Failed;
use crate::server::caller::Caller;

/// A person with a session, as whoever read its cookie says.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    /// Who, and what they may do.
    pub(crate) caller: Caller,
    /// What every form of theirs carries.
    pub(crate) form_mark: String,
}

/// Whoever asks for a page.
pub(crate) struct Visitor {
    pub(crate) viewer: Viewer,
    pub(crate) caller: Caller,
    who: Option<Who>,
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visitor, Infallible> {
        let viewer = Viewer::of(&parts.uri, &parts.headers);
        let signed_in = parts.extensions.get::<SignedIn>().cloned();
        Ok(match signed_in {
            Some(SignedIn { caller, form_mark }) => Visitor {
                who: name_of(&caller.actor).map(|name| Who {
                    name,
                    csrf: form_mark,
                }),
                caller: Caller {
                    language: viewer.language,
                    ..caller
                },
                viewer,
            },
            None => Visitor {
                caller: Caller {
                    actor: Actor::Stranger,
                    scopes: Scopes::NONE,
                    from: None,
                    language: viewer.language,
                    session: None,
                },
                who: None,
                viewer,
            },
        })
    }
}

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
        Frame::new(&self.viewer, self.who.clone(), title)
    }

    /// Whether somebody is signed in.
    pub(crate) fn is_known(&self) -> bool {
        self.who.is_some()
    }

    /// The page, or one that says why there is none.
    pub(crate) fn answer(&self, answer: Result<Response, Failed>) -> Response {
        answer.unwrap_or_else(|failed| self.failed(&failed))
    }

    fn failed(&self, failed: &Failed) -> Response {
        if failed.is("error-not-signed-in") {
            return see("/login");
        }
        let status = status_of(failed);
        page(status, &FailedPage::of(failed, status, self))
    }
}

/// What HTTP calls a failure.
fn status_of(failed: &Failed) -> StatusCode {
    let is_any = |keys: &[&str]| keys.iter().any(|key| failed.is(key));
    if is_any(&[
        "error-unknown-domain",
        "error-no-job",
        "error-domain",
        "error-one-label",
    ]) {
        StatusCode::NOT_FOUND
    } else if failed.is("error-not-allowed") {
        StatusCode::FORBIDDEN
    } else if is_any(&[
        "error-changed-meanwhile",
        "error-step-unfinished",
        "error-step-not-open",
    ]) {
        StatusCode::CONFLICT
    } else if is_any(&["error-drive", "error-drive-domain"]) {
        StatusCode::BAD_GATEWAY
    } else {
        StatusCode::INTERNAL_SERVER_ERROR
    }
}
