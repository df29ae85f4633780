//! The URIs of `rua` and `ruf` (RFC 9989 §4.8, RFC 8460 §3): a comma-separated list, read tolerantly.

use std::fmt;

use crate::finding::Span;
use crate::limits::REPORT_URIS_MAX;
use crate::name::DomainName;

/// Where reports go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportUri {
    /// `mailto:local@domain`.
    Mailto {
        /// The local part as written, percent-encoding kept.
        local: String,
        /// The mailbox's domain.
        domain: DomainName,
    },
    /// `https://…`: TLS-RPT only (RFC 8460 §3); no DMARC reporter has to support it.
    Https {
        /// The whole URI as written.
        uri: String,
        /// Its host.
        host: DomainName,
    },
}

impl ReportUri {
    /// A mailbox as a URI, `None` when it is no `local@domain`.
    pub fn mailbox(address: &str) -> Option<ReportUri> {
        let (local, domain) = address.rsplit_once('@')?;
        let domain = DomainName::parse(domain).ok()?;
        let local_fits = !local.is_empty() && !local.starts_with('/');
        if !local_fits || local.contains(|c: char| !is_address_char(c)) || !is_mail_domain(&domain)
        {
            return None;
        }
        Some(ReportUri::Mailto {
            local: encode(local),
            domain,
        })
    }

    /// The host that receives the reports.
    pub fn host(&self) -> &DomainName {
        match self {
            ReportUri::Mailto { domain, .. } => domain,
            ReportUri::Https { host, .. } => host,
        }
    }
}

impl fmt::Display for ReportUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReportUri::Mailto { local, domain } => write!(f, "mailto:{local}@{domain}"),
            ReportUri::Https { uri, .. } => f.write_str(uri),
        }
    }
}

/// Why an entry of the list is no usable URI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UriFault {
    /// Nothing between two commas.
    Empty,
    /// An address without `mailto:` (RFC 3986 §3: a URI begins with a scheme).
    NoScheme {
        /// The same with its scheme, where that makes a URI.
        corrected: Option<String>,
    },
    /// A scheme that no reporter has to support: `http`, `ftp`, …
    OtherScheme(String),
    /// `mailto://x@y` or `mailto: x@y`.
    BadMailto {
        /// The same put right, where that makes a URI.
        corrected: Option<String>,
    },
    /// No host, no `@`, or a domain that is no domain.
    BadAddress,
    /// A space or another octet that a URI cannot hold unencoded.
    BadCharacter,
    /// Not ASCII (RFC 8616 §6).
    NotAscii,
}

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UriEntry {
    /// Where it stands in the record.
    pub span: Span,
    /// The URI, or what is wrong with it.
    pub uri: Result<ReportUri, UriFault>,
    /// Where an obsolete size limit (`!10m`) stands (RFC 9989 §4.8 `obs-dmarc-uri`).
    pub size_suffix: Option<Span>,
}

/// Reads the list that stands at `start` of the record: at most one entry more than
/// [`REPORT_URIS_MAX`], so that a caller can see that there were too many.
pub fn parse_list(text: &str, start: usize) -> Vec<UriEntry> {
    let mut entries = Vec::new();
    let mut at = start;
    for piece in text.split(',').take(REPORT_URIS_MAX + 1) {
        let front = piece.len() - piece.trim_ascii_start().len();
        let trimmed = piece.trim_ascii();
        entries.push(parse_entry(trimmed, at + front));
        at += piece.len() + 1;
    }
    entries
}

fn parse_entry(text: &str, start: usize) -> UriEntry {
    let span = Span::new(start, start + text.len());
    let (bare, size_suffix) = match size_suffix(text) {
        Some(at) => (&text[..at], Some(Span::new(start + at, span.end))),
        None => (text, None),
    };
    UriEntry {
        span,
        uri: parse_uri(bare),
        size_suffix,
    }
}

/// Where `!` 1*DIGIT ["k" / "m" / "g" / "t"] begins.
fn size_suffix(text: &str) -> Option<usize> {
    let at = text.rfind('!')?;
    let digits = text[at + 1..].trim_end_matches(['k', 'm', 'g', 't', 'K', 'M', 'G', 'T']);
    let one_unit = text.len() - at - 1 - digits.len() <= 1;
    (one_unit && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(at)
}

fn parse_uri(text: &str) -> Result<ReportUri, UriFault> {
    if text.is_empty() {
        return Err(UriFault::Empty);
    }
    if !text.is_ascii() {
        return Err(UriFault::NotAscii);
    }
    let Some((scheme, rest)) = text.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) else {
        let corrected = ReportUri::mailbox(text).map(|uri| uri.to_string());
        return Err(UriFault::NoScheme { corrected });
    };
    match scheme.to_ascii_lowercase().as_str() {
        "mailto" => parse_mailto(rest),
        "https" => parse_https(text, rest),
        other => Err(UriFault::OtherScheme(other.to_string())),
    }
}

