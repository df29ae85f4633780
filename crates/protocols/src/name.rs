//! Domain names, one form everywhere: lower-case A-labels without the trailing dot.

use std::borrow::Borrow;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use crate::limits::{LABEL_OCTETS_MAX, NAME_OCTETS_MAX};

/// A label that nobody uses: what answers below a service label such as `_domainkey` with this label
/// in front is a wildcard. Always the same, so that a saved check can be replayed.
pub const WILDCARD_PROBE_LABEL: &str = "mailseal-wildcard-probe";

/// A domain name that fits the DNS: 1–253 octets, labels of 1–63 octets of visible ASCII, folded to
/// lower case, no trailing dot. Underscores are allowed: `_dmarc.example.com` is a name.
///
/// The root is not a `DomainName`. Cloning is cheap (shared text).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DomainName(Arc<str>);

/// Why a text is not a [`DomainName`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameError {
    /// Nothing, or only a dot.
    Empty,
    /// Two dots in a row, or a leading dot.
    EmptyLabel,
    /// A label of more than 63 octets (RFC 1035 §3.1).
    LabelTooLong,
    /// More than 253 octets (RFC 1035 §3.1).
    TooLong,
    /// A space, a control character or another octet no host or owner name carries.
    BadCharacter(char),
    /// A U-label that UTS 46 does not map to an A-label.
    NotIdna,
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NameError::Empty => f.write_str("the name is empty"),
            NameError::EmptyLabel => f.write_str("the name has an empty label"),
            NameError::LabelTooLong => f.write_str("a label is longer than 63 octets"),
            NameError::TooLong => f.write_str("the name is longer than 253 octets"),
            NameError::BadCharacter(c) => write!(f, "the name has the character {:?}", c),
            NameError::NotIdna => f.write_str("the name is not valid in IDNA"),
        }
    }
}

impl std::error::Error for NameError {}

impl DomainName {
    /// Reads a name; U-labels become A-labels (RFC 8616 §4), one trailing dot is dropped.
    pub fn parse(text: &str) -> Result<DomainName, NameError> {
        let text = text.strip_suffix('.').unwrap_or(text);
        if text.is_empty() {
            return Err(NameError::Empty);
        }
        if text.is_ascii() {
            return DomainName::from_ascii(text, |c| c.is_ascii_graphic());
        }
        let ascii = idna::domain_to_ascii(text).map_err(|_| NameError::NotIdna)?;
        DomainName::from_ascii(&ascii, |c| c.is_ascii_graphic())
    }

    /// Reads a name that is only asked for and never published: as [`DomainName::parse`], and a label
    /// may hold a space, which SPF's `%_` can put there (RFC 7208 §7.1).
    pub fn parse_query(text: &str) -> Result<DomainName, NameError> {
        if !text.contains(' ') {
            return DomainName::parse(text);
        }
        let text = text.strip_suffix('.').unwrap_or(text);
        DomainName::from_ascii(text, |c| c.is_ascii_graphic() || *c == ' ')
    }

    fn from_ascii(text: &str, fits: impl Fn(&char) -> bool) -> Result<DomainName, NameError> {
        if let Some(c) = text.chars().find(|c| !fits(c)) {
            return Err(NameError::BadCharacter(c));
        }
        if text.len() > NAME_OCTETS_MAX {
            return Err(NameError::TooLong);
        }
        for label in text.split('.') {
            if label.is_empty() {
                return Err(NameError::EmptyLabel);
            }
            if label.len() > LABEL_OCTETS_MAX {
                return Err(NameError::LabelTooLong);
            }
        }
        if text.bytes().any(|b| b.is_ascii_uppercase()) {
            return Ok(DomainName(text.to_ascii_lowercase().into()));
        }
        Ok(DomainName(text.into()))
    }

    /// The name whose PTR records are those of an address (RFC 1035 §3.5, RFC 3596 §2.5).
    pub fn reverse_of(address: IpAddr) -> DomainName {
        let text = match address {
            IpAddr::V4(v4) => {
                let [a, b, c, d] = v4.octets();
                format!("{d}.{c}.{b}.{a}.in-addr.arpa")
            }
            IpAddr::V6(v6) => {
                let nibbles = v6.octets().into_iter().rev().flat_map(|o| [o & 15, o >> 4]);
                let mut text: String = nibbles.map(|nibble| format!("{nibble:x}.")).collect();
                text.push_str("ip6.arpa");
                text
            }
        };
        DomainName(text.into())
    }

