//! One request over HTTP to a place that an operator named, and no further than there.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use app::access::Secret;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HOST, HeaderName, HeaderValue, RETRY_AFTER, USER_AGENT};
use hyper::rt::{Read, Write};
use hyper::{Method, Request, Response, Uri};
use hyper_util::rt::TokioIo;
use protocols::limits::{ADDRESSES_PER_HOST_MAX, HTTP_FIELDS_MAX, HTTP_HEADER_OCTETS_MAX};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;

use super::{ChannelError, House, Undelivered, WebTerms, printable};
use crate::guard::is_public;
use crate::tls::Tls;

/// One delivery, from the first question to the last octet.
const WHOLE: Duration = Duration::from_secs(30);

/// Octets of an answer that are read: enough for its reason.
const ANSWER_OCTETS_MAX: usize = 16 * 1024;

/// The longest wait that a 429 is believed, in seconds: a day.
const RETRY_AFTER_SECONDS_MAX: u64 = 86_400;

/// A place that requests go to.
#[derive(Debug)]
pub(super) struct Place {
    scheme: Scheme,
    host: String,
    port: u16,
    /// Path and query, with the slash at the beginning.
    path: String,
    house: House,
    tls: Arc<ClientConfig>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
}

/// What is sent.
pub(super) struct Sent<'a> {
    pub(super) method: Method,
    /// Behind the place's own path.
    pub(super) path: String,
    pub(super) headers: Vec<(&'static str, String)>,
    /// Goes into `Authorization` as a bearer token.
    pub(super) token: Option<&'a Secret>,
    pub(super) body: String,
}

impl Place {
    /// The place of a URL.
    pub(super) fn of(url: &str, terms: &WebTerms) -> Result<Place, ChannelError> {
        let uri: Uri = url
            .parse()
            .map_err(|_| ChannelError::BadUrl("does not read"))?;
        let host = uri.host().ok_or(ChannelError::BadUrl("has no host"))?;
        if uri.authority().is_some_and(|a| a.as_str().contains('@')) {
            return Err(ChannelError::BadUrl("has a user name or a password in it"));
        }
        let scheme = match (uri.scheme_str(), terms.house) {
            (Some("https"), _) => Scheme::Https,
            (Some("http"), House::Open) => Scheme::Http,
            (Some("http"), House::Closed) => return Err(ChannelError::InClear),
            _ => return Err(ChannelError::BadUrl("begins with neither https: nor http:")),
        };
        let tls = Tls::new(&terms.extra_roots_pem)
            .map_err(|error| ChannelError::Tls(error.to_string()))?;
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        Ok(Place {
            scheme,
            host: host
                .trim_start_matches('[')
                .trim_end_matches(']')
                .to_owned(),
            port: uri.port_u16().unwrap_or(match scheme {
                Scheme::Http => 80,
                Scheme::Https => 443,
            }),
            path: path.to_owned(),
            house: terms.house,
            tls: tls.verifying().clone(),
        })
    }

    /// Sends, and is content with a status of 200 to 299 only.
    pub(super) async fn send(&self, sent: Sent<'_>) -> Result<(), Undelivered> {
        let deadline = Instant::now() + WHOLE;
        let late = || Undelivered::because(format!("no answer in {} s", WHOLE.as_secs()));
        let exchange = timeout_at(deadline, self.exchange(sent)).await;
        exchange.map_err(|_| late())?
    }

    async fn exchange(&self, sent: Sent<'_>) -> Result<(), Undelivered> {
        let stream = self.connect().await?;
        let secrets: Vec<&Secret> = sent.token.into_iter().collect();
        let request = self.request(&sent)?;
        let answer = match self.scheme {
            Scheme::Http => ask(TokioIo::new(stream), request).await,
            Scheme::Https => {
                let name = ServerName::try_from(self.host.clone())
                    .map_err(|_| Undelivered::because("the host has no name for TLS"))?;
                let connector = TlsConnector::from(self.tls.clone());
                let stream = connector.connect(name, stream).await.map_err(|error| {
                    Undelivered::because(format!("TLS: {}", printable(&error.to_string(), &[])))
                })?;
                ask(TokioIo::new(stream), request).await
            }
        };
        let answer = answer.map_err(|error| {
            Undelivered::because(printable(&format!("HTTP: {error}"), &secrets))
        })?;
        match answer.status {
            200..=299 => Ok(()),
            300..=399 => Err(Undelivered::because(format!(
                "status {}: redirects are not followed",
                answer.status
            ))),
            status => {
                let words = printable(&String::from_utf8_lossy(&answer.body), &secrets);
                Err(Undelivered {
                    why: format!("status {status}: {words}"),
                    again_after_seconds: answer.retry_after,
                })
            }
        }
    }

