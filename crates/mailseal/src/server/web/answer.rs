//! Pages as answers.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::response::{IntoResponse, Response};

/// A page.
pub(crate) fn page(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => {
            let head = [(CONTENT_TYPE, "text/html; charset=utf-8")];
            (status, head, html).into_response()
        }
        Err(error) => {
            // Nothing that a template shows fails to be written, so this is a fault of ours.
            tracing::error!(%error, "a page could not be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// To another page, asked for with GET: what was done is not done again by going back or reloading.
pub(crate) fn see(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, path.to_owned())]).into_response()
}
