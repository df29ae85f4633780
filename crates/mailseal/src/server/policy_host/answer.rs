//! What is answered to a request, decided without a look at anything but the request and the
//! policies.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderValue};
use hyper::{Method, Request, Response, StatusCode, Version};

use super::policies::Policies;
use super::shelf::Shelf;

/// Where the policy is (RFC 8461 §3.2).
const POLICY_PATH: &str = "/.well-known/mta-sts.txt";
/// What stands before the token of an http-01 challenge (RFC 8555 §8.3).
const CHALLENGE_PATH: &str = "/.well-known/acme-challenge/";

/// RFC 8461 §3.2: 'senders SHOULD validate that the media type is "text/plain"'. Of its parameters
/// charset alone has a meaning; our policies are US-ASCII, so that it would say nothing, and there
/// are senders that compare the whole value.
const TEXT: HeaderValue = HeaderValue::from_static("text/plain");
/// RFC 8461 §8.2 of policies that are proxied for other hosts: 'may wish to indicate an HTTP
/// Cache-Control "max-age" response directive […] of 60 seconds'. Senders must not cache at all
/// (RFC 8461 §3.3), so nothing else is said to them.
const BRIEFLY: HeaderValue = HeaderValue::from_static("max-age=60");
/// RFC 8555 §8.3 shows the answer to a challenge with this type.
const OCTETS: HeaderValue = HeaderValue::from_static("application/octet-stream");
const GET_AND_HEAD: HeaderValue = HeaderValue::from_static("GET, HEAD");

/// An answer. What is not listed here is never sent; a redirect above all, which no sender follows
/// (RFC 8461 §3.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// The policy.
    Policy(Bytes),
    /// The key authorization of a challenge.
    KeyAuthorization(Bytes),
    /// Nothing is there.
    NotFound,
    /// The method is none that is answered.
    WrongMethod,
    /// The request is for another host than the connection.
    Misdirected,
    /// The request names no host, or several.
    NoHost,
}

/// The answer over a connection whose TLS session is for `sni`.
pub(super) fn over_tls<B>(request: &Request<B>, sni: &str, policies: &Policies) -> Answer {
    match host(request) {
        Host::Named(host) if !bare(host).eq_ignore_ascii_case(sni) => Answer::Misdirected,
        // RFC 9112 §3.2 asks for a Host of HTTP/1.1 alone; an older request is for who was connected to.
        Host::Named(_) | Host::Unnamed => policy(request, sni, policies),
        Host::Wrong => Answer::NoHost,
    }
}

/// The answer to a reverse proxy, which passes on the Host of whoever asked it.
pub(super) fn behind_proxy<B>(request: &Request<B>, policies: &Policies) -> Answer {
    match host(request) {
        Host::Named(host) => policy(request, &bare(host).to_ascii_lowercase(), policies),
        Host::Unnamed | Host::Wrong => Answer::NoHost,
    }
}

/// The answer at the door where authorities look at http-01 challenges.
pub(super) fn challenge<B>(request: &Request<B>, shelf: &Shelf) -> Answer {
    let token = request.uri().path().strip_prefix(CHALLENGE_PATH);
    let found = token.and_then(|token| shelf.key_authorization(token));
    match found {
        None => Answer::NotFound,
        Some(_) if !is_get(request) => Answer::WrongMethod,
        Some(text) => Answer::KeyAuthorization(Bytes::from(text.into_string())),
    }
}

fn policy<B>(request: &Request<B>, host: &str, policies: &Policies) -> Answer {
    let uri = request.uri();
    if uri.path() != POLICY_PATH || uri.query().is_some() {
        return Answer::NotFound;
    }
    match policies.of(host) {
        None => Answer::NotFound,
        Some(_) if !is_get(request) => Answer::WrongMethod,
        Some(text) => Answer::Policy(text),
    }
}

fn is_get<B>(request: &Request<B>) -> bool {
    *request.method() == Method::GET || *request.method() == Method::HEAD
}

/// The host a request is for, as it was written.
enum Host<'a> {
    Named(&'a str),
    /// None, as an old request may have it.
    Unnamed,
    /// None where there must be one, several, or no text.
    Wrong,
}

