//! The key record (§3.6.1): type, tolerant parse, `Display`.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::key::{Encoding, KeyType, PublicKey};
use super::value::{self, KeyData};
use crate::finding::Span;
use crate::parsed::Parsed;
use crate::tag_list::{Tag, TagList};

/// The label that keys stand below (§3.6.2.1).
pub const OWNER_LABEL: &str = "_domainkey";

/// The only version (§3.6.1, compared as a string).
pub const VERSION: &str = "DKIM1";

/// The tags that §3.6.1 defines, and `g` of RFC 4871, which it dropped.
pub(super) const KNOWN_TAGS: [&str; 8] = ["v", "h", "k", "n", "p", "s", "t", "g"];

/// A key record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRecord {
    /// `k=`; [`KeyType::Rsa`] where the tag is absent.
    pub key_type: KeyType,
    /// `h=`, the acceptable hash algorithms; `None` accepts all.
    pub hashes: Option<Vec<Hash>>,
    /// `s=`, the services the key is for; `None` is for all.
    pub services: Option<Vec<Service>>,
    /// `t=`.
    pub flags: Vec<Flag>,
    /// `n=`, notes as written (quoted-printable, RFC 2045 §6.7).
    pub notes: Option<String>,
    /// `p=`.
    pub key: Key,
}

/// What `p=` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// §3.6.1: 'An empty value means that this public key has been revoked.'
    Revoked,
    /// A key.
    Public {
        /// The key.
        key: PublicKey,
        /// How it is written.
        encoding: Encoding,
    },
}

/// An entry of `h=`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hash {
    /// `sha256`.
    Sha256,
    /// `sha1`, historic (RFC 8301 §5).
    Sha1,
    /// Another word; §3.6.1: 'Unrecognized algorithms MUST be ignored.'
    Other(String),
}

/// An entry of `s=`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Service {
    /// `*`.
    All,
    /// `email`.
    Email,
    /// `tlsrpt` (RFC 8460 §3).
    TlsRpt,
    /// Another word; §3.6.1: 'Unrecognized service types MUST be ignored.'
    Other(String),
}

/// An entry of `t=`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flag {
    /// `y`: the domain is testing DKIM.
    Testing,
    /// `s`: the domain of `i=` must be that of `d=`.
    NoSubdomains,
    /// Another word; §3.6.1: 'Unrecognized flags MUST be ignored.'
    Other(String),
}

impl KeyRecord {
    /// The key, `None` when it is revoked.
    pub fn public_key(&self) -> Option<&PublicKey> {
        match &self.key {
            Key::Revoked => None,
            Key::Public { key, .. } => Some(key),
        }
    }

    /// §3.6.1: 'Verifiers for a given service type MUST ignore this record if the appropriate type
    /// is not listed.'
    pub fn is_for_mail(&self) -> bool {
        self.services.as_ref().is_none_or(|services| {
            services
                .iter()
                .any(|service| matches!(service, Service::All | Service::Email))
        })
    }

    /// Whether a signature with SHA-256 may use the key (§6.1.2 step 6).
    pub fn accepts_sha256(&self) -> bool {
        self.hashes
            .as_ref()
            .is_none_or(|hashes| hashes.contains(&Hash::Sha256))
    }

    /// Whether verifiers must treat what this key signs like unsigned mail (§3.6.1 `t=y`).
    pub fn is_testing(&self) -> bool {
        self.flags.contains(&Flag::Testing)
    }
}

impl fmt::Display for KeyRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v={VERSION}; k={}", self.key_type.word())?;
        if let Some(hashes) = &self.hashes {
            write!(f, "; h={}", joined(hashes))?;
        }
        if let Some(services) = &self.services {
            write!(f, "; s={}", joined(services))?;
        }
        if !self.flags.is_empty() {
            write!(f, "; t={}", joined(&self.flags))?;
        }
        if let Some(notes) = &self.notes {
            write!(f, "; n={notes}")?;
        }
        match &self.key {
            Key::Revoked => f.write_str("; p="),
            Key::Public { key, encoding } => {
                write!(f, "; p={}", STANDARD.encode(key.octets(*encoding)))
            }
        }
    }
}

fn joined<T: fmt::Display>(list: &[T]) -> String {
    let words: Vec<String> = list.iter().map(ToString::to_string).collect();
    words.join(":")
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Hash::Sha256 => "sha256",
            Hash::Sha1 => "sha1",
            Hash::Other(word) => word,
        })
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Service::All => "*",
            Service::Email => "email",
            Service::TlsRpt => "tlsrpt",
            Service::Other(word) => word,
        })
    }
}

impl fmt::Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Flag::Testing => "y",
            Flag::NoSubdomains => "s",
            Flag::Other(word) => word,
        })
    }
}

