//! Who asks: a person by a session's cookie, a program by a token, or a stranger.

use app::access::Secret;
use app::people::Actor;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Site;
use super::cookies::Cookies;
use super::gate::{ClientAddress, RequestNumber};
use crate::failure::Failed;
use crate::server::api::problem;
use crate::server::caller::{Caller, OwnSession};
use crate::server::porter::Known;
use crate::server::web;
use crate::server::web::viewer::Viewer;
use crate::wording::Catalogue;

/// What is known of whoever asks, for every route.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    /// Who asks.
    pub(crate) caller: Caller,
    /// The number of the request.
    pub(crate) number: String,
    /// Seconds that a session may last without use or at all, where the one of this browser just ended
    /// by it.
    pub(crate) session_over: Option<u64>,
}

impl<S: Sync> FromRequestParts<S> for Identity {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Identity, Failure> {
        let known = parts.extensions.get::<Identity>().cloned();
        // Every route is behind `identify`.
        known.ok_or_else(|| {
            let bug = Failed::new("error-bug").text("text", "a route without identity");
            Failure::of_parts(parts, bug)
        })
    }
}

/// Finds out who asks. A token that is shown and worth nothing is refused at once: whoever shows one
/// means to be known by it.
pub(super) async fn identify(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let identity = match identity(&site, &parts).await {
        Ok(identity) => identity,
        Err(failed) => return Failure::of_parts(&parts, failed).into_response(),
    };
    let mut request = Request::from_parts(parts, body);
    request.extensions_mut().insert(identity);
    next.run(request).await
}

async fn identity(site: &Site, parts: &Parts) -> Result<Identity, Failed> {
    let (headers, extensions) = (&parts.headers, &parts.extensions);
    let from = extensions.get::<ClientAddress>();
    let from = from.ok_or_else(|| Failed::new("error-bug").text("text", "no address"))?;
    let language = Viewer::of(&parts.uri, headers).language;
    let mut caller = Caller::stranger(from.0, language);
    let mut session_over = None;
    if let Some(shown) = headers.get(AUTHORIZATION) {
        let shown = bearer(shown.to_str().unwrap_or_default());
        let shown = shown.ok_or_else(|| Failed::new("error-token-form"))?;
        let token = site.porter.token(shown).await?;
        let (token, scopes) = token.ok_or_else(|| Failed::new("error-token-refused"))?;
        caller.actor = Actor::Token(token.name.to_string());
        caller.scopes = scopes;
    } else {
        let secret = Cookies::new(site.protection()).session(headers);
        match site.porter.session(secret).await? {
            Known::Nobody => {}
            Known::Over(seconds) => session_over = Some(seconds),
            Known::In(known) => {
                let (session, user) = *known;
                caller.actor = Actor::User(user.name);
                caller.scopes = user.scopes;
                caller.session = Some(OwnSession {
                    secret: Secret::new(secret),
                    digest: session.digest,
                });
            }
        }
    }
    let number = extensions.get::<RequestNumber>();
    Ok(Identity {
        caller,
        number: number.map_or_else(String::new, |number| number.0.clone()),
        session_over,
    })
}

/// RFC 6750 §2.1: 'credentials = "Bearer" 1*SP b64token'; the scheme is in any case (RFC 9110 §11.1).
fn bearer(field: &str) -> Option<&str> {
    let (scheme, token) = field.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Something failed or was refused before or within a route: worded for whoever asked, as a problem
/// for programs and as a page for people.
#[derive(Debug)]
pub(crate) struct Failure {
    failed: Failed,
    viewer: Box<Viewer>,
    number: String,
    reader: Reader,
}

/// Who reads an answer. It is found out before anything else: within the routes of the API the path no
/// longer says that they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// A program that asked the API.
    Program,
    /// A person.
    Person,
}

impl Reader {
    /// Of what is at this path.
    pub(super) fn of(path: &str) -> Reader {
        match path.starts_with("/api/") {
            true => Reader::Program,
            false => Reader::Person,
        }
    }
}

impl Failure {
    /// Of this request.
    pub(crate) fn of(request: &Request, failed: Failed) -> Failure {
        Failure::new(
            request.uri(),
            request.headers(),
            request.extensions(),
            failed,
        )
    }

    /// Of the request with these parts.
    pub(crate) fn of_parts(parts: &Parts, failed: Failed) -> Failure {
        Failure::new(&parts.uri, &parts.headers, &parts.extensions, failed)
    }

    fn new(uri: &Uri, headers: &HeaderMap, extensions: &Extensions, failed: Failed) -> Failure {
        let number = extensions.get::<RequestNumber>();
        Failure {
            failed,
            viewer: Box::new(Viewer::of(uri, headers)),
            number: number.map_or_else(String::new, |number| number.0.clone()),
            reader: extensions.get().copied().unwrap_or(Reader::Person),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self.reader {
            Reader::Program => {
                let words = Catalogue::shared(self.viewer.language);
                problem::answer(&self.failed, words, &self.number)
            }
            Reader::Person => web::refused(&self.failed, &self.viewer, &self.number),
        }
    }
}