fn host<B>(request: &Request<B>) -> Host<'_> {
    let mut fields = request.headers().get_all(HOST).into_iter();
    let field = fields.next();
    // RFC 9112 §3.2: 'A server MUST respond with a 400 (Bad Request) status code to any HTTP/1.1
    // request message that lacks a Host header field and to any request message that contains more
    // than one Host header field line'.
    if fields.next().is_some() {
        return Host::Wrong;
    }
    let field = match field {
        Some(field) => field,
        None if request.version() == Version::HTTP_11 => return Host::Wrong,
        None => return Host::Unnamed,
    };
    // RFC 9112 §3.2.2: 'the origin server MUST ignore the received Host header field (if any) and
    // instead use the host information of the request-target'.
    if let Some(authority) = request.uri().authority() {
        return Host::Named(authority.as_str());
    }
    field.to_str().map_or(Host::Wrong, Host::Named)
}

/// A host without its port and without the dot of the root.
fn bare(host: &str) -> &str {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|octet| octet.is_ascii_digit()) => name,
        Some(_) | None => host,
    };
    name.strip_suffix('.').unwrap_or(name)
}

impl Answer {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Answer::Policy(_) | Answer::KeyAuthorization(_) => StatusCode::OK,
            Answer::NotFound => StatusCode::NOT_FOUND,
            Answer::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            // RFC 9110 §15.5.20: 'the request was directed at a server that is unable or unwilling to
            // produce an authoritative response for the target URI'.
            Answer::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Answer::NoHost => StatusCode::BAD_REQUEST,
        }
    }

    /// As it is sent. Date and Content-Length are hyper's.
    pub(super) fn into_response(self) -> Response<Full<Bytes>> {
        let status = self.status();
        let (media_type, body, more) = match self {
            Answer::Policy(text) => (TEXT, text, Some((CACHE_CONTROL, BRIEFLY))),
            Answer::KeyAuthorization(text) => (OCTETS, text, None),
            Answer::NotFound => (TEXT, Bytes::from_static(b"not found\n"), None),
            Answer::WrongMethod => {
                // RFC 9110 §15.5.6: 'The origin server MUST generate an Allow header field'.
                let allow = Some((ALLOW, GET_AND_HEAD));
                (TEXT, Bytes::from_static(b"only GET and HEAD\n"), allow)
            }
            Answer::Misdirected => (TEXT, Bytes::from_static(b"another host\n"), None),
            Answer::NoHost => (TEXT, Bytes::from_static(b"no host, or several\n"), None),
        };
        let mut response = Response::new(Full::new(body));
        *response.status_mut() = status;
        let fields = response.headers_mut();
        fields.insert(CONTENT_TYPE, media_type);
        if let Some((name, value)) = more {
            fields.insert(name, value);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use app::policy_host::ServedPolicy;
    use protocols::mta_sts::{Policy, PolicyMode};

    use super::*;

    const HOST_NAME: &str = "mta-sts.example.com";

    fn policies() -> Policies {
        let policies = Policies::default();
        let host: protocols::name::DomainName = HOST_NAME.parse().unwrap();
        let policy = Policy::new(PolicyMode::None, 86_400, Vec::new()).unwrap();
        let served = ServedPolicy {
            host: host.clone(),
            policy,
        };
        policies.set(host, Some(&served));
        policies
    }

    fn request(method: &str, target: &str, hosts: &[&str]) -> Request<()> {
        let mut builder = Request::builder().method(method).uri(target);
        for host in hosts {
            builder = builder.header(HOST, *host);
        }
        builder.body(()).unwrap()
    }

    #[track_caller]
    fn check(method: &str, target: &str, hosts: &[&str], status: u16) {
        let answer = over_tls(&request(method, target, hosts), HOST_NAME, &policies());
        assert_eq!(
            answer.status().as_u16(),
            status,
            "{method} {target} {hosts:?}"
        );
    }

    #[test]
    fn the_policy_and_nothing_else() {
        check("GET", POLICY_PATH, &[HOST_NAME], 200);
        check("HEAD", POLICY_PATH, &[HOST_NAME], 200);
        for method in ["POST", "OPTIONS", "DELETE", "BREW"] {
            check(method, POLICY_PATH, &[HOST_NAME], 405);
        }
        for path in [
            "/",
            "/.well-known/mta-sts.txt/",
            "/.well-known/mta-sts.txt?a",
            "/.well-known/MTA-STS.txt",
            "/.well-known/../.well-known/mta-sts.txt",
            "//.well-known/mta-sts.txt",
            "/.well-known/mta-sts%2etxt",
            "/.well-known/acme-challenge/x",
        ] {
            check("GET", path, &[HOST_NAME], 404);
            check("POST", path, &[HOST_NAME], 404);
        }
    }

    #[test]
    fn the_host_is_the_one_that_was_connected_to() {
        for host in [
            "MTA-STS.example.com",
            "mta-sts.example.com:8443",
            "mta-sts.example.com.",
        ] {
            check("GET", POLICY_PATH, &[host], 200);
        }
        for host in [
            "mta-sts.example.org",
            "",
            "example.com",
            "mta-sts.example.com:x",
            "[::1]",
        ] {
            check("GET", POLICY_PATH, &[host], 421);
        }
        check("GET", POLICY_PATH, &[], 400);
        check("GET", POLICY_PATH, &[HOST_NAME, HOST_NAME], 400);
        let absolute = format!("https://{HOST_NAME}{POLICY_PATH}");
        check("GET", &absolute, &["mta-sts.example.org"], 200);
        let other = format!("https://mta-sts.example.org{POLICY_PATH}");
        check("GET", &other, &[HOST_NAME], 421);
        let mut old = request("GET", POLICY_PATH, &[]);
        *old.version_mut() = Version::HTTP_10;
        assert_eq!(
            over_tls(&old, HOST_NAME, &policies()).status(),
            StatusCode::OK
        );
    }

    #[test]
    fn a_reverse_proxy_passes_the_host_on() {
        let policies = policies();
        let status = |hosts: &[&str]| {
            let request = request("GET", POLICY_PATH, hosts);
            behind_proxy(&request, &policies).status().as_u16()
        };
        assert_eq!(status(&["MTA-STS.Example.Com:443"]), 200);
        assert_eq!(status(&["mta-sts.example.org"]), 404);
        assert_eq!(status(&[]), 400);
    }

    #[test]
    fn challenges_are_answered_by_their_token() {
        let shelf = Shelf::default();
        shelf.answer("token", "token.thumb").unwrap();
        let status = |method: &str, target: &str| {
            let request = request(method, target, &["any.example"]);
            challenge(&request, &shelf).status().as_u16()
        };
        assert_eq!(status("GET", "/.well-known/acme-challenge/token"), 200);
        assert_eq!(status("POST", "/.well-known/acme-challenge/token"), 405);
        for target in [
            "/.well-known/acme-challenge/",
            "/.well-known/acme-challenge/another",
            "/.well-known/acme-challenge/token/",
            "/.well-known/acme-challenge/../acme-challenge/token",
            POLICY_PATH,
            "/",
        ] {
            assert_eq!(status("GET", target), 404, "{target}");
        }
    }

    #[test]
    fn what_is_sent_with_an_answer() {
        let field = |answer: Answer, name| {
            let response = answer.into_response();
            let value = response.headers().get(name).cloned();
            value.map(|value| value.to_str().unwrap().to_owned())
        };
        let policy = || Answer::Policy(Bytes::from_static(b"version: STSv1\r\n"));
        assert_eq!(field(policy(), CONTENT_TYPE).as_deref(), Some("text/plain"));
        assert_eq!(
            field(policy(), CACHE_CONTROL).as_deref(),
            Some("max-age=60")
        );
        assert_eq!(field(Answer::NotFound, CACHE_CONTROL), None);
        assert_eq!(
            field(Answer::WrongMethod, ALLOW).as_deref(),
            Some("GET, HEAD")
        );
    }
}
