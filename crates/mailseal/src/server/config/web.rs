//! `[web]`: the pages and the API.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use app::people::SessionLimits;
use ipnet::IpNet;
use serde::{Deserialize, Deserializer, de};

use super::Fault;
use crate::failure::Failed;

/// Minutes that a session may last without use, at the most: a day.
const IDLE_MINUTES_MAX: u64 = 24 * 60;
/// Hours that a session may last at all, at the most: a month.
const SESSION_HOURS_MAX: u64 = 31 * 24;

/// Pages and API: where they are, how browsers reach them, and how long somebody stays signed in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Web {
    /// Where they are answered, in the clear: on this machine, or behind a reverse proxy.
    pub(crate) listen: Vec<SocketAddr>,
    /// What people type to get here from elsewhere.
    pub(crate) public_url: Option<PublicUrl>,
    /// The reverse proxies whose word on who asks is taken.
    pub(crate) trusted_proxies: Vec<Net>,
    /// Minutes without use after which a session is over.
    pub(crate) session_idle_minutes: u64,
    /// Hours after which a session is over.
    pub(crate) session_hours: u64,
    /// Whether strangers may check domains.
    pub(crate) open_check: bool,
}

impl Default for Web {
    fn default() -> Web {
        Web {
            listen: vec![SocketAddr::from(([127, 0, 0, 1], 8481))],
            public_url: None,
            trusted_proxies: Vec::new(),
            session_idle_minutes: 120,
            session_hours: 7 * 24,
            open_check: false,
        }
    }
}

impl Web {
    pub(super) fn check(&self) -> Result<(), Fault> {
        let reaches_out = |address: &&SocketAddr| !address.ip().is_loopback();
        if let (Some(address), None) = (self.listen.iter().find(reaches_out), &self.public_url) {
            let why = Failed::new("reason-web-needs-url").text("address", address);
            return Err(Fault::of_value(&["web", "listen"], why));
        }
        for (index, address) in self.listen.iter().enumerate() {
            if self.listen[..index].contains(address) {
                let why = Failed::new("reason-address-twice").text("address", address);
                return Err(Fault::of_value(&["web", "listen"], why));
            }
        }
        within(
            &["web", "session-idle-minutes"],
            self.session_idle_minutes,
            IDLE_MINUTES_MAX,
        )?;
        within(
            &["web", "session-hours"],
            self.session_hours,
            SESSION_HOURS_MAX,
        )
    }

    pub(super) fn needs_restart(&self, new: &Web) -> Vec<&'static str> {
        let settings = [
            ("web.listen", self.listen == new.listen),
            ("web.public-url", self.public_url == new.public_url),
            (
                "web.trusted-proxies",
                self.trusted_proxies == new.trusted_proxies,
            ),
            (
                "web.session-idle-minutes",
                self.session_idle_minutes == new.session_idle_minutes,
            ),
            ("web.session-hours", self.session_hours == new.session_hours),
            ("web.open-check", self.open_check == new.open_check),
        ];
        let changed = settings.into_iter().filter(|(_, is_same)| !is_same);
        changed.map(|(name, _)| name).collect()
    }

    /// How long somebody stays signed in.
    pub(crate) fn session_limits(&self) -> SessionLimits {
        SessionLimits {
            idle_seconds: self.session_idle_minutes * 60,
            whole_seconds: self.session_hours * 3_600,
        }
    }

    /// Whether this peer's word on who asks is taken.
    pub(crate) fn trusts(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        self.trusted_proxies
            .iter()
            .any(|Net(net)| net.contains(&peer))
    }
}

fn within(setting: &'static [&'static str], given: u64, max: u64) -> Result<(), Fault> {
    if (1..=max).contains(&given) {
        return Ok(());
    }
    let why = Failed::new("reason-not-within").count("max", max);
    Err(Fault::of_value(setting, why))
}

/// A network of addresses, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Net(IpNet);

impl<'de> Deserialize<'de> for Net {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Net, D::Error> {
        let text = String::deserialize(deserializer)?;
        let net = text
            .parse::<IpNet>()
            .or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        net.map(Net).map_err(|_| {
            de::Error::custom("an address or a network such as 192.0.2.0/24 belongs here")
        })
    }
}

/// How a connection of a browser is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protection {
    /// TLS, which a reverse proxy ends.
    Tls,
    /// None.
    None,
}

/// What people type to get here: a scheme and a host, perhaps with a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicUrl {
    /// How it is protected.
    pub(crate) protection: Protection,
    /// The host as browsers send it, with the port where it is not the usual one.
    pub(crate) host: String,
}

impl PublicUrl {
    fn parse(text: &str) -> Option<PublicUrl> {
        let (protection, rest, port) = match text.split_once("://") {
            Some(("https", rest)) => (Protection::Tls, rest, ":443"),
            Some(("http", rest)) => (Protection::None, rest, ":80"),
            Some(_) | None => return None,
        };
        let host = rest.strip_suffix('/').unwrap_or(rest).to_ascii_lowercase();
        let host = host.strip_suffix(port).map(str::to_owned).unwrap_or(host);
        let authority = host.parse::<axum::http::uri::Authority>().ok()?;
        let is_plain = authority.as_str() == host && !host.contains('@');
        (is_plain && !authority.host().is_empty()).then_some(PublicUrl { protection, host })
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.protection {
            Protection::Tls => "https",
            Protection::None => "http",
        };
        write!(f, "{scheme}://{}", self.host)
    }
}

impl<'de> Deserialize<'de> for PublicUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PublicUrl, D::Error> {
        let text = String::deserialize(deserializer)?;
        PublicUrl::parse(&text).ok_or_else(|| {
            de::Error::custom(
                "an address such as https://mailseal.example belongs here, without a path",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_public_url() {
        let read = |text| PublicUrl::parse(text).map(|url| url.to_string());
        for (text, expect) in [
            ("https://Mailseal.example", "https://mailseal.example"),
            ("https://mailseal.example:443/", "https://mailseal.example"),
            (
                "https://mailseal.example:8443",
                "https://mailseal.example:8443",
            ),
            ("http://[::1]:8481", "http://[::1]:8481"),
            ("http://192.0.2.1:80", "http://192.0.2.1"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expect), "{text}");
        }
        for bad in [
            "",
            "mailseal.example",
            "ftp://a.example",
            "https://",
            "https://a.example/path",
            "https://user@a.example",
            "https://a.example?x",
            "https://a b",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_address_is_a_network_of_one() {
        let web: Web = toml::from_str("trusted-proxies = ['192.0.2.0/24', '2001:db8::1']").unwrap();
        let trusts = |text: &str| web.trusts(text.parse().unwrap());
        assert!(trusts("192.0.2.9") && trusts("::ffff:192.0.2.9") && trusts("2001:db8::1"));
        assert!(!trusts("192.0.3.9") && !trusts("2001:db8::2"));
    }
}
