//! The API: every use case of the command line, with the shapes of `--format json`, for programs with a
//! token and for scripts of our own pages.
//!
//! ```text
//!   table       what there is              extract, reply   what comes in and goes out
//!   operations  who does it                problem          what could not be done
//!   document    the table as OpenAPI
//! ```

mod document;
mod extract;
mod operations;
pub(crate) mod problem;
mod reply;
mod table;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;

use super::caller::Caller;
use super::door::{Failure, Identity, Site};
use crate::failure::Failed;
use app::people::Actor;
use table::Needs;

/// Where the API is.
pub(crate) const PATH: &str = "/api/v1";

/// The routes below [`PATH`].
pub(crate) fn routes() -> Router<Site> {
    let mut router = Router::new();
    for operation in operations::all() {
        let needs = operation.needs;
        let guarded = (operation.handler)().route_layer(from_fn(
            move |identity: Identity, request: Request, next: Next| async move {
                match allowed(&identity.caller, needs) {
                    Ok(()) => next.run(request).await,
                    Err(failed) => Failure::of(&request, failed).into_response(),
                }
            },
        ));
        router = router.route(operation.path, guarded);
    }
    router
        .fallback(|request: Request| async move {
            Failure::of(&request, Failed::new("error-no-route")).into_response()
        })
        .method_not_allowed_fallback(|request: Request| async move {
            Failure::of(&request, Failed::new("error-method")).into_response()
        })
}

/// Refuses whoever has not what an operation needs.
fn allowed(caller: &Caller, needs: Needs) -> Result<(), Failed> {
    match needs {
        Needs::Nothing => Ok(()),
        Needs::Scope(scope) => caller.may(scope),
        Needs::Somebody | Needs::Person => match caller.actor {
            Actor::User(_) => Ok(()),
            Actor::Stranger => Err(Failed::new("error-not-signed-in")),
            Actor::Token(_) | Actor::CommandLine | Actor::Schedule => match needs {
                Needs::Person => Err(Failed::new("error-only-people")),
                Needs::Somebody | Needs::Nothing | Needs::Scope(_) => Ok(()),
            },
        },
    }
}
