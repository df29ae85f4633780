//! Health and metrics, for whoever watches the process.

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;

use super::House;
use super::health::{self, Part};
use super::http::{self, Bounds};
use super::listen::Door;
use crate::wire;

/// Those who watch ask a few times a minute, each on a connection or two.
const BOUNDS: Bounds = Bounds {
    connections_max: 64,
    answer_max: Duration::from_secs(10),
};

/// The form of [`super::metrics::Metrics::text`].
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Answers on these sockets until the house stops.
pub(super) fn open(sockets: Vec<TcpListener>, house: &House) {
    let routes = Router::new()
        .route("/health/live", get(|| async { StatusCode::NO_CONTENT }))
        .route("/health/ready", get(ready))
        .route("/metrics", get(metrics))
        .with_state(house.clone());
    http::serve(Door::Ops, sockets, routes, BOUNDS, house);
}

async fn ready(State(house): State<House>) -> Response {
    let parts = health::of(&house).await;
    let all = parts.values().all(|part| *part == Part::Ready);
    let status = match all {
        true => StatusCode::OK,
        false => StatusCode::SERVICE_UNAVAILABLE,
    };
    let words = parts.iter().map(|(name, part)| {
        let word = match part {
            Part::Ready => "ready",
            Part::NotReady(why) => why,
        };
        (*name, word)
    });
    let json = wire::health::json(all, words);
    ([(header::CONTENT_TYPE, "application/json")], (status, json)).into_response()
}

async fn metrics(State(house): State<House>) -> Response {
    match house.ledger.totals().await {
        Ok(totals) => house.metrics.stored.set(totals),
        // All else is counted all the same.
        Err(error) => tracing::error!(%error, "the ledger could not be counted"),
    }
    match house.metrics.text() {
        Ok(text) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the metrics could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
