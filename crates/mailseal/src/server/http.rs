//! HTTP in the clear, for the doors that speak it: routes on sockets, within bounds.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{ConnectInfo, MatchedPath, Request};
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::House;
use super::listen::{Arrival, Arrivals, Door};
use super::metrics::Visit;

/// The head of a request may take this long; so may the pause before the next one on a connection.
const HEAD_MAX: Duration = Duration::from_secs(20);

/// How long a connection on which nothing is being answered is kept once the house stops: what was
/// answered just now is on its way.
const LINGER: Duration = Duration::from_secs(1);

/// Fields of a head. Browsers send about twenty.
const HEAD_FIELDS_MAX: usize = 64;

/// Octets of a head, and of a piece of a body. Cookies and long addresses fit.
const HEAD_OCTETS_MAX: usize = 16 * 1024;

/// What a door bears.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Connections at once, over all its sockets. More wait.
    pub(crate) connections_max: usize,
    /// From a request's head to the beginning of its answer, reading the body included.
    pub(crate) answer_max: Duration,
}

/// Answers on these sockets until the house stops. Handlers find the address of their peer as
/// `ConnectInfo<SocketAddr>`.
pub(crate) fn serve(
    door: Door,
    sockets: Vec<TcpListener>,
    routes: Router,
    bounds: Bounds,
    house: &House,
) {
    let routes = counted(door, within(routes, bounds.answer_max), house);
    let room = Arc::new(Semaphore::new(bounds.connections_max));
    for socket in sockets {
        let mut arrivals = Arrivals::new(socket, door, Arc::clone(&room), house.stop.clone());
        let (routes, house) = (routes.clone(), house.clone());
        house.tasks.clone().spawn(async move {
            while let Some(arrival) = arrivals.next().await {
                let connection = converse(arrival, routes.clone(), house.stop.clone());
                let open = house.metrics.http.open(door);
                house.tasks.spawn(async move {
                    connection.await;
                    drop(open);
                });
            }
        });
    }
}

/// One connection, until its peer or the house ends it; what was asked by then is answered.
async fn converse(arrival: Arrival, routes: Router, stop: CancellationToken) {
    let Arrival { stream, peer, room } = arrival;
    let asked = Arc::new(AtomicBool::new(false));
    let answering = Arc::clone(&asked);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = TowerToHyperService::new(routes.clone()).call(request);
        let answering = Arc::clone(&answering);
        answering.store(true, Ordering::Relaxed);
        async move {
            let answer = answer.await;
            answering.store(false, Ordering::Relaxed);
            answer
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_MAX)
        .max_headers(HEAD_FIELDS_MAX)
        .max_buf_size(HEAD_OCTETS_MAX)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            match asked.load(Ordering::Relaxed) {
                true => connection.await,
                // Half a request, or an answer that nobody fetches, holds nothing up.
                false => tokio::time::timeout(LINGER, connection).await.unwrap_or(Ok(())),
            }
        }
    };
    if let Err(error) = ended {
        // Peers break off all the time, and what they sent is in no error of hyper.
        tracing::debug!(%peer, %error, "a connection broke off");
    }
    drop(room);
}

/// Routes whose answers begin in time.
fn within(routes: Router, answer_max: Duration) -> Router {
    routes.layer(middleware::from_fn(
        move |request: Request, next: Next| async move {
            let answered = tokio::time::timeout(answer_max, next.run(request)).await;
            let late = |_| StatusCode::SERVICE_UNAVAILABLE.into_response();
            Ok::<Response, Infallible>(answered.unwrap_or_else(late))
        },
    ))
}

/// Routes whose answers are counted. Of a request, its route's pattern is kept and nothing else: the
/// rest is a stranger's, and may hold a token.
fn counted(door: Door, routes: Router, house: &House) -> Router {
    let metrics = Arc::clone(&house.metrics);
    routes.layer(middleware::from_fn(move |request: Request, next: Next| {
        let metrics = Arc::clone(&metrics);
        async move {
            let route = request.extensions().get::<MatchedPath>();
            let route = route.map_or("none", MatchedPath::as_str).to_owned();
            let method = known(request.method());
            let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
            let peer = peer.map(|ConnectInfo(peer)| *peer);
            let began = Instant::now();
            let response = next.run(request).await;
            let (status, took) = (response.status().as_u16(), began.elapsed());
            let door = door.name();
            let shown = peer.map(|peer| peer.ip().to_string());
            tracing::debug!(
                door,
                method,
                route,
                status,
                peer = shown,
                milliseconds = took.as_millis(),
                "answered"
            );
            let visit = Visit {
                door,
                method,
                route,
                status,
            };
            metrics.http.answered(visit, took);
            Ok::<Response, Infallible>(response)
        }
    }))
}

/// A method by its name where we know it; a stranger may send any word.
fn known(method: &Method) -> &'static str {
    let all = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
    ];
    let names = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    let at = all.iter().position(|known| known == method);
    at.and_then(|at| names.get(at)).copied().unwrap_or("other")
}