fn parse_mailto(rest: &str) -> Result<ReportUri, UriFault> {
    let bare = rest.trim_start_matches(['/', ' ', '\t']);
    if bare.len() != rest.len() {
        let corrected = ReportUri::mailbox(bare).map(|uri| uri.to_string());
        return Err(UriFault::BadMailto { corrected });
    }
    // A `?subject=…` is legal in RFC 6068 and no reporter uses it; it is not part of the address.
    let address = rest.split_once('?').map_or(rest, |(address, _)| address);
    if address
        .contains(|c: char| !c.is_ascii_graphic() || matches!(c, '!' | '<' | '>' | '"' | '\\'))
    {
        return Err(UriFault::BadCharacter);
    }
    let (local, domain) = address.rsplit_once('@').ok_or(UriFault::BadAddress)?;
    let domain = DomainName::parse(domain).map_err(|_| UriFault::BadAddress)?;
    if local.is_empty() || local.contains('@') || !is_mail_domain(&domain) {
        return Err(UriFault::BadAddress);
    }
    Ok(ReportUri::Mailto {
        local: local.to_string(),
        domain,
    })
}

fn parse_https(text: &str, rest: &str) -> Result<ReportUri, UriFault> {
    if text.contains(|c: char| !c.is_ascii_graphic() || matches!(c, '!' | '<' | '>' | '"')) {
        return Err(UriFault::BadCharacter);
    }
    let authority = rest.strip_prefix("//").ok_or(UriFault::BadAddress)?;
    let authority = authority.split(['/', '?', '#']).next().unwrap_or(authority);
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let host = DomainName::parse(host).map_err(|_| UriFault::BadAddress)?;
    Ok(ReportUri::Https {
        uri: text.to_string(),
        host,
    })
}

/// RFC 3986 §3.1: a letter, then letters, digits, `+`, `-`, `.`. A dot is left out here: no scheme
/// in use has one, and `example.com:25` is not a scheme but an address gone wrong.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-'))
}

/// A mailbox's domain is a host name (RFC 5321 §2.3.5); one label is a name gone wrong.
fn is_mail_domain(domain: &DomainName) -> bool {
    domain.label_count() >= 2 && domain.is_host_name()
}

/// What an address may hold so that we can put `mailto:` before it.
fn is_address_char(c: char) -> bool {
    c.is_ascii_graphic()
        && !matches!(
            c,
            '@' | ':' | '<' | '>' | '"' | '\\' | '(' | ')' | '[' | ']'
        )
}

/// RFC 9989 §4.8: ',' and '!' must be percent-encoded; ';' would end the value, and RFC 6068 §2 has
/// '?' begin the header fields.
fn encode(local: &str) -> String {
    local
        .replace('%', "%25")
        .replace(',', "%2C")
        .replace('!', "%21")
        .replace(';', "%3B")
        .replace('?', "%3F")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(text: &str) -> Result<ReportUri, UriFault> {
        parse_list(text, 0).remove(0).uri
    }

    #[test]
    fn a_mailbox() {
        assert_eq!(
            uri("mailto:d@example.com").unwrap().to_string(),
            "mailto:d@example.com"
        );
        assert_eq!(
            uri("MAILTO:d@Example.com").unwrap().to_string(),
            "mailto:d@example.com"
        );
    }

    #[test]
    fn an_address_is_no_uri() {
        let corrected = Some("mailto:mail@example.com".to_string());
        assert_eq!(
            uri("mail@example.com"),
            Err(UriFault::NoScheme {
                corrected: corrected.clone()
            })
        );
        assert_eq!(
            uri("mailto://mail@example.com"),
            Err(UriFault::BadMailto {
                corrected: corrected.clone()
            })
        );
        assert_eq!(
            uri("mailto: mail@example.com"),
            Err(UriFault::BadMailto { corrected })
        );
    }

    #[test]
    fn size_limits_are_set_apart() {
        let entry = parse_list("mailto:d@example.com!10m", 4).remove(0);
        assert_eq!(entry.uri.unwrap().to_string(), "mailto:d@example.com");
        assert_eq!(entry.size_suffix, Some(Span::new(24, 28)));
    }

    #[test]
    fn places_in_a_list() {
        let spans: Vec<_> = parse_list("mailto:a@b.example , c@d.example", 10)
            .into_iter()
            .map(|e| e.span)
            .collect();
        assert_eq!(spans, [Span::new(10, 28), Span::new(31, 42)]);
    }

    #[test]
    fn other_faults() {
        assert_eq!(
            uri("http://example.com/"),
            Err(UriFault::OtherScheme("http".to_string()))
        );
        assert_eq!(uri("mailto:example.com"), Err(UriFault::BadAddress));
        assert_eq!(uri("mailto:ü@example.com"), Err(UriFault::NotAscii));
        assert_eq!(uri("mailto:a b@example.com"), Err(UriFault::BadCharacter));
        assert_eq!(uri(""), Err(UriFault::Empty));
    }
}
