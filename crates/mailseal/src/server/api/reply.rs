//! Answers of the API.

use axum::http::header::{CONTENT_TYPE, ETAG, HeaderName, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::PATH;

/// The media type of our documents.
const JSON: &str = "application/json";

/// An answer: a status, a document, and perhaps where to look on.
#[derive(Debug)]
pub(super) struct Answer(Response);

impl Answer {
    /// 200 with a document.
    pub(super) fn ok(document: String) -> Answer {
        Answer::with(StatusCode::OK, document)
    }

    /// A document.
    pub(super) fn with(status: StatusCode, document: String) -> Answer {
        Answer((status, [(CONTENT_TYPE, JSON)], document).into_response())
    }

    /// A text of this type.
    pub(super) fn text(kind: &'static str, text: String) -> Answer {
        Answer((StatusCode::OK, [(CONTENT_TYPE, kind)], text).into_response())
    }

    /// 204.
    pub(super) fn done() -> Answer {
        Answer(StatusCode::NO_CONTENT.into_response())
    }

    /// With the path below the API where it goes on.
    pub(super) fn at(self, path: &str) -> Answer {
        self.head(LOCATION, &format!("{PATH}{path}"))
    }

    /// With the mark of the state it shows.
    pub(super) fn tagged(self, tag: &str) -> Answer {
        self.head(ETAG, tag)
    }

    /// The answer, for whoever sets cookies in it.
    pub(super) fn response(&mut self) -> &mut Response {
        &mut self.0
    }

    fn head(mut self, name: HeaderName, value: &str) -> Answer {
        match HeaderValue::from_str(value) {
            Ok(value) => {
                self.0.headers_mut().insert(name, value);
            }
            // Paths and tags are made of names and numbers.
            Err(_) => tracing::error!("a field of an answer could not be written"),
        }
        self
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        self.0
    }
}