    /// The text form, without the trailing dot.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text form with U-labels where they exist, for people to read.
    pub fn to_unicode(&self) -> String {
        let (text, outcome) = idna::domain_to_unicode(&self.0);
        if outcome.is_ok() {
            text
        } else {
            self.0.to_string()
        }
    }

    /// The labels from left to right.
    pub fn labels(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('.')
    }

    /// How many labels there are, at least 1.
    pub fn label_count(&self) -> usize {
        self.labels().count()
    }

    /// The name without its left-most label; `None` for a single label.
    pub fn parent(&self) -> Option<DomainName> {
        self.0
            .split_once('.')
            .map(|(_, rest)| DomainName(rest.into()))
    }

    /// The `count` right-most labels; the whole name when it has fewer.
    pub fn suffix(&self, count: usize) -> DomainName {
        let total = self.label_count();
        let mut text: &str = &self.0;
        for _ in count..total {
            text = text.split_once('.').map_or(text, |(_, rest)| rest);
        }
        DomainName(text.into())
    }

    /// `prefix` put in front, such as `_dmarc` or `s1._domainkey`.
    pub fn child(&self, prefix: &str) -> Result<DomainName, NameError> {
        DomainName::parse(&format!("{prefix}.{}", self.0))
    }

    /// Whether `self` is `other` or below it.
    pub fn is_at_or_below(&self, other: &DomainName) -> bool {
        match self.0.strip_suffix(&*other.0) {
            Some(rest) => rest.is_empty() || rest.ends_with('.'),
            None => false,
        }
    }

    /// Whether every label is letters, digits and inner hyphens (RFC 1123 §2.1), as a host's must be.
    pub fn is_host_name(&self) -> bool {
        self.labels().all(|label| {
            let bytes = label.as_bytes();
            bytes
                .iter()
                .all(|b| b.is_ascii_alphanumeric() || *b == b'-')
                && bytes.first() != Some(&b'-')
                && bytes.last() != Some(&b'-')
        })
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// So that a map is asked by text that is no name yet. Text in another form than a name's is not found.
impl Borrow<str> for DomainName {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl std::str::FromStr for DomainName {
    type Err = NameError;
    fn from_str(text: &str) -> Result<DomainName, NameError> {
        DomainName::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> DomainName {
        DomainName::parse(text).unwrap()
    }

    #[test]
    fn one_form_for_every_spelling() {
        assert_eq!(name("Example.COM."), name("example.com"));
        assert_eq!(name("bücher.example").as_str(), "xn--bcher-kva.example");
        assert_eq!(name("xn--bcher-kva.example").to_unicode(), "bücher.example");
    }

    #[test]
    fn what_is_no_name() {
        assert_eq!(DomainName::parse(""), Err(NameError::Empty));
        assert_eq!(DomainName::parse("."), Err(NameError::Empty));
        assert_eq!(DomainName::parse("a..b"), Err(NameError::EmptyLabel));
        assert_eq!(
            DomainName::parse("a b.example"),
            Err(NameError::BadCharacter(' '))
        );
        assert_eq!(
            DomainName::parse(&"a".repeat(64)),
            Err(NameError::LabelTooLong)
        );
        assert_eq!(
            DomainName::parse(&["a"; 128].join(".")),
            Err(NameError::TooLong)
        );
    }

    #[test]
    fn reverse_names() {
        let reverse = |text: &str| DomainName::reverse_of(text.parse().unwrap());
        assert_eq!(reverse("192.0.2.7"), name("7.2.0.192.in-addr.arpa"));
        assert_eq!(
            reverse("2001:db8::1a"),
            name(&format!("a.1.{}8.b.d.0.1.0.0.2.ip6.arpa", "0.".repeat(22)))
        );
    }

    #[test]
    fn family() {
        assert!(name("a.example.com").is_at_or_below(&name("example.com")));
        assert!(!name("badexample.com").is_at_or_below(&name("example.com")));
        assert_eq!(name("a.b.c").suffix(2), name("b.c"));
        assert_eq!(name("a.b.c").suffix(9), name("a.b.c"));
        assert_eq!(name("com").parent(), None);
        assert_eq!(
            name("example.com").child("_dmarc").unwrap().as_str(),
            "_dmarc.example.com"
        );
    }
}
