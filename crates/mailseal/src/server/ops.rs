//! Health and metrics, for whoever watches the process.

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;

use super::House;

/// The form of [`super::metrics::Metrics::text`].
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Answers on these sockets until the house stops.
pub(super) fn open(sockets: Vec<TcpListener>, house: &House) {
    for socket in sockets {
        let stop = house.stop.clone();
        let metrics = house.clone();
        let routes = Router::new()
            .route("/health/live", get(|| async { StatusCode::NO_CONTENT }))
            .route("/metrics", get(|| async move { counted(&metrics) }));
        house.tasks.spawn(async move {
            let served = axum::serve(socket, routes).with_graceful_shutdown(stop.cancelled_owned());
            if let Err(error) = served.await {
                tracing::error!(%error, "the door of health and metrics closed");
            }
        });
    }
}

fn counted(house: &House) -> Response {
    match house.metrics.text() {
        Ok(text) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the metrics could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
