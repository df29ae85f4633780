//! The `mx` patterns of a policy and how they match (§3.2, §4.1).

use std::fmt;
use std::net::IpAddr;

use crate::name::DomainName;

/// One `mx` value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MxPattern {
    /// This host.
    Host(DomainName),
    /// `*.` and this: every host with exactly one label more.
    Below(DomainName),
}

/// Why a value is no pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MxFault {
    /// Several patterns in one value, separated by commas or blanks.
    Several(Vec<MxPattern>),
    /// A dot at the end.
    TrailingDot(MxPattern),
    /// An address in place of a name.
    Address,
    /// A port behind the name.
    Port(MxPattern),
    /// U-labels; with the A-labels where there are such.
    NotAscii(Option<MxPattern>),
    /// `*` alone.
    BareWildcard,
    /// `*` that is not the complete left-most label.
    WildcardMisplaced,
    /// Nothing of the above, and no host name.
    NotAHost,
}

impl MxPattern {
    /// Reads a value strictly: `["*."] Domain`, A-labels, no dot at the end. What fails here can
    /// never reach a mail server's configuration.
    pub fn parse(text: &str) -> Result<MxPattern, MxFault> {
        plain(text).ok_or_else(|| fault(text))
    }

    /// Whether `mx`, the name in the MX record, is one of the hosts meant. §4.1: 'the wildcard
    /// character "*" may only be used to match the entire left-most label', so `*.example.com` is
    /// `mail.example.com` but neither `example.com` nor `foo.bar.example.com`.
    pub fn matches(&self, mx: &DomainName) -> bool {
        match self {
            MxPattern::Host(name) => name == mx,
            MxPattern::Below(name) => mx.parent().as_ref() == Some(name),
        }
    }
}

impl fmt::Display for MxPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MxPattern::Host(name) => write!(f, "{name}"),
            MxPattern::Below(name) => write!(f, "*.{name}"),
        }
    }
}

/// `["*."] Domain` and nothing else.
fn plain(text: &str) -> Option<MxPattern> {
    if !text.is_ascii() || text.ends_with('.') || text.parse::<IpAddr>().is_ok() {
        return None;
    }
    let (name, wildcard) = match text.strip_prefix("*.") {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let name = DomainName::parse(name)
        .ok()
        .filter(DomainName::is_host_name)?;
    Some(match wildcard {
        true => MxPattern::Below(name),
        false => MxPattern::Host(name),
    })
}

/// Why a text that is no pattern is none.
fn fault(text: &str) -> MxFault {
    if !text.is_ascii() {
        let ascii = DomainName::parse(text).ok();
        return MxFault::NotAscii(ascii.and_then(|name| plain(name.as_str())));
    }
    if let Some(patterns) = several(text) {
        return MxFault::Several(patterns);
    }
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    if bare.parse::<IpAddr>().is_ok() {
        return MxFault::Address;
    }
    if let Some(pattern) = without_port(text) {
        return MxFault::Port(pattern);
    }
    if let Some(pattern) = text.strip_suffix('.').and_then(plain) {
        return MxFault::TrailingDot(pattern);
    }
    match text.strip_prefix("*.").unwrap_or(text) {
        "*" | "" if text.contains('*') => MxFault::BareWildcard,
        name if name.contains('*') => MxFault::WildcardMisplaced,
        _ => MxFault::NotAHost,
    }
}

/// Patterns with commas, semicolons or blanks between them.
fn several(text: &str) -> Option<Vec<MxPattern>> {
    let separators = [',', ';', ' ', '\t'];
    if !text.contains(separators) {
        return None;
    }
    let pieces = text.split(separators).filter(|piece| !piece.is_empty());
    pieces.map(plain).collect()
}

fn without_port(text: &str) -> Option<MxPattern> {
    let (name, port) = text.rsplit_once(':')?;
    let is_port = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    is_port.then(|| plain(name)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> DomainName {
        DomainName::parse(text).unwrap()
    }

    fn pattern(text: &str) -> MxPattern {
        MxPattern::parse(text).unwrap()
    }

    #[test]
    fn one_label_and_no_more() {
        let below = pattern("*.Example.com");
        assert_eq!(below.to_string(), "*.example.com");
        assert!(below.matches(&name("mail.example.com")));
        assert!(!below.matches(&name("example.com")));
        assert!(!below.matches(&name("foo.bar.example.com")));
        assert!(pattern("mail.example.com").matches(&name("MAIL.example.com")));
    }

    #[test]
    fn what_is_no_pattern() {
        let a = pattern("a.example");
        let several = MxFault::Several(vec![a.clone(), pattern("b.example")]);
        let expect = [
            ("a.example, b.example", several.clone()),
            ("a.example b.example", several),
            ("a.example.", MxFault::TrailingDot(a.clone())),
            ("192.0.2.1", MxFault::Address),
            ("[192.0.2.1]", MxFault::Address),
            ("2001:db8::1", MxFault::Address),
            ("a.example:25", MxFault::Port(a)),
            (
                "bücher.example",
                MxFault::NotAscii(Some(pattern("xn--bcher-kva.example"))),
            ),
            ("*", MxFault::BareWildcard),
            ("mx.*.example", MxFault::WildcardMisplaced),
            ("mx*.example", MxFault::WildcardMisplaced),
            ("*example.com", MxFault::WildcardMisplaced),
            ("", MxFault::NotAHost),
            (".", MxFault::NotAHost),
            ("a:.com", MxFault::NotAHost),
            ("a_b.example", MxFault::NotAHost),
            ("smtp://a.example", MxFault::NotAHost),
            ("a ciphers=null tafile=/etc/passwd", MxFault::NotAHost),
            ("a.example}", MxFault::NotAHost),
        ];
        for (text, fault) in expect {
            assert_eq!(MxPattern::parse(text), Err(fault), "{text}");
        }
    }
}
