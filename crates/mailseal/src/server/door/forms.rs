//! What forms carry, so that no other site can send one in somebody's name.
//!
//! Whoever is signed in has a mark made of the session; before that, one made of a cookie that the page
//! with the form sets. What changes something must carry the mark that belongs to its cookie: in the
//! field of a form, or in the head where a script of ours asks. A token is in no browser, and a stranger
//! who asks the API has nothing that a browser would send along by itself: they need none.

use app::access::Secret;
use app::people::{Fresh, SystemRandom, form_mark, is_form_mark};
use axum::body::Body;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::cookies::Cookies;
use super::identity::{Failure, Identity, Reader};
use super::{BODY_OCTETS_MAX, Site};
use crate::failure::Failed;
use crate::server::caller::Caller;

/// The name of the field that carries the mark.
pub(crate) const FORM_FIELD: &str = "csrf";
/// The field of the head that carries it where there is no form.
pub(crate) const FORM_HEADER: &str = "x-csrf-token";

const FORM_TYPE: &str = "application/x-www-form-urlencoded";

/// The mark for the forms of a page.
#[derive(Debug, Clone)]
pub(crate) struct FormMark {
    mark: String,
    fresh: Option<Secret>,
    cookies: Cookies,
}

impl FormMark {
    /// What the field of a form carries.
    pub(crate) fn value(&self) -> &str {
        &self.mark
    }

    /// Must be told of the answer with the form: a visitor without a cookie gets one.
    pub(crate) fn goes_with(&self, answer: &mut Response) {
        if let Some(secret) = &self.fresh {
            self.cookies.set_form(answer, secret);
        }
    }
}

impl<S: Sync> FromRequestParts<S> for FormMark {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<FormMark, Failure> {
        let known = parts.extensions.get::<FormMark>().cloned();
        // Every page is behind `marked`.
        known.ok_or_else(|| {
            let bug = Failed::new("error-bug").text("text", "a page without a mark for its forms");
            Failure::of_parts(parts, bug)
        })
    }
}

/// The mark of a visitor; one of a new cookie where they have none.
fn mark_of(secret: &str, cookies: Cookies) -> Result<FormMark, Failed> {
    if !secret.is_empty() {
        return Ok(FormMark {
            mark: form_mark(secret),
            fresh: None,
            cookies,
        });
    }
    let fresh = Fresh::browser(&SystemRandom);
    let fresh = fresh.map_err(|_| Failed::new("error-no-randomness"))?;
    Ok(FormMark {
        mark: form_mark(fresh.secret.expose()),
        fresh: Some(fresh.secret),
        cookies,
    })
}

/// What a mark is made of: the session, or the cookie of before. Empty where there is neither.
fn secret_of<'a>(caller: &'a Caller, headers: &'a HeaderMap, cookies: Cookies) -> &'a str {
    match &caller.session {
        Some(session) => session.secret.expose(),
        None => cookies.form(headers),
    }
}

/// Gives pages the mark for their forms, and refuses what would change something without carrying it.
pub(super) async fn marked(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let Some(identity) = request.extensions().get::<Identity>().cloned() else {
        let bug = Failed::new("error-bug").text("text", "a request without identity");
        return Failure::of(&request, bug).into_response();
    };
    let is_api = Reader::of(request.uri().path()) == Reader::Program;
    let headers = request.headers().clone();
    let cookies = Cookies::new(site.protection());
    let secret = secret_of(&identity.caller, &headers, cookies);
    if !is_api {
        match mark_of(secret, cookies) {
            Ok(mark) => request.extensions_mut().insert(mark),
            Err(failed) => return Failure::of(&request, failed).into_response(),
        };
    }
    let needs_none = is_harmless(request.method())
        || headers.contains_key(AUTHORIZATION)
        || (is_api && identity.caller.session.is_none());
    if needs_none {
        return next.run(request).await;
    }
    let (request, shown) = match shown(request).await {
        Ok(shown) => shown,
        Err(failure) => return failure.into_response(),
    };
    if !secret.is_empty() && is_form_mark(secret, &shown) {
        return next.run(request).await;
    }
    Failure::of(&request, Failed::new("error-other-form")).into_response()
}

/// Whether a method only asks.
pub(super) fn is_harmless(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// The mark that a request shows, and the request to go on with.
async fn shown(request: Request) -> Result<(Request, String), Failure> {
    if let Some(mark) = request.headers().get(FORM_HEADER) {
        let mark = mark.to_str().unwrap_or_default().to_owned();
        return Ok((request, mark));
    }
    let kind = request.headers().get(CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with(FORM_TYPE) {
        return Ok((request, String::new()));
    }
    let (parts, body) = request.into_parts();
    let octets = axum::body::to_bytes(body, BODY_OCTETS_MAX).await;
    let octets = octets.map_err(|_| Failure::of_parts(&parts, Failed::new("error-form")))?;
    let mark = field(&octets);
    Ok((Request::from_parts(parts, Body::from(octets)), mark))
}

/// The mark among the fields of a form. It is letters, digits, `-` and `_`, so nothing of it is escaped.
fn field(form: &[u8]) -> String {
    let text = std::str::from_utf8(form).unwrap_or_default();
    let mut pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    let mark = pairs.find_map(|(name, value)| (name == FORM_FIELD).then_some(value));
    mark.unwrap_or_default().to_owned()
}
