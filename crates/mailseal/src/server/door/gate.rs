//! What must be so of every request: a number for the log, a host that is ours, the address of whoever
//! asks, and of what changes something that it comes from our own pages.

use std::net::{IpAddr, SocketAddr};

use app::people::{Random, SystemRandom};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::identity::{Failure, Reader};
use super::{Site, forms};
use crate::failure::Failed;

const NUMBER: HeaderName = HeaderName::from_static("x-request-id");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Addresses of a chain of proxies that are looked at.
const PROXIES_MAX: usize = 16;

/// The number of a request: in its answer, in the log, and on the page that says what failed.
#[derive(Debug, Clone)]
pub(crate) struct RequestNumber(pub(crate) String);

/// The address of whoever asks, proxies that we trust left out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClientAddress(pub(crate) IpAddr);

/// Gives a request its number.
pub(super) async fn number(mut request: Request, next: Next) -> Response {
    let mut octets = [0; 8];
    // It only has to differ from those around it.
    let drawn = SystemRandom.fill(&mut octets);
    let number = match drawn {
        Ok(()) => format!("{:016x}", u64::from_be_bytes(octets)),
        Err(_) => "unnumbered".to_owned(),
    };
    let reader = Reader::of(request.uri().path());
    let extensions = request.extensions_mut();
    extensions.insert(RequestNumber(number.clone()));
    extensions.insert(reader);
    let mut answer = next.run(request).await;
    if answer.status().is_server_error() {
        tracing::warn!(
            request = number,
            status = answer.status().as_u16(),
            "failed"
        );
    }
    if let Ok(value) = HeaderValue::from_str(&number) {
        answer.headers_mut().insert(NUMBER, value);
    }
    harmless(answer.headers_mut());
    answer
}

/// What an answer says of itself where whoever made it did not: it loads nothing, is shown in no other
/// page, is what it says it is, and is for nobody else.
fn harmless(headers: &mut HeaderMap) {
    for (name, value) in [
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ] {
        let field = headers.entry(name);
        field.or_insert(HeaderValue::from_static(value));
    }
}

/// Refuses a request for another host.
pub(super) async fn host(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut named = request.headers().get_all(HOST).iter();
    let host = match (named.next(), named.next()) {
        // RFC 9112 §3.2: 'A server MUST respond with a 400 (Bad Request) status code to any HTTP/1.1
        // request message that lacks a Host header field and to any request message that contains more
        // than one'; 421 says the same of a host that is not ours.
        (Some(host), None) => host.to_str().unwrap_or_default(),
        (_, _) => "",
    };
    let target = request
        .uri()
        .authority()
        .map(|authority| authority.as_str());
    if site.answers_for(host) && target.is_none_or(|target| site.answers_for(target)) {
        return next.run(request).await;
    }
    Failure::of(&request, Failed::new("error-other-host")).into_response()
}

/// Finds out whose request it is.
pub(super) async fn client_address(
    State(site): State<Site>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let Some(ConnectInfo(peer)) = peer else {
        // Every connection of ours has a peer.
        return Failure::of(&request, Failed::new("error-bug").text("text", "no peer"))
            .into_response();
    };
    let trusts = |address: IpAddr| site.web.trusts(address);
    let client = client(peer.ip(), request.headers(), trusts);
    request.extensions_mut().insert(ClientAddress(client));
    next.run(request).await
}

/// The last address that no proxy of ours vouches for by itself: each proxy adds whom it heard from
/// behind what it was told, and what it was told may be anything.
fn client(peer: IpAddr, headers: &HeaderMap, trusts: impl Fn(IpAddr) -> bool) -> IpAddr {
    let mut client = peer.to_canonical();
    let lines: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .collect();
    let chain = lines.iter().rev().flat_map(|line| line.rsplit(','));
    for text in chain.take(PROXIES_MAX) {
        if !trusts(client) {
            break;
        }
        match address_of(text.trim()) {
            Some(address) => client = address.to_canonical(),
            None => break,
        }
    }
    client
}

/// An address as proxies write it: some add the port.
fn address_of(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>()
        .ok()
        .or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

/// Refuses what would change something and comes from a page of another site: browsers say where a
/// request comes from, and a page cannot make them say something else. A program with a token is no
/// browser: nobody can make it send anything.
pub(super) async fn own_pages(State(site): State<Site>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    if forms::is_harmless(request.method())
        || headers.contains_key(AUTHORIZATION)
        || comes_from_us(&site, headers)
    {
        return next.run(request).await;
    }
    Failure::of(&request, Failed::new("error-other-site")).into_response()
}

fn comes_from_us(site: &Site, headers: &HeaderMap) -> bool {
    // Browsers before 2023 do not say it, nor do programs.
    if let Some(said) = headers.get(FETCH_SITE) {
        return said.as_bytes() == b"same-origin";
    }
    let Some(origin) = headers.get(ORIGIN) else {
        // A program, or a browser too old to be let in here: the mark of the form decides.
        return true;
    };
    let origin = origin.to_str().unwrap_or_default();
    let host = origin.split_once("://").map(|(_, host)| host);
    host.is_some_and(|host| site.answers_for(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(peer: &str, lines: &[&str], expect: &str) {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let ours = ["127.0.0.1", "10.0.0.1"].map(|ip| ip.parse::<IpAddr>().unwrap());
        let found = client(peer.parse().unwrap(), &headers, |ip| ours.contains(&ip));
        assert_eq!(found.to_string(), expect, "{peer} {lines:?}");
    }

    #[test]
    fn only_proxies_of_ours_are_believed() {
        check("192.0.2.1", &["203.0.113.9"], "192.0.2.1");
        check("127.0.0.1", &["203.0.113.9"], "203.0.113.9");
        check("::ffff:127.0.0.1", &["203.0.113.9"], "203.0.113.9");
        // What the client made up stands before what our proxy added.
        check("127.0.0.1", &["1.1.1.1, 203.0.113.9"], "203.0.113.9");
        check("127.0.0.1", &["1.1.1.1", "203.0.113.9"], "203.0.113.9");
        check("127.0.0.1", &["203.0.113.9, 10.0.0.1"], "203.0.113.9");
        check("127.0.0.1", &["[2001:db8::1]:4711"], "2001:db8::1");
        check("127.0.0.1", &["192.0.2.7:80, nonsense"], "127.0.0.1");
        check("127.0.0.1", &[], "127.0.0.1");
    }
}
