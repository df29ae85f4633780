//! HTTPS with an authority: within limits of size and time, and what it refuses as what it is.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use app::certificates::{FailureKind, Refused, Said};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderMap, HeaderValue, RETRY_AFTER, USER_AGENT};
use hyper::{Request, Response};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use instant_acme::{BodyWrapper, BytesResponse, HttpClient};
use tokio::time::{Instant, timeout_at};

use super::problem::{self, Problem};
use crate::network::NetError;
use crate::tls::Tls;

/// One request, from the connection to the last octet of the answer. Authorities are slow at times, and
/// nobody waits for this.
const WHOLE: Duration = Duration::from_secs(45);
/// Connecting alone.
const CONNECT: Duration = Duration::from_secs(15);
/// Octets of one answer. A chain of ten certificates in PEM has some 30 KiB, a directory one.
const ANSWER_OCTETS_MAX: usize = 256 * 1024;
/// An idle connection is kept for so long: an order is several requests with pauses in between.
const IDLE: Duration = Duration::from_secs(20);

/// RFC 8555 §6.1: 'ACME clients MUST send a User-Agent header field, […]. This header field SHOULD
/// include the name and version of the ACME software'.
const AGENT: &str = concat!("mailseal/", env!("CARGO_PKG_VERSION"), " instant-acme/0.8");

/// Talks HTTPS with one authority. Clones share the connections.
#[derive(Clone)]
pub(super) struct Wire(Arc<Client<HttpsConnector<HttpConnector>, Full<Bytes>>>);

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Wire").finish()
    }
}

/// An answer that was no refusal, whole.
#[derive(Debug)]
pub(super) struct Heard {
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// Why there is no such answer. Travels through the ACME library as an error of its client.
#[derive(Debug)]
pub(super) struct NotHeard {
    pub(super) refused: Refused,
    /// The status, where there was one.
    pub(super) status: Option<u16>,
    /// The nonce that came with the refusal.
    pub(super) nonce: Option<String>,
    /// Whether the nonce was what it did not like.
    pub(super) bad_nonce: bool,
}

impl fmt::Display for NotHeard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.refused.kind, self.refused.said.as_str())
    }
}

impl std::error::Error for NotHeard {}

impl NotHeard {
    pub(super) fn of(kind: FailureKind, said: &str) -> NotHeard {
        NotHeard {
            refused: Refused {
                said: Said::new(said),
                ..Refused::of(kind)
            },
            status: None,
            nonce: None,
            bad_nonce: false,
        }
    }
}

impl Wire {
    /// `roots` are PEM files' contents with roots trusted beside Mozilla's.
    pub(super) fn new(roots: &[Vec<u8>]) -> Result<Wire, NetError> {
        let tls = Tls::new(roots)?;
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(CONNECT));
        // RFC 8555 §6.1: 'Use of HTTPS is REQUIRED.'
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls.verifying().as_ref().clone())
            .https_only()
            .enable_http1()
            .wrap_connector(connector);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(connector);
        Ok(Wire(Arc::new(client)))
    }

    /// Sends a request, and gives the answer where it is no refusal. Redirects are not followed: no
    /// authority needs them, and a signed request is for the URL in it.
    pub(super) async fn send(&self, request: Request<Full<Bytes>>) -> Result<Heard, NotHeard> {
        let (parts, body) = self.exchange(request).await?;
        if parts.status.is_success() {
            return Ok(Heard {
                headers: parts.headers,
                body,
            });
        }
        Err(not_heard(&parts, &body))
    }

    async fn exchange(
        &self,
        mut request: Request<Full<Bytes>>,
    ) -> Result<(hyper::http::response::Parts, Bytes), NotHeard> {
        let agent = HeaderValue::from_static(AGENT);
        request.headers_mut().insert(USER_AGENT, agent);
        let deadline = Instant::now() + WHOLE;
        let late = |_| {
            let text = format!("no answer in {} s", WHOLE.as_secs());
            NotHeard::of(FailureKind::TooSlow, &text)
        };
        let response = timeout_at(deadline, self.0.request(request)).await;
        let response = response.map_err(late)?.map_err(|error| broken(&error))?;
        let whole = timeout_at(deadline, whole(response)).await;
        whole.map_err(late)?
    }
}

