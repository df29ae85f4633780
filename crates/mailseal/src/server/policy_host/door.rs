//! A door of the policy host: connections in, one task each, every wait with its limit.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::rt::{Read, Write};
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::answer::{self, Answer};
use super::counts::{Counts, Refused};
use super::crowd::{Crowd, Guest};
use super::limits::{CONNECTION_TIME_MAX, END_TIME_MAX, HEADER_OCTETS_MAX};
use super::policies::Policies;
use super::shelf::Shelf;
use super::tls::{Handshake, Tls};
use crate::server::listen::{Arrival, Arrivals};

/// A door with all that it needs.
pub(super) struct Door {
    pub(super) kind: Kind,
    pub(super) policies: Arc<Policies>,
    pub(super) shelf: Arc<Shelf>,
    pub(super) crowd: Arc<Crowd>,
    pub(super) counts: Counts,
    pub(super) stop: CancellationToken,
    pub(super) tasks: TaskTracker,
}

/// What is behind a door.
pub(super) enum Kind {
    /// Policies over HTTPS.
    Https(Tls),
    /// Policies for a reverse proxy, over plain HTTP.
    BehindProxy,
    /// Answers to http-01 challenges, over plain HTTP.
    Challenges,
}

/// What is answered over one connection.
enum Behind {
    Policy(Box<str>),
    Proxied,
    Challenges,
}

impl Door {
    /// Lets clients in until the house stops.
    pub(super) async fn open(self: Arc<Door>, mut arrivals: Arrivals) {
        while let Some(arrival) = arrivals.next().await {
            match self.crowd.enter(arrival.peer.ip()) {
                Some(guest) => {
                    let door = Arc::clone(&self);
                    self.tasks.spawn(door.let_in(arrival, guest));
                }
                None => self.counts.refused(Refused::TooMany),
            }
        }
    }

    async fn let_in(self: Arc<Door>, arrival: Arrival, guest: Guest) {
        let _open = self.counts.opened();
        let stream = arrival.stream;
        match &self.kind {
            Kind::Https(tls) => self.over_tls(tls, stream).await,
            Kind::BehindProxy => self.answer(TokioIo::new(stream), Behind::Proxied).await,
            Kind::Challenges => self.answer(TokioIo::new(stream), Behind::Challenges).await,
        }
        drop(guest);
        drop(arrival.room);
    }

    async fn over_tls(&self, tls: &Tls, stream: TcpStream) {
        let limit = self.crowd.times().handshake;
        match timeout(limit, tls.handshake(stream)).await {
            Ok(Ok(Handshake::Done(session, host))) => {
                self.answer(TokioIo::new(session), Behind::Policy(host))
                    .await;
            }
            Ok(Ok(Handshake::Validated)) => {}
            Ok(Ok(Handshake::Refused(why))) => self.counts.refused(Refused::Name(why)),
            Ok(Err(error)) => {
                tracing::debug!(%error, "a handshake failed");
                self.counts.refused(Refused::Handshake);
            }
            Err(_) => self.counts.refused(Refused::Slow),
        }
    }

    async fn answer(&self, io: impl Read + Write + Unpin, behind: Behind) {
        let limit = self.crowd.times().header;
        let answering = Answering {
            behind,
            policies: Arc::clone(&self.policies),
            shelf: Arc::clone(&self.shelf),
            counts: self.counts.clone(),
        };
        let mut connection = pin!(http(limit).serve_connection(io, answering));
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = self.stop.cancelled() => {
                connection.as_mut().graceful_shutdown();
                timeout(END_TIME_MAX, connection).await.unwrap_or(Ok(()))
            }
            () = sleep(CONNECTION_TIME_MAX) => {
                connection.as_mut().graceful_shutdown();
                timeout(END_TIME_MAX, connection).await.unwrap_or(Ok(()))
            }
        };
        if let Err(error) = ended {
            if error.is_timeout() {
                self.counts.refused(Refused::Slow);
            }
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

fn http(header: Duration) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(header)
        .max_buf_size(HEADER_OCTETS_MAX);
    http
}

/// Answers the requests of one connection.
struct Answering {
    behind: Behind,
    policies: Arc<Policies>,
    shelf: Arc<Shelf>,
    counts: Counts,
}

impl Service<Request<Incoming>> for Answering {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let answer = self.answer(&request);
        self.counts.answered(answer.status());
        ready(Ok(answer.into_response()))
    }
}

impl Answering {
    fn answer(&self, request: &Request<Incoming>) -> Answer {
        match &self.behind {
            Behind::Policy(host) => answer::over_tls(request, host, &self.policies),
            Behind::Proxied => answer::behind_proxy(request, &self.policies),
            Behind::Challenges => answer::challenge(request, &self.shelf),
        }
    }
}
