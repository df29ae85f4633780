//! Makes calls.

use std::error::Error;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue, LINK, RETRY_AFTER, USER_AGENT};
use hyper::{Request, Response, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout_at};

use super::call::{ApiAnswer, Call, printable};
use super::error::ApiError;
use super::pace::{Pace, PaceGate};
use crate::tls::Tls;
use app::access::Secret;
use app::zone::Why;

/// Seconds until the next try where a 429 does not say, and the most that is believed.
const RETRY_AFTER_SECONDS: u32 = 60;
const RETRY_AFTER_SECONDS_MAX: u32 = 86_400;

/// An idle connection is kept no longer than this: a server that closes it at the same moment as a
/// change is sent would leave open whether the change was made.
const IDLE: Duration = Duration::from_secs(5);

/// How an interface is called. `ApiTerms::new` has what suits most.
#[derive(Debug, Clone)]
pub struct ApiTerms {
    /// One call, from its turn to the last octet of its answer.
    pub whole: Duration,
    /// How long a call waits for its turn at the account's pace.
    pub patience: Duration,
    /// How fast the account may be asked.
    pub pace: Pace,
    /// Calls at once.
    pub in_flight: usize,
    /// Octets of one answer.
    pub answer_octets_max: usize,
    /// Whether a credential may go over the network in clear.
    pub plain_http: PlainHttp,
    /// PEM files' contents with roots trusted beside Mozilla's.
    pub extra_roots_pem: Vec<Vec<u8>>,
}

impl ApiTerms {
    /// What suits most interfaces, at this pace.
    pub fn new(pace: Pace) -> ApiTerms {
        ApiTerms {
            whole: Duration::from_secs(30),
            patience: Duration::from_secs(300),
            pace,
            in_flight: 4,
            answer_octets_max: 8 * 1024 * 1024,
            plain_http: PlainHttp::ToLoopback,
            extra_roots_pem: Vec::new(),
        }
    }
}

/// Where `http:` without TLS is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainHttp {
    /// To this machine only.
    ToLoopback,
    /// Anywhere: the operator says that the network in between is theirs.
    Anywhere,
}

/// Why there is no caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiSetupError {
    /// The base is no URL of `https:` or `http:`, for that reason.
    BadBase(String),
    /// The base is of `http:` and leads to another machine.
    PlainHttp,
    /// A credential has characters that no header can carry: most likely it was pasted wrong.
    BadCredential(&'static str),
    /// The credential is of another interface of the same provider, and what to do about it.
    OldCredential(&'static str),
    /// TLS cannot be set up.
    Tls(String),
}

impl fmt::Display for ApiSetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ApiSetupError::BadBase(why) => write!(f, "the base is not usable: {why}"),
            ApiSetupError::PlainHttp => {
                f.write_str("the base is of http: and the credential would be sent in clear")
            }
            ApiSetupError::BadCredential(header) => {
                write!(
                    f,
                    "the credential for {header} has characters it cannot have"
                )
            }
            ApiSetupError::OldCredential(why) => write!(f, "the credential is not for this: {why}"),
            ApiSetupError::Tls(why) => write!(f, "TLS cannot be set up: {why}"),
        }
    }
}

impl Error for ApiSetupError {}

/// One account at one interface. Clones share the account's pace and connections.
#[derive(Clone)]
pub struct Api(Arc<Inner>);

struct Inner {
    base: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    secrets: Arc<Vec<Secret>>,
    terms: ApiTerms,
    gate: PaceGate,
    places: Semaphore,
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Api")
            .field("base", &self.0.base)
            .finish_non_exhaustive()
    }
}

