//! The TLSA record (RFC 6698 §2): its fields' meaning, tolerant parse of the presentation form,
//! `Display`, and whether a sender can use it.

use std::fmt;

use crate::answers::TlsaRecord;
use crate::certificate::{Certificate, sha256, sha512};
use crate::finding::Span;
use crate::name::{DomainName, NameError};
use crate::parsed::Parsed;

/// The labels the records of an MX host stand under: port and transport (§2.2.3).
pub const OWNER_PREFIX: &str = "_25._tcp";

/// Where the records of an MX host stand. Fails when the name would be too long.
pub fn owner(host: &DomainName) -> Result<DomainName, NameError> {
    host.child(OWNER_PREFIX)
}

/// What the data is compared with (RFC 6698 §2.1.1, names of RFC 7218), as far as SMTP uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Usage {
    /// 2, DANE-TA: a certificate above the server's.
    TrustAnchor,
    /// 3, DANE-EE: the server's own.
    EndEntity,
}

/// Which part of a certificate is compared (RFC 6698 §2.1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Selector {
    /// 0, Cert: the whole certificate.
    Certificate,
    /// 1, SPKI: its public key.
    PublicKey,
}

/// How it is compared (RFC 6698 §2.1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matching {
    /// 0, Full: octet by octet.
    Full,
    /// 1, SHA2-256.
    Sha256,
    /// 2, SHA2-512.
    Sha512,
}

/// Octets of a SHA-256.
pub const SHA256_OCTETS: usize = 32;
/// Octets of a SHA-512.
pub const SHA512_OCTETS: usize = 64;

/// A record that a sender can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Association<'a> {
    /// What the data is compared with.
    pub usage: Usage,
    /// Which part of it.
    pub selector: Selector,
    /// How.
    pub matching: Matching,
    /// The data.
    pub data: &'a [u8],
}

/// Why a sender cannot use a record (RFC 6698 §4.1); it acts as if the record were not there, but
/// knows that the host has TLS (§2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    /// Usage 0 or 1. §3.1.3: 'SMTP clients MAY treat such records as "unusable"', and those in wide
    /// use do.
    PkixUsage,
    /// A usage nobody knows.
    Usage,
    /// A selector nobody knows.
    Selector,
    /// A matching type nobody knows.
    Matching,
    /// A digest of the wrong length.
    DigestLength,
    /// No data.
    NoData,
}

impl<'a> Association<'a> {
    /// The record as a sender uses it.
    pub fn of(record: &'a TlsaRecord) -> Result<Association<'a>, Unusable> {
        let usage = match record.usage {
            0 | 1 => return Err(Unusable::PkixUsage),
            2 => Usage::TrustAnchor,
            3 => Usage::EndEntity,
            _ => return Err(Unusable::Usage),
        };
        let selector = match record.selector {
            0 => Selector::Certificate,
            1 => Selector::PublicKey,
            _ => return Err(Unusable::Selector),
        };
        let (matching, octets) = match record.matching {
            0 => (Matching::Full, None),
            1 => (Matching::Sha256, Some(SHA256_OCTETS)),
            2 => (Matching::Sha512, Some(SHA512_OCTETS)),
            _ => return Err(Unusable::Matching),
        };
        match octets {
            Some(octets) if record.data.len() != octets => return Err(Unusable::DigestLength),
            None if record.data.is_empty() => return Err(Unusable::NoData),
            Some(_) | None => {}
        }
        Ok(Association {
            usage,
            selector,
            matching,
            data: &record.data,
        })
    }

    /// Whether the data is that of `certificate`, whoever's that is.
    pub fn fits(&self, certificate: &Certificate) -> bool {
        let part = match self.selector {
            Selector::Certificate => &certificate.der,
            Selector::PublicKey => &certificate.public_key_der,
        };
        match self.matching {
            Matching::Full => part.as_slice() == self.data,
            Matching::Sha256 => sha256(part) == self.data,
            Matching::Sha512 => sha512(part) == self.data,
        }
    }
}

impl fmt::Display for TlsaRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} ", self.usage, self.selector, self.matching)?;
        self.data
            .iter()
            .try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

/// A deviation from the presentation form (RFC 6698 §2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// Fewer than four fields.
    FieldsMissing,
    /// One of the first three fields is no number of 0–255; with the number its name stands for
    /// (RFC 7218), if it has one.
    NotANumber(Option<u8>),
    /// The data has something else than hexadecimal digits.
    NotHexadecimal,
    /// The data has an odd number of digits.
    OddDigits,
}

