//! The policy fetch of RFC 8461 §3.3, up to but without judging what came.

use std::net::IpAddr;
use std::time::Duration;

use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HOST, HeaderName, LOCATION, USER_AGENT};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use protocols::answers::{Failure, PolicyFetch, TlsSession};
use protocols::limits::{HTTP_FIELDS_MAX, HTTP_HEADER_OCTETS_MAX, POLICY_OCTETS_MAX};
use protocols::name::DomainName;
use tokio::net::TcpStream;
use tokio::time::timeout_at;
use tokio_rustls::client::TlsStream;

use crate::connect::{Connected, Terms, connect};
use crate::gate::Gate;
use crate::tls::{HandshakeFault, Tls};

/// RFC 8461 §3.3: 'the "well-known" path of "/.well-known/mta-sts.txt"'.
const PATH: &str = "/.well-known/mta-sts.txt";

/// Fetches the policy from `host`, which is `mta-sts.` and the policy domain, at the first of the
/// `addresses` that takes a connection.
pub(crate) async fn fetch_policy(
    host: &DomainName,
    addresses: &[IpAddr],
    terms: &Terms,
    gate: &Gate,
    tls: &Tls,
) -> PolicyFetch {
    let connected = match connect(addresses, terms, gate).await {
        Ok(connected) => connected,
        Err(failure) => return PolicyFetch::NoConnection(failure),
    };
    let Connected {
        stream,
        began,
        deadline,
        inside: _inside,
        ..
    } = connected;
    let (stream, session) = match timeout_at(deadline, tls.handshake(stream, host)).await {
        Ok(Ok(made)) => made,
        Ok(Err(HandshakeFault::Tls(reason))) => return PolicyFetch::NoTls { reason },
        Ok(Err(HandshakeFault::Broken(failure))) => return PolicyFetch::NoConnection(failure),
        Err(_) => return PolicyFetch::NoConnection(Failure::Timeout),
    };
    match timeout_at(deadline, exchange(stream, host, terms.port)).await {
        Ok(Ok(page)) => page.with(session, began.elapsed()),
        Ok(Err(failure)) => PolicyFetch::NoResponse {
            tls: session,
            failure,
        },
        Err(_) => PolicyFetch::NoResponse {
            tls: session,
            failure: Failure::Timeout,
        },
    }
}

/// An HTTP response as far as it is looked at.
struct Page {
    status: u16,
    content_type: Option<String>,
    location: Option<String>,
    body: Vec<u8>,
    cut: bool,
}

impl Page {
    fn with(self, tls: TlsSession, took: Duration) -> PolicyFetch {
        PolicyFetch::Response {
            tls,
            status: self.status,
            content_type: self.content_type,
            location: self.location,
            body: self.body,
            cut: self.cut,
            // The deadline is far below the 580 million years of 64 bits.
            milliseconds: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        }
    }
}

async fn exchange(
    stream: TlsStream<TcpStream>,
    host: &DomainName,
    port: u16,
) -> Result<Page, Failure> {
    let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
        .max_buf_size(HTTP_HEADER_OCTETS_MAX)
        .max_headers(HTTP_FIELDS_MAX)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|error| failure_of(&error))?;
    let authority = match port {
        443 => host.to_string(),
        port => format!("{host}:{port}"),
    };
    let request = Request::get(PATH)
        .header(HOST, authority)
        .header(USER_AGENT, concat!("mailseal/", env!("CARGO_PKG_VERSION")))
        .body(Empty::<Bytes>::new())
        .map_err(|_| Failure::Malformed)?;
    let read = async {
        let response = sender
            .send_request(request)
            .await
            .map_err(|error| failure_of(&error))?;
        // RFC 8461 §3.3: 'HTTP 3xx redirects MUST NOT be followed': the page is whatever this one
        // is.
        page(response).await
    };
    // The connection must be polled for anything to move; that it ends first is the exchange's
    // failure, which `read` then says.
    tokio::pin!(read);
    tokio::select! {
        biased;
        page = &mut read => page,
        _ = connection => read.await,
    }
}

async fn page(response: Response<Incoming>) -> Result<Page, Failure> {
    let field = |name: HeaderName| {
        let value = response.headers().get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let mut page = Page {
        status: response.status().as_u16(),
        content_type: field(CONTENT_TYPE),
        location: field(LOCATION),
        body: Vec::new(),
        cut: false,
    };
    let mut body = response.into_body();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| failure_of(&error))?;
        let Some(data) = frame.data_ref() else {
            continue;
        };
        let room = POLICY_OCTETS_MAX - page.body.len();
        if data.len() > room {
            page.body.extend_from_slice(&data[..room]);
            page.cut = true;
            break;
        }
        page.body.extend_from_slice(data);
    }
    Ok(page)
}

fn failure_of(error: &hyper::Error) -> Failure {
    if error.is_parse() {
        Failure::Malformed
    } else {
        Failure::Unreachable
    }
}