    fn request(&self, sent: &Sent<'_>) -> Result<Request<Full<Bytes>>, Undelivered> {
        let bad = |_| Undelivered::because("the request cannot be made");
        let is_usual = matches!(
            (self.scheme, self.port),
            (Scheme::Http, 80) | (Scheme::Https, 443)
        );
        let host = match self.host.contains(':') {
            true => format!("[{}]", self.host),
            false => self.host.clone(),
        };
        let authority = match is_usual {
            true => host,
            false => format!("{host}:{}", self.port),
        };
        let path = format!("{}{}", self.path.trim_end_matches('/'), sent.path);
        let path = if path.starts_with('/') {
            path
        } else {
            format!("/{path}")
        };
        let mut request = Request::builder()
            .method(sent.method.clone())
            .uri(path)
            .header(HOST, authority)
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, concat!("mailseal/", env!("CARGO_PKG_VERSION")));
        for (name, value) in &sent.headers {
            request = request.header(HeaderName::from_static(name), value);
        }
        if let Some(token) = sent.token {
            let value = format!("Bearer {}", token.expose());
            let mut value = HeaderValue::from_str(&value)
                .map_err(|_| Undelivered::because("the credential cannot be sent"))?;
            value.set_sensitive(true);
            request = request.header(hyper::header::AUTHORIZATION, value);
        }
        request
            .body(Full::new(Bytes::from(sent.body.clone())))
            .map_err(bad)
    }

    async fn connect(&self) -> Result<TcpStream, Undelivered> {
        let found = tokio::net::lookup_host((self.host.as_str(), self.port)).await;
        let found = found.map_err(|error| {
            Undelivered::because(format!("{} is not found: {error}", self.host))
        })?;
        let found: Vec<SocketAddr> = found.take(ADDRESSES_PER_HOST_MAX).collect();
        let mut why = format!("{} has no address that may be reached", self.host);
        for place in found.iter().filter(|place| self.may_reach(place.ip())) {
            match TcpStream::connect(place).await {
                Ok(stream) => return Ok(stream),
                Err(error) => why = format!("no connection to {place}: {error}"),
            }
        }
        Err(Undelivered::because(why))
    }

    /// Names are looked up at each delivery, so what a name leads to is judged each time.
    fn may_reach(&self, address: IpAddr) -> bool {
        match (self.house, self.scheme) {
            (House::Closed, _) => is_public(address),
            (House::Open, Scheme::Https) => true,
            // In clear it stays in the house.
            (House::Open, Scheme::Http) => !is_public(address),
        }
    }
}

/// Whether a text can stand in a header.
pub(super) fn check_token(token: &Secret) -> Result<(), ChannelError> {
    let is_visible = |c: char| c.is_ascii_graphic();
    match token.expose().chars().all(is_visible) && !token.expose().is_empty() {
        true => Ok(()),
        false => Err(ChannelError::BadSecret),
    }
}

struct Answer {
    status: u16,
    retry_after: Option<u64>,
    body: Vec<u8>,
}

async fn ask(
    io: impl Read + Write + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> Result<Answer, hyper::Error> {
    let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
        .max_buf_size(HTTP_HEADER_OCTETS_MAX)
        .max_headers(HTTP_FIELDS_MAX)
        .handshake(io)
        .await?;
    let read = async { read(sender.send_request(request).await?).await };
    tokio::pin!(read);
    tokio::select! {
        biased;
        answer = &mut read => answer,
        // That the connection ends first is the exchange's failure, which `read` then says.
        _ = connection => read.await,
    }
}

async fn read(response: Response<Incoming>) -> Result<Answer, hyper::Error> {
    let retry_after = response.headers().get(RETRY_AFTER);
    // Seconds or a date; a date is not read, the usual pause is taken.
    let retry_after = retry_after.and_then(|value| value.to_str().ok()?.trim().parse::<u64>().ok());
    let mut answer = Answer {
        status: response.status().as_u16(),
        retry_after: retry_after.map(|seconds| seconds.min(RETRY_AFTER_SECONDS_MAX)),
        body: Vec::new(),
    };
    let mut body = response.into_body();
    while let Some(frame) = body.frame().await {
        let frame = match frame {
            Ok(frame) => frame,
            // The status speaks for itself where the words are lost.
            Err(_) => break,
        };
        let Some(data) = frame.data_ref() else {
            continue;
        };
        let room = ANSWER_OCTETS_MAX - answer.body.len();
        answer.body.extend_from_slice(&data[..data.len().min(room)]);
        if answer.body.len() == ANSWER_OCTETS_MAX {
            break;
        }
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(url: &str, house: House) -> Result<Place, ChannelError> {
        let terms = WebTerms {
            house,
            extra_roots_pem: Vec::new(),
        };
        Place::of(url, &terms)
    }

    #[test]
    fn where_it_may_go() {
        let at = |url, house, address: &str| {
            place(url, house)
                .unwrap()
                .may_reach(address.parse().unwrap())
        };
        assert!(at("https://a.example/x", House::Closed, "8.8.8.8"));
        for private in ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"] {
            assert!(
                !at("https://a.example/x", House::Closed, private),
                "{private}"
            );
            assert!(at("https://a.example/x", House::Open, private), "{private}");
            assert!(at("http://a.example/x", House::Open, private), "{private}");
        }
        assert!(!at("http://a.example/x", House::Open, "8.8.8.8"));
    }

    #[test]
    fn what_is_no_place() {
        let error = |url, house| place(url, house).unwrap_err();
        assert_eq!(
            error("http://a.example/", House::Closed),
            ChannelError::InClear
        );
        for bad in [
            "",
            "a.example",
            "ftp://a.example/",
            "https://u:p@a.example/",
            "https:///x",
        ] {
            assert!(
                matches!(error(bad, House::Open), ChannelError::BadUrl(_)),
                "{bad}"
            );
        }
    }
}