/// A deviation from §3.2 or §3.6.1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// More tags than are looked at; nothing is known of the rest.
    TooManyTags,
    /// No `v=`, which is only recommended.
    VersionAbsent,
    /// `v=` after another tag.
    VersionNotFirst,
    /// `v=` with another value than `DKIM1`.
    VersionWrong,
    /// A tag a second time.
    TagRepeated,
    /// Nothing between two semicolons.
    TagEmpty,
    /// Something between semicolons that is no `name=value`.
    NotATag,
    /// A tag that §3.6.1 does not define.
    TagUnknown,
    /// `g=` of RFC 4871.
    Granularity,
    /// An element of `h=`, `s=` or `t=` that is no word.
    ListElement,
    /// `k=` with a word that is no key type.
    KeyTypeUnknown,
    /// No `p=`.
    KeyMissing,
    /// What is wrong with the value of `p=`.
    Key(KeyDefect),
}

/// A deviation in `p=`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyDefect {
    /// White space inside, which is allowed.
    Space,
    /// A character outside the base64 alphabet.
    NotBase64(char),
    /// `=` missing at the end, or too many.
    Padding,
    /// One character too many or too few: no padding could make this base64.
    Odd,
    /// The octets are no public key.
    Octets(value::OctetsFault),
    /// A key, but not of the type that `k=` names.
    OtherType(KeyType),
    /// RSAPublicKey in place of SubjectPublicKeyInfo.
    Pkcs1,
    /// An Ed25519 key wrapped into SubjectPublicKeyInfo.
    Ed25519Wrapped,
}

impl Defect {
    /// Whether a verifier has to ignore the record because of this (§3.2, §3.6.1, §6.1.2 step 5).
    pub fn is_fatal(&self) -> bool {
        match self {
            // §3.2: 'if a tag name does occur more than once, the entire tag-list is invalid.'
            Defect::TagRepeated
            // §3.6.1: 'This tag MUST be the first tag in the record. Records beginning with a "v="
            // tag with any other value MUST be discarded.'
            | Defect::VersionNotFirst
            | Defect::VersionWrong
            // §3.2 `tag-spec`.
            | Defect::NotATag
            // §3.6.1: 'Unrecognized key types MUST be ignored.' Without its type no key is usable.
            | Defect::KeyTypeUnknown
            | Defect::KeyMissing => true,
            // §3.2 has no room for an empty `tag-spec`, §3.6.1 none for an empty list element; no
            // verifier we know of refuses either.
            Defect::TagEmpty | Defect::ListElement => false,
            Defect::VersionAbsent
            | Defect::TagUnknown
            | Defect::Granularity
            | Defect::TooManyTags => false,
            Defect::Key(defect) => match defect {
                KeyDefect::NotBase64(_)
                | KeyDefect::Padding
                | KeyDefect::Odd
                | KeyDefect::Octets(_)
                | KeyDefect::OtherType(_)
                | KeyDefect::Ed25519Wrapped => true,
                KeyDefect::Space | KeyDefect::Pkcs1 => false,
            },
        }
    }
}

/// Reads a record as a verifier must: there is a record only where no defect is fatal.
pub fn parse(text: &str) -> Parsed<KeyRecord, Defect> {
    let mut parsed = read(text);
    if parsed.defects.iter().any(|defect| defect.kind.is_fatal()) {
        parsed.record = None;
    }
    parsed
}

/// Reads a record as far as it goes, fatal defects or not, so that a linter can say everything that
/// is wrong at once. There is a record wherever a key or an empty `p=` can be made out.
pub(super) fn read(text: &str) -> Parsed<KeyRecord, Defect> {
    let mut parsed = Parsed {
        record: None,
        defects: Vec::new(),
    };
    let list = TagList::parse(text);
    let tags = note_shape(&list, &mut parsed);
    note_version(&list, &tags, &mut parsed);
    let find = |name: &str| tags.iter().find(|tag| tag.name == name).copied();
    let key_type = find("k").map_or(Some(KeyType::Rsa), |tag| key_type(&tag, &mut parsed));
    let hashes = find("h").map(|tag| hashes(&tag, &mut parsed));
    let services = find("s").map(|tag| services(&tag, &mut parsed));
    let flags = find("t").map_or_else(Vec::new, |tag| flags(&tag, &mut parsed));
    let notes = find("n").map(|tag| tag.value.to_string());
    let key = match find("p") {
        Some(tag) => value::read(&tag, key_type, &mut parsed),
        None => {
            parsed.note(Span::new(text.len(), text.len()), Defect::KeyMissing);
            KeyData::None
        }
    };
    let key = match key {
        KeyData::None => None,
        KeyData::Revoked => Some(Key::Revoked),
        KeyData::Public(key, encoding) => Some(Key::Public { key, encoding }),
    };
    if let (Some(key), Some(key_type)) = (key, key_type) {
        parsed.record = Some(KeyRecord {
            key_type,
            hashes,
            services,
            flags,
            notes,
            key,
        });
    }
    parsed.defects.sort_by_key(|defect| defect.span);
    parsed
}

