//! Health, for whoever watches the process.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use tokio::net::TcpListener;

use super::House;

/// Answers on these sockets until the house stops.
pub(super) fn open(sockets: Vec<TcpListener>, house: &House) {
    for socket in sockets {
        let stop = house.stop.clone();
        let routes = Router::new().route("/health", get(|| async { StatusCode::NO_CONTENT }));
        house.tasks.spawn(async move {
            let served = axum::serve(socket, routes).with_graceful_shutdown(stop.cancelled_owned());
            if let Err(error) = served.await {
                tracing::error!(%error, "the door of health and metrics closed");
            }
        });
    }
}
