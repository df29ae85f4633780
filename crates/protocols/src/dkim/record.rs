//! The key record (§3.6.1): type, tolerant parse, `Display`.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::defect::Defect;
use super::key::{Encoding, KeyType, PublicKey};
use super::value;
use crate::finding::Span;
use crate::parsed::{self, Parsed};
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

/// Reads a record as a verifier must: there is a record only where no defect is fatal.
pub fn parse(text: &str) -> Parsed<KeyRecord, Defect> {
    let reading = read(text);
    let defects = reading.defects.clone();
    let fatal = defects.iter().any(|defect| defect.kind.is_fatal());
    let record = if fatal { None } else { reading.record() };
    Parsed { record, defects }
}

/// A text as far as it can be read, fatal defects or not, so that a linter can say everything that
/// is wrong at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// `k=`; `None` where it names no key type.
    pub(super) key_type: Option<KeyType>,
    /// `h=`.
    pub(super) hashes: Option<Vec<Hash>>,
    /// `s=`.
    pub(super) services: Option<Vec<Service>>,
    /// `t=`.
    pub(super) flags: Vec<Flag>,
    /// `n=`.
    pub(super) notes: Option<String>,
    /// `p=`; `None` where there is none or it cannot be made out.
    pub(super) key: Option<Key>,
    /// Every deviation.
    pub(super) defects: Vec<parsed::Defect<Defect>>,
}

impl Reading {
    fn record(self) -> Option<KeyRecord> {
        Some(KeyRecord {
            key_type: self.key_type?,
            hashes: self.hashes,
            services: self.services,
            flags: self.flags,
            notes: self.notes,
            key: self.key?,
        })
    }

    /// The key, as far as it can be made out.
    pub(super) fn public_key(&self) -> Option<&PublicKey> {
        match self.key.as_ref()? {
            Key::Revoked => None,
            Key::Public { key, .. } => Some(key),
        }
    }
}

/// The deviations found so far.
#[derive(Debug, Default)]
pub(super) struct Notes(Vec<parsed::Defect<Defect>>);

impl Notes {
    pub(super) fn note(&mut self, span: Span, kind: Defect) {
        self.0.push(parsed::Defect { span, kind });
    }
}

/// Reads a text as far as it goes.
pub(super) fn read(text: &str) -> Reading {
    let mut notes = Notes::default();
    let list = TagList::parse(text);
    let tags = note_shape(&list, &mut notes);
    note_version(&list, &tags, &mut notes);
    let find = |name: &str| tags.iter().find(|tag| tag.name == name).copied();
    let key_type = find("k").map_or(Some(KeyType::Rsa), |tag| key_type(&tag, &mut notes));
    let hashes = find("h").map(|tag| hashes(&tag, &mut notes));
    let services = find("s").map(|tag| services(&tag, &mut notes));
    let flags = find("t").map_or_else(Vec::new, |tag| flags(&tag, &mut notes));
    let key = match find("p") {
        Some(tag) => value::read(&tag, key_type, &mut notes),
        None => {
            notes.note(Span::new(text.len(), text.len()), Defect::KeyMissing);
            None
        }
    };
    let mut defects = notes.0;
    defects.sort_by_key(|defect| defect.span);
    Reading {
        key_type,
        hashes,
        services,
        flags,
        notes: find("n").map(|tag| tag.value.to_string()),
        key,
        defects,
    }
}

/// Notes what is no tag, a tag twice or unknown; gives the first tag of each name.
fn note_shape<'a>(list: &TagList<'a>, notes: &mut Notes) -> Vec<Tag<'a>> {
    let mut tags: Vec<Tag<'a>> = Vec::new();
    let last = list.entries.len().saturating_sub(1);
    for (index, entry) in list.entries.iter().enumerate() {
        match &entry.tag {
            Some(tag) if !is_tag_name(tag.name) => notes.note(entry.span, Defect::NotATag),
            Some(tag) if tags.iter().any(|seen| seen.name == tag.name) => {
                notes.note(entry.span, Defect::TagRepeated);
            }
            Some(tag) => {
                if tag.name == "g" {
                    notes.note(entry.span, Defect::Granularity);
                } else if !KNOWN_TAGS.contains(&tag.name) {
                    notes.note(entry.span, Defect::TagUnknown);
                }
                tags.push(*tag);
            }
            // §3.2: `tag-list = tag-spec *( ";" tag-spec ) [ ";" ]`, one semicolon may end it.
            None if entry.span.start == entry.span.end && index == last => {}
            None if entry.span.start == entry.span.end => {
                notes.note(entry.span, Defect::TagEmpty);
            }
            None => notes.note(entry.span, Defect::NotATag),
        }
    }
    if list.cut {
        let end = list.entries.last().map_or(0, |entry| entry.span.end);
        notes.note(Span::new(end, list.text.len()), Defect::TooManyTags);
    }
    tags
}

/// §3.2: `tag-name = ALPHA *ALNUMPUNC`.
fn is_tag_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn note_version(list: &TagList<'_>, tags: &[Tag<'_>], notes: &mut Notes) {
    let Some(version) = tags.iter().find(|tag| tag.name == "v") else {
        notes.note(Span::new(0, 0), Defect::VersionAbsent);
        return;
    };
    // §3.6.1: 'Verifiers must do a string comparison on this value; for example, "DKIM1" is not
    // the same as "DKIM1.0".'
    if version.value != VERSION {
        notes.note(version.value_span, Defect::VersionWrong);
    }
    let first = list
        .entries
        .iter()
        .find(|entry| entry.span.start != entry.span.end);
    if first.is_none_or(|entry| entry.tag.as_ref() != Some(version)) {
        let span = Span::new(version.name_span.start, version.value_span.end);
        notes.note(span, Defect::VersionNotFirst);
    }
}

fn key_type(tag: &Tag<'_>, notes: &mut Notes) -> Option<KeyType> {
    match tag.value {
        "rsa" => Some(KeyType::Rsa),
        "ed25519" => Some(KeyType::Ed25519),
        _ => {
            notes.note(tag.value_span, Defect::KeyTypeUnknown);
            None
        }
    }
}

fn hashes(tag: &Tag<'_>, notes: &mut Notes) -> Vec<Hash> {
    words(tag, notes)
        .map(|word| match word {
            "sha256" => Hash::Sha256,
            "sha1" => Hash::Sha1,
            other => Hash::Other(other.to_string()),
        })
        .collect()
}

fn services(tag: &Tag<'_>, notes: &mut Notes) -> Vec<Service> {
    words(tag, notes)
        .map(|word| match word {
            "*" => Service::All,
            "email" => Service::Email,
            "tlsrpt" => Service::TlsRpt,
            other => Service::Other(other.to_string()),
        })
        .collect()
}

fn flags(tag: &Tag<'_>, notes: &mut Notes) -> Vec<Flag> {
    words(tag, notes)
        .map(|word| match word {
            "y" => Flag::Testing,
            "s" => Flag::NoSubdomains,
            other => Flag::Other(other.to_string()),
        })
        .collect()
}

/// The words of a colon-separated list; what is no word is noted and left out.
fn words<'a>(tag: &Tag<'a>, notes: &mut Notes) -> impl Iterator<Item = &'a str> {
    let mut words = Vec::new();
    let mut start = tag.value_span.start;
    for piece in tag.value.split(':') {
        let word = piece.trim();
        let front = piece.len() - piece.trim_start().len();
        if is_word(word) || (tag.name == "s" && word == "*") {
            words.push(word);
        } else {
            let at = start + front;
            notes.note(Span::new(at, at + word.len()), Defect::ListElement);
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
