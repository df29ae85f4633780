//! Why there is no page: what failed, that nothing was changed, and the way on.

use askama::Template;
use axum::http::StatusCode;

use crate::failure::Failed;
use crate::server::web::frame::{Around, Frame};
use crate::server::web::viewer::Viewer;
use crate::server::web::visitor::Visitor;
use crate::server::web::words::Words;

#[derive(Template)]
#[template(path = "pages/failed.html")]
pub(crate) struct FailedPage {
    frame: Frame,
    heading: String,
    what: String,
    /// What the log calls the request.
    number: String,
}

impl FailedPage {
    /// For a failure.
    pub(crate) fn of(failed: &Failed, status: StatusCode, visitor: &Visitor) -> FailedPage {
        let words = visitor.words();
        let heading = heading(status, words);
        FailedPage {
            frame: visitor.frame(heading.clone()),
            heading,
            what: words.why(failed),
            number: visitor.number.clone(),
        }
    }

    /// For a request that was refused before it was known whose it is.
    pub(crate) fn of_stranger(
        failed: &Failed,
        status: StatusCode,
        viewer: &Viewer,
        number: &str,
    ) -> FailedPage {
        let words = viewer.words();
        let heading = heading(status, words);
        let around = Around {
            viewer: viewer.clone(),
            who: None,
            csrf: String::new(),
        };
        FailedPage {
            frame: Frame::new(around, heading.clone()),
            heading,
            what: words.why(failed),
            number: number.to_owned(),
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
            number: String::new(),
        }
    }
}

fn heading(status: StatusCode, words: Words) -> String {
    words.t(match status {
        StatusCode::NOT_FOUND => "pages-failed-not-found",
        StatusCode::FORBIDDEN => "pages-failed-forbidden",
        StatusCode::CONFLICT => "pages-failed-conflict",
        StatusCode::SERVICE_UNAVAILABLE => "pages-failed-world",
        status if status.is_client_error() => "pages-failed-refused",
        _ => "pages-failed-ours",
    })
}