/// Reads `usage selector matching data`; the data may be in several pieces and in parentheses, as in
/// a zone file. `record` is there when all four could be read.
pub fn parse(text: &str) -> Parsed<TlsaRecord, Defect> {
    let mut parsed = Parsed {
        record: None,
        defects: Vec::new(),
    };
    let tokens = tokens(text);
    let mut numbers = [0_u8; 3];
    for (at, (span, token)) in tokens.iter().take(3).enumerate() {
        match token.parse() {
            Ok(number) => numbers[at] = number,
            Err(_) => parsed.note(*span, Defect::NotANumber(acronym(at, token))),
        }
    }
    let data = match tokens.get(3..) {
        Some(pieces) if !pieces.is_empty() => data(pieces, &mut parsed),
        Some(_) | None => {
            parsed.note(Span::new(text.len(), text.len()), Defect::FieldsMissing);
            Vec::new()
        }
    };
    if parsed.defects.is_empty() {
        let [usage, selector, matching] = numbers;
        parsed.record = Some(TlsaRecord {
            usage,
            selector,
            matching,
            data,
        });
    }
    parsed
}

/// The pieces between white space and parentheses, with their places.
pub(super) fn tokens(text: &str) -> Vec<(Span, &str)> {
    let is_gap = |c: char| c.is_ascii_whitespace() || matches!(c, '(' | ')');
    let mut tokens = Vec::new();
    let mut at = 0;
    for token in text.split(is_gap) {
        if !token.is_empty() {
            tokens.push((Span::new(at, at + token.len()), token));
        }
        // Every gap is one octet.
        at += token.len() + 1;
    }
    tokens
}

fn data(pieces: &[(Span, &str)], parsed: &mut Parsed<TlsaRecord, Defect>) -> Vec<u8> {
    let digits: Vec<u8> = pieces
        .iter()
        .flat_map(|(_, piece)| piece.chars())
        .map_while(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let is_bad = |c: char| !c.is_ascii_hexdigit();
    if let Some((span, _)) = pieces.iter().find(|(_, piece)| piece.contains(is_bad)) {
        parsed.note(*span, Defect::NotHexadecimal);
    } else if digits.len() % 2 == 1 {
        let start = pieces.first().map_or(0, |(span, _)| span.start);
        let end = pieces.last().map_or(start, |(span, _)| span.end);
        parsed.note(Span::new(start, end), Defect::OddDigits);
    }
    digits
        .chunks_exact(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}

/// The names of RFC 7218 for the numbers of a field.
fn acronym(field: usize, token: &str) -> Option<u8> {
    let names: &[(&str, u8)] = match field {
        0 => &[
            ("pkix-ta", 0),
            ("pkix-ee", 1),
            ("dane-ta", 2),
            ("dane-ee", 3),
        ],
        1 => &[("cert", 0), ("spki", 1)],
        _ => &[("full", 0), ("sha2-256", 1), ("sha2-512", 2)],
    };
    let folded = token.to_ascii_lowercase();
    names
        .iter()
        .find(|(name, _)| *name == folded)
        .map(|(_, number)| *number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "8755cdaa8fe24ef16cc0f2c918063185e433faaf1415664911d9e30a924138c4";

    fn defects(text: &str) -> Vec<Defect> {
        parse(text).defects.into_iter().map(|d| d.kind).collect()
    }

    #[test]
    fn a_record_and_its_text() {
        let text = format!("3 1 1 {HEX}");
        let record = parse(&text).record.unwrap();
        assert_eq!(record.to_string(), text);
        let association = Association::of(&record).unwrap();
        assert_eq!(association.usage, Usage::EndEntity);
        assert_eq!(association.selector, Selector::PublicKey);
        assert_eq!(association.matching, Matching::Sha256);
    }

    #[test]
    fn as_a_zone_file_has_it() {
        let (front, back) = HEX.split_at(20);
        let text = format!("3 1 1 ( {}\n\t{back} )", front.to_ascii_uppercase());
        let plain = parse(&format!("3 1 1 {HEX}"));
        assert_eq!(parse(&text), plain);
    }

    #[test]
    fn what_is_no_record() {
        assert_eq!(defects("3 1 1"), [Defect::FieldsMissing]);
        assert_eq!(defects("3 1 1 abc"), [Defect::OddDigits]);
        assert_eq!(defects("3 1 1 ab:cd"), [Defect::NotHexadecimal]);
        assert_eq!(defects("3 1 300 ab"), [Defect::NotANumber(None)]);
        assert_eq!(
            defects("DANE-EE SPKI SHA2-256 ab"),
            [3, 1, 1].map(|n| Defect::NotANumber(Some(n)))
        );
        assert_eq!(defects("ü ü ü ü").len(), 4);
    }

    #[test]
    fn what_no_sender_uses() {
        let unusable = |text: &str| Association::of(&parse(text).record.unwrap()).err();
        assert_eq!(unusable(&format!("1 1 1 {HEX}")), Some(Unusable::PkixUsage));
        assert_eq!(unusable(&format!("4 1 1 {HEX}")), Some(Unusable::Usage));
        assert_eq!(unusable(&format!("3 2 1 {HEX}")), Some(Unusable::Selector));
        assert_eq!(unusable(&format!("3 1 3 {HEX}")), Some(Unusable::Matching));
        assert_eq!(
            unusable(&format!("3 1 2 {HEX}")),
            Some(Unusable::DigestLength)
        );
        assert_eq!(unusable(&format!("3 1 0 {HEX}")), None);
    }
}