impl Api {
    /// A caller of the interface at `base` (`https://api.example.com/v1`, without a slash at the
    /// end), which sends `headers` with every call.
    ///
    /// # Errors
    /// Where the base, a credential or the extra roots cannot be used.
    pub fn new(
        base: &str,
        headers: &[(&'static str, Secret)],
        terms: ApiTerms,
    ) -> Result<Api, ApiSetupError> {
        check_base(base, terms.plain_http)?;
        let tls = Tls::new(&terms.extra_roots_pem)
            .map_err(|error| ApiSetupError::Tls(error.to_string()))?;
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_nodelay(true);
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls.verifying().as_ref().clone())
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(connector);
        let sent: Result<Vec<_>, _> = headers.iter().map(field).collect();
        Ok(Api(Arc::new(Inner {
            base: base.trim_end_matches('/').to_owned(),
            headers: sent?,
            secrets: Arc::new(
                headers
                    .iter()
                    .flat_map(|(_, secret)| parts(secret))
                    .collect(),
            ),
            gate: PaceGate::new(terms.pace),
            places: Semaphore::new(terms.in_flight),
            terms,
            client,
        })))
    }

    /// Whether the two are the same account, with one pace.
    pub fn is_shared_with(&self, other: &Api) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// The whole URL of a call; some interfaces have it signed.
    pub fn url(&self, call: &Call) -> String {
        format!("{}{}", self.0.base, call.target)
    }

    /// How long one call may take.
    pub fn whole(&self) -> Duration {
        self.0.terms.whole
    }

    /// Makes a call, once: whether to try again is for those who know what it does.
    ///
    /// # Errors
    /// Everything but a status of 200 to 299 with an answer that came whole.
    pub async fn call(&self, call: Call) -> Result<ApiAnswer, ApiError> {
        let inner = &self.0;
        let secrets = if call.headers.is_empty() && call.hidden.is_empty() {
            inner.secrets.clone()
        } else {
            let sent = call.headers.iter().flat_map(|(_, secret)| parts(secret));
            let own = sent.chain(call.hidden.iter().cloned());
            Arc::new(inner.secrets.iter().cloned().chain(own).collect())
        };
        let request = self.request(&call)?;
        // Only a closed semaphore refuses, and nothing closes this one.
        let Ok(_place) = inner.places.acquire().await else {
            unreachable!("the places are never closed")
        };
        let turn = inner.gate.enter(inner.terms.patience).await;
        turn.map_err(|wait| ApiError::TooMany(whole_seconds(wait)))?;
        let deadline = Instant::now() + inner.terms.whole;
        let seconds = inner.terms.whole.as_secs();
        let late = || ApiError::Unusable(Why::Late { seconds });
        let response = timeout_at(deadline, inner.client.request(request))
            .await
            .map_err(|_| late())?
            .map_err(|error| broken(&error, &secrets))?;
        let status = response.status().as_u16();
        let retry_after = retry_after(&response);
        let links = links(&response);
        let body = timeout_at(deadline, self.body(response, &secrets))
            .await
            .map_err(|_| late())?;
        match status {
            // A status other than success speaks for itself even where its words are lost.
            200..=299 => Ok(ApiAnswer {
                status,
                body: body?,
                secrets,
                links,
            }),
            429 => {
                inner
                    .gate
                    .close_for(Duration::from_secs(u64::from(retry_after)));
                Err(ApiError::TooMany(retry_after))
            }
            status => Err(failed(status, &body.unwrap_or_default(), &secrets)),
        }
    }

    fn request(&self, call: &Call) -> Result<Request<Full<Bytes>>, ApiError> {
        let mut request = Request::builder()
            .method(call.method.word())
            .uri(self.url(call))
            .header(ACCEPT, call.media.accepted)
            .header(USER_AGENT, concat!("mailseal/", env!("CARGO_PKG_VERSION")));
        if call.body.is_some() {
            request = request.header(CONTENT_TYPE, call.media.sent);
        }
        for (name, value) in &self.0.headers {
            request = request.header(name, value);
        }
        for own in &call.headers {
            let (name, value) = field(own).map_err(|_| {
                let field = own.0.to_owned();
                ApiError::NotSent(Why::Uncarried { field })
            })?;
            request = request.header(name, value);
        }
        for (name, value) in &call.open_headers {
            request = request.header(*name, value);
        }
        let body = Bytes::from(call.body_text().to_owned());
        request.body(Full::new(body)).map_err(|error| {
            let words = error.to_string();
            ApiError::NotSent(Why::Unsendable { words })
        })
    }

    async fn body(
        &self,
        response: Response<Incoming>,
        secrets: &[Secret],
    ) -> Result<Vec<u8>, ApiError> {
        let most = self.0.terms.answer_octets_max;
        let mut body = Vec::new();
        let mut incoming = response.into_body();
        while let Some(frame) = incoming.frame().await {
            let frame = frame.map_err(|error| broken(&error, secrets))?;
            let Some(data) = frame.data_ref() else {
                continue;
            };
            if data.len() > most.saturating_sub(body.len()) {
                return Err(ApiError::Unusable(Why::TooLarge { octets: most }));
            }
            body.extend_from_slice(data);
        }
        Ok(body)
    }
}

fn check_base(base: &str, plain: PlainHttp) -> Result<(), ApiSetupError> {
    let bad = |why: &str| ApiSetupError::BadBase(why.to_owned());
    let uri: Uri = base
        .parse()
        .map_err(|error: hyper::http::uri::InvalidUri| bad(&error.to_string()))?;
    let host = uri.host().ok_or_else(|| bad("it has no host"))?;
    if uri.authority().is_some_and(|a| a.as_str().contains('@')) {
        return Err(bad("it has a user name or a password in it"));
    }
    if uri.query().is_some() {
        return Err(bad("it has a query"));
    }
    match (uri.scheme_str(), plain) {
        (Some("https"), _) | (Some("http"), PlainHttp::Anywhere) => Ok(()),
        (Some("http"), PlainHttp::ToLoopback) if is_loopback(host) => Ok(()),
        (Some("http"), PlainHttp::ToLoopback) => Err(ApiSetupError::PlainHttp),
        _ => Err(bad("it begins with neither https: nor http:")),
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|a| a.is_loopback())
}

fn field(
    (name, secret): &(&'static str, Secret),
) -> Result<(HeaderName, HeaderValue), ApiSetupError> {
    let bad = || ApiSetupError::BadCredential(name);
    let mut value = HeaderValue::from_str(secret.expose()).map_err(|_| bad())?;
    value.set_sensitive(true);
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| bad())?;
    Ok((name, value))
}

/// What must not be shown of a header's value: all of it, and of `Bearer TOKEN` the token by itself.
fn parts(secret: &Secret) -> Vec<Secret> {
    let last = secret.expose().rsplit_once(' ').map(|(_, last)| last);
    let token = last.map(Secret::new);
    [secret.clone()].into_iter().chain(token).collect()
}

fn failed(status: u16, body: &[u8], secrets: &[Secret]) -> ApiError {
    let words = printable(&String::from_utf8_lossy(body), secrets);
    match status {
        401 | 403 => ApiError::Denied(words),
        404 => ApiError::NotFound(words),
        // 'The server timed out while waiting for the request' says nothing of what it has done.
        408 => ApiError::Unusable(Why::Status { status, words }),
        400..=499 => ApiError::Refused { status, words },
        _ => ApiError::Unusable(Why::Status { status, words }),
    }
}

/// The cause at the bottom says most: 'connection refused', 'invalid peer certificate'.
fn broken(error: &(dyn Error + 'static), secrets: &[Secret]) -> ApiError {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let words = printable(&cause.to_string(), secrets);
    let connecting = error
        .downcast_ref::<hyper_util::client::legacy::Error>()
        .is_some_and(hyper_util::client::legacy::Error::is_connect);
    if connecting {
        ApiError::NotReached(words)
    } else {
        ApiError::Unusable(Why::Broken { words })
    }
}

/// `Retry-After` is seconds or a date; a date is not read, the usual time is taken.
fn retry_after(response: &Response<Incoming>) -> u32 {
    let value = response.headers().get(RETRY_AFTER);
    let seconds = value.and_then(|value| value.to_str().ok()?.trim().parse::<u32>().ok());
    seconds
        .unwrap_or(RETRY_AFTER_SECONDS)
        .clamp(1, RETRY_AFTER_SECONDS_MAX)
}

/// What is no text cannot lead anywhere.
fn links(response: &Response<Incoming>) -> Vec<String> {
    let fields = response.headers().get_all(LINK).iter();
    fields
        .filter_map(|field| field.to_str().ok().map(str::to_owned))
        .collect()
}

fn whole_seconds(time: Duration) -> u32 {
    u32::try_from(time.as_secs().saturating_add(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_keeps_the_credential_safe() {
        let check = |base| check_base(base, PlainHttp::ToLoopback);
        for good in [
            "https://api.example.com/v1",
            "http://127.0.0.1:8081",
            "http://[::1]:80/api",
            "http://localhost:1",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        assert_eq!(check("http://192.0.2.1/"), Err(ApiSetupError::PlainHttp));
        assert_eq!(
            check("http://localhost.example.com/"),
            Err(ApiSetupError::PlainHttp)
        );
        assert_eq!(check_base("http://192.0.2.1/", PlainHttp::Anywhere), Ok(()));
        for bad in ["", "/v1", "ftp://a/", "https://u:p@a/", "https://a/?x=y"] {
            assert!(
                matches!(check(bad), Err(ApiSetupError::BadBase(_))),
                "{bad}"
            );
        }
    }

    #[test]
    fn nothing_shows_the_credential() {
        let terms = || {
            ApiTerms::new(Pace {
                burst: 1,
                every: IDLE,
            })
        };
        let headers = [("authorization", Secret::new("Bearer tok3n"))];
        let api = Api::new("https://api.example.com/v1/", &headers, terms()).unwrap();
        assert_eq!(
            format!("{api:?}"),
            r#"Api { base: "https://api.example.com/v1", .. }"#
        );
        let call = Call::new(super::super::call::Method::Get, &["zones"]);
        assert_eq!(api.url(&call), "https://api.example.com/v1/zones");
        let broken = [("x-api-key", Secret::new("a\nb"))];
        let error = Api::new("https://a/", &broken, terms()).unwrap_err();
        assert_eq!(error, ApiSetupError::BadCredential("x-api-key"));
    }
}