/// Notes what is no tag, a tag twice or unknown; gives the first tag of each name.
fn note_shape<'a>(list: &TagList<'a>, parsed: &mut Parsed<KeyRecord, Defect>) -> Vec<Tag<'a>> {
    let mut tags: Vec<Tag<'a>> = Vec::new();
    let last = list.entries.len().saturating_sub(1);
    for (index, entry) in list.entries.iter().enumerate() {
        match &entry.tag {
            Some(tag) if !is_tag_name(tag.name) => parsed.note(entry.span, Defect::NotATag),
            Some(tag) if tags.iter().any(|seen| seen.name == tag.name) => {
                parsed.note(entry.span, Defect::TagRepeated);
            }
            Some(tag) => {
                if tag.name == "g" {
                    parsed.note(entry.span, Defect::Granularity);
                } else if !KNOWN_TAGS.contains(&tag.name) {
                    parsed.note(entry.span, Defect::TagUnknown);
                }
                tags.push(*tag);
            }
            // §3.2: `tag-list = tag-spec *( ";" tag-spec ) [ ";" ]`, one semicolon may end it.
            None if entry.span.start == entry.span.end && index == last => {}
            None if entry.span.start == entry.span.end => {
                parsed.note(entry.span, Defect::TagEmpty);
            }
            None => parsed.note(entry.span, Defect::NotATag),
        }
    }
    if list.cut {
        let end = list.entries.last().map_or(0, |entry| entry.span.end);
        parsed.note(Span::new(end, list.text.len()), Defect::TooManyTags);
    }
    tags
}

/// §3.2: `tag-name = ALPHA *ALNUMPUNC`.
fn is_tag_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn note_version(list: &TagList<'_>, tags: &[Tag<'_>], parsed: &mut Parsed<KeyRecord, Defect>) {
    let Some(version) = tags.iter().find(|tag| tag.name == "v") else {
        parsed.note(Span::new(0, 0), Defect::VersionAbsent);
        return;
    };
    // §3.6.1: 'Verifiers must do a string comparison on this value; for example, "DKIM1" is not
    // the same as "DKIM1.0".'
    if version.value != VERSION {
        parsed.note(version.value_span, Defect::VersionWrong);
    }
    let first = list
        .entries
        .iter()
        .find(|entry| entry.span.start != entry.span.end);
    if first.is_none_or(|entry| entry.tag.as_ref() != Some(version)) {
        let span = Span::new(version.name_span.start, version.value_span.end);
        parsed.note(span, Defect::VersionNotFirst);
    }
}

fn key_type(tag: &Tag<'_>, parsed: &mut Parsed<KeyRecord, Defect>) -> Option<KeyType> {
    match tag.value {
        "rsa" => Some(KeyType::Rsa),
        "ed25519" => Some(KeyType::Ed25519),
        _ => {
            parsed.note(tag.value_span, Defect::KeyTypeUnknown);
            None
        }
    }
}

fn hashes(tag: &Tag<'_>, parsed: &mut Parsed<KeyRecord, Defect>) -> Vec<Hash> {
    words(tag, parsed)
        .map(|word| match word {
            "sha256" => Hash::Sha256,
            "sha1" => Hash::Sha1,
            other => Hash::Other(other.to_string()),
        })
        .collect()
}

fn services(tag: &Tag<'_>, parsed: &mut Parsed<KeyRecord, Defect>) -> Vec<Service> {
    words(tag, parsed)
        .map(|word| match word {
            "*" => Service::All,
            "email" => Service::Email,
            "tlsrpt" => Service::TlsRpt,
            other => Service::Other(other.to_string()),
        })
        .collect()
}

fn flags(tag: &Tag<'_>, parsed: &mut Parsed<KeyRecord, Defect>) -> Vec<Flag> {
    words(tag, parsed)
        .map(|word| match word {
            "y" => Flag::Testing,
            "s" => Flag::NoSubdomains,
            other => Flag::Other(other.to_string()),
        })
        .collect()
}

/// The words of a colon-separated list; what is no word is noted and left out.
fn words<'a>(
    tag: &Tag<'a>,
    parsed: &mut Parsed<KeyRecord, Defect>,
) -> impl Iterator<Item = &'a str> {
    let mut words = Vec::new();
    let mut start = tag.value_span.start;
    for piece in tag.value.split(':') {
        let word = piece.trim();
        let front = piece.len() - piece.trim_start().len();
        if is_word(word) || (tag.name == "s" && word == "*") {
            words.push(word);
        } else {
            let at = start + front;
            parsed.note(Span::new(at, at + word.len()), Defect::ListElement);
        }
        start += piece.len() + 1;
    }
    words.into_iter()
}

/// §2.10: `hyphenated-word = ALPHA [ *(ALPHA / DIGIT / "-") (ALPHA / DIGIT) ]`.
fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}
