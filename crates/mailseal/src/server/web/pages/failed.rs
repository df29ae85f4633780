//! Why there is no page: what failed, that nothing was changed, and the way on.

use askama::Template;
use axum::http::StatusCode;

use crate::failure::Failed;
use crate::server::web::frame::Frame;
use crate::server::web::parts::sentence;
use crate::server::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "pages/failed.html")]
pub(crate) struct FailedPage {
    frame: Frame,
    heading: String,
    what: String,
    next: Option<String>,
}

impl FailedPage {
    /// For a failure.
    pub(crate) fn of(failed: &Failed, status: StatusCode, visitor: &Visitor) -> FailedPage {
        let words = visitor.words();
        let key = match status {
            StatusCode::NOT_FOUND => "pages-failed-not-found",
            StatusCode::FORBIDDEN => "pages-failed-forbidden",
            StatusCode::CONFLICT => "pages-failed-conflict",
            StatusCode::BAD_GATEWAY => "pages-failed-world",
            _ => "pages-failed-ours",
        };
        let heading = words.t(key);
        FailedPage {
            frame: visitor.frame(heading.clone()),
            heading,
            what: sentence(&failed.what(words.catalogue())),
            next: None,
        }
    }

    /// For an address that no page has.
    pub(crate) fn not_found(visitor: &Visitor) -> FailedPage {
        let words = visitor.words();
        let heading = words.t("pages-failed-not-found");
        FailedPage {
            frame: visitor.frame(heading.clone()),
            heading,
            what: words.with("pages-failed-address", "path", visitor.viewer.path()),
            next: None,
        }
    }
}
