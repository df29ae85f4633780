//! The resolvers that can be asked, and how they are written: `192.0.2.1`, `192.0.2.1:5353`,
//! `tls://192.0.2.1#dns.example`, `https://dns.example/dns-query`. Link-local addresses have their
//! zone, `fe80::1%eth0` (RFC 4007 §11).

use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::str::FromStr;

/// Port 53 (RFC 1035 §4.2).
const DNS_PORT: u16 = 53;
/// Port 853 (RFC 7858 §3.1).
const DOT_PORT: u16 = 853;
/// Port 443 (RFC 8484 §5).
const DOH_PORT: u16 = 443;

/// A resolver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Upstream {
    /// Over UDP and TCP.
    Plain(SocketAddr),
    /// DNS over TLS (RFC 7858).
    Tls {
        /// Address and port.
        address: SocketAddr,
        /// The name its certificate must have; without one, the address must be in it.
        name: Option<String>,
    },
    /// DNS over HTTPS (RFC 8484).
    Https {
        /// Name or address.
        host: String,
        /// The port.
        port: u16,
        /// The path with its leading slash.
        path: String,
    },
}

/// Why a text is no [`Upstream`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpstreamError {
    /// No IP address with an optional port.
    NotAnAddress(String),
    /// No host, or a port that is no number.
    NotAUrl(String),
    /// A scheme that is neither `tls` nor `https`.
    UnknownScheme(String),
}

impl fmt::Display for UpstreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UpstreamError::NotAnAddress(text) => {
                write!(f, "{text:?} is no IP address with an optional port")
            }
            UpstreamError::NotAUrl(text) => {
                write!(
                    f,
                    "{text:?} is no URL such as https://dns.example/dns-query"
                )
            }
            UpstreamError::UnknownScheme(scheme) => {
                write!(
                    f,
                    "the scheme {scheme:?} is not known: use tls:// or https://"
                )
            }
        }
    }
}

impl std::error::Error for UpstreamError {}

impl FromStr for Upstream {
    type Err = UpstreamError;

    fn from_str(text: &str) -> Result<Upstream, UpstreamError> {
        match text.split_once("://") {
            None => Ok(Upstream::Plain(address(text, DNS_PORT)?)),
            Some(("tls", rest)) => {
                let (place, name) = match rest.split_once('#') {
                    Some((place, name)) => (place, Some(name.to_owned())),
                    None => (rest, None),
                };
                Ok(Upstream::Tls {
                    address: address(place, DOT_PORT)?,
                    name,
                })
            }
            Some(("https", rest)) => https(text, rest),
            Some((scheme, _)) => Err(UpstreamError::UnknownScheme(scheme.to_owned())),
        }
    }
}

impl fmt::Display for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Upstream::Plain(address) => write!(f, "{address}"),
            Upstream::Tls {
                address,
                name: None,
            } => write!(f, "tls://{address}"),
            Upstream::Tls {
                address,
                name: Some(name),
            } => write!(f, "tls://{address}#{name}"),
            Upstream::Https {
                host,
                port: DOH_PORT,
                path,
            } => write!(f, "https://{host}{path}"),
            Upstream::Https { host, port, path } => write!(f, "https://{host}:{port}{path}"),
        }
    }
}

fn address(text: &str, port: u16) -> Result<SocketAddr, UpstreamError> {
    if let Ok(address) = text.parse::<SocketAddr>() {
        return Ok(address);
    }
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text);
    if let Some((address, zone)) = bare.split_once('%') {
        let address = address.parse::<Ipv6Addr>().ok();
        return address
            .and_then(|address| in_zone(address, zone, port))
            .ok_or_else(|| UpstreamError::NotAnAddress(text.to_owned()));
    }
    bare.parse::<IpAddr>()
        .map(|ip| SocketAddr::new(ip, port))
        .map_err(|_| UpstreamError::NotAnAddress(text.to_owned()))
}

/// An address in a zone (RFC 4007 §11), which is an interface's number or its name on this machine.
/// `None` when it has no such interface.
pub(crate) fn in_zone(address: Ipv6Addr, zone: &str, port: u16) -> Option<SocketAddr> {
    // Only the system knows its interfaces; an address is not looked up anywhere else.
    let mut found = (format!("{address}%{zone}"), port).to_socket_addrs().ok()?;
    found.next()
}

fn https(text: &str, rest: &str) -> Result<Upstream, UpstreamError> {
    let fault = || UpstreamError::NotAUrl(text.to_owned());
    let (authority, path) = match rest.find('/') {
        Some(at) => (&rest[..at], &rest[at..]),
        // RFC 8484 leaves the path to a URI template; this one is what every server uses.
        None => (rest, "/dns-query"),
    };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && !port.contains(']') => {
            (host, port.parse().map_err(|_| fault())?)
        }
        _ => (authority, DOH_PORT),
    };
    if host.is_empty() || !path.bytes().all(|b| b.is_ascii_graphic()) || host.contains('@') {
        return Err(fault());
    }
    Ok(Upstream::Https {
        host: host.to_owned(),
        port,
        path: path.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_is_shown() {
        let check = |text: &str, shown: &str| {
            let upstream: Upstream = text.parse().unwrap();
            assert_eq!(upstream.to_string(), shown);
            assert_eq!(shown.parse(), Ok(upstream));
        };
        check("192.0.2.1", "192.0.2.1:53");
        check("192.0.2.1:5353", "192.0.2.1:5353");
        check("2001:db8::1", "[2001:db8::1]:53");
        check("[2001:db8::1]:5353", "[2001:db8::1]:5353");
        check("fe80::1%1", "[fe80::1%1]:53");
        check("[fe80::1%1]:5353", "[fe80::1%1]:5353");
        check("tls://[fe80::1%1]", "tls://[fe80::1%1]:853");
        check("tls://192.0.2.1", "tls://192.0.2.1:853");
        check(
            "tls://[2001:db8::1]#dns.example",
            "tls://[2001:db8::1]:853#dns.example",
        );
        check("https://dns.example", "https://dns.example/dns-query");
        check("https://192.0.2.1:8443/q", "https://192.0.2.1:8443/q");
        check("https://[2001:db8::1]/q", "https://[2001:db8::1]/q");
    }

    #[test]
    fn what_is_no_resolver() {
        let check = |text: &str, error: UpstreamError| {
            assert_eq!(text.parse::<Upstream>(), Err(error));
        };
        check(
            "dns.example",
            UpstreamError::NotAnAddress("dns.example".to_owned()),
        );
        check(
            "192.0.2.1:66000",
            UpstreamError::NotAnAddress("192.0.2.1:66000".to_owned()),
        );
        check(
            "tls://dns.example",
            UpstreamError::NotAnAddress("dns.example".to_owned()),
        );
        check(
            "fe80::1%no-such-zone",
            UpstreamError::NotAnAddress("fe80::1%no-such-zone".to_owned()),
        );
        check(
            "quic://192.0.2.1",
            UpstreamError::UnknownScheme("quic".to_owned()),
        );
        check(
            "https:///q",
            UpstreamError::NotAUrl("https:///q".to_owned()),
        );
        check(
            "https://a:b/q",
            UpstreamError::NotAUrl("https://a:b/q".to_owned()),
        );
    }
}