async fn whole(
    response: Response<Incoming>,
) -> Result<(hyper::http::response::Parts, Bytes), NotHeard> {
    let (parts, mut incoming) = response.into_parts();
    let mut body = Vec::new();
    while let Some(frame) = incoming.frame().await {
        let frame = frame.map_err(|error| broken(&error))?;
        let Some(data) = frame.data_ref() else {
            continue;
        };
        if data.len() > ANSWER_OCTETS_MAX - body.len() {
            let text = format!("an answer of more than {ANSWER_OCTETS_MAX} octets");
            return Err(NotHeard::of(FailureKind::BadAnswer, &text));
        }
        body.extend_from_slice(data);
    }
    Ok((parts, Bytes::from(body)))
}

/// The cause at the bottom says most: 'connection refused', 'invalid peer certificate'.
fn broken(error: &(dyn std::error::Error + 'static)) -> NotHeard {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    NotHeard::of(FailureKind::Unreachable, &cause.to_string())
}

fn not_heard(parts: &hyper::http::response::Parts, body: &[u8]) -> NotHeard {
    let status = parts.status.as_u16();
    let retry_after = parts.headers.get(RETRY_AFTER).and_then(retry_after);
    let problem = Problem::read(body);
    let refused = match &problem {
        Some(problem) => problem.refused(retry_after),
        None => problem::without(status, body, retry_after),
    };
    let nonce = parts.headers.get("replay-nonce");
    NotHeard {
        refused,
        status: Some(status),
        nonce: nonce.and_then(|nonce| Some(nonce.to_str().ok()?.to_owned())),
        bad_nonce: problem.is_some_and(|problem| problem.is_bad_nonce()),
    }
}

/// Seconds until then. RFC 9110 §10.2.3: 'Retry-After = HTTP-date / delay-seconds'.
pub(super) fn retry_after(value: &HeaderValue) -> Option<u64> {
    let text = value.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(seconds);
    }
    let at = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    let seconds = at.duration_since(jiff::Timestamp::now()).as_secs();
    Some(u64::try_from(seconds).unwrap_or(0))
}

impl HttpClient for Wire {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, instant_acme::Error>> + Send>> {
        let wire = self.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let Ok(body) = body.collect().await;
            let request = Request::from_parts(parts, Full::new(body.to_bytes()));
            let (parts, body) = wire.exchange(request).await.map_err(through)?;
            // A nonce that was not liked is the library's affair; it tries again with the one that came
            // along.
            let is_retried = |refused: &NotHeard| refused.bad_nonce;
            if !parts.status.is_success() {
                let refused = not_heard(&parts, &body);
                if !is_retried(&refused) {
                    return Err(through(refused));
                }
            }
            Ok(BytesResponse {
                parts,
                body: Box::new(body),
            })
        })
    }
}

fn through(error: NotHeard) -> instant_acme::Error {
    instant_acme::Error::Other(Box::new(error))
}

/// What an error of the library says.
pub(super) fn of_library(error: instant_acme::Error) -> NotHeard {
    match error {
        instant_acme::Error::Other(error) => match error.downcast::<NotHeard>() {
            Ok(refused) => *refused,
            Err(error) => NotHeard::of(FailureKind::BadAnswer, &error.to_string()),
        },
        instant_acme::Error::Api(problem) => {
            let problem = Problem::of_library(&problem);
            NotHeard {
                bad_nonce: problem.is_bad_nonce(),
                ..NotHeard {
                    refused: problem.refused(None),
                    status: None,
                    nonce: None,
                    bad_nonce: false,
                }
            }
        }
        // What the authority sent does not read; the enum is not ours and may grow.
        error => NotHeard::of(FailureKind::BadAnswer, &error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_to_come_again() {
        let of = |text| retry_after(&HeaderValue::from_static(text));
        assert_eq!(of("120"), Some(120));
        assert_eq!(of("Fri, 31 Dec 1999 23:59:59 GMT"), Some(0));
        let far = of("Tue, 31 Dec 2199 23:59:59 GMT");
        assert!(
            far.is_some_and(|seconds| seconds > 100 * 365 * 86_400),
            "{far:?}"
        );
        assert_eq!(of("soon"), None);
        assert_eq!(of("-5"), None);
    }
}
