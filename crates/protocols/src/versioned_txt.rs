//! What the TXT records of MTA-STS (RFC 8461 §3.1) and TLS reporting (RFC 8460 §3) have in common: the
//! version in front, how one of several records is picked, and the grammar of other fields.

use crate::answers::TxtRecord;
use crate::finding::Span;
use crate::tag_list::Tag;

/// Which of the TXT records at a name counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// None begins with the version and a semicolon. What stands there instead, if anything.
    None(Vec<String>),
    /// The one that does.
    One(String),
    /// Several do: both standards have senders act as if there were none.
    Several(Vec<String>),
}

impl Selection {
    /// RFC 8461 §3.1 and RFC 8460 §3: 'records that do not begin with "v=…;" are discarded. If the
    /// number of resulting records is not one', there is no record.
    pub(crate) fn of(records: &[TxtRecord], version_field: &str) -> Selection {
        let texts: Vec<String> = records.iter().map(TxtRecord::text).collect();
        let counts = |text: &&String| {
            let rest = text.strip_prefix(version_field);
            rest.is_some_and(|rest| rest.starts_with(';'))
        };
        let mut counting: Vec<String> = texts.iter().filter(counts).cloned().collect();
        match counting.len() {
            0 => Selection::None(texts),
            1 => Selection::One(counting.remove(0)),
            _ => Selection::Several(counting),
        }
    }

    /// The texts that do not count but hold this word, so that they were meant to be the record.
    pub(crate) fn meant(&self, word: &str) -> Vec<&str> {
        match self {
            Selection::None(texts) => texts
                .iter()
                .map(String::as_str)
                .filter(|text| text.to_ascii_lowercase().contains(word))
                .collect(),
            Selection::One(_) | Selection::Several(_) => Vec::new(),
        }
    }
}

/// What is wrong with the version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VersionFault {
    /// The text does not begin with it.
    NotFirst,
    /// Nothing ends it.
    SemicolonMissing,
    /// White space before the `;`, which the grammar allows and the selection rule does not.
    SpaceBeforeDelimiter,
}

/// Judges the version: where the fields begin, and what is wrong.
pub(crate) fn version(text: &str, version_field: &str) -> (usize, Option<(Span, VersionFault)>) {
    let first = text.split(';').next().unwrap_or(text);
    let not_first = Some((Span::new(0, first.len()), VersionFault::NotFirst));
    let Some(rest) = text.strip_prefix(version_field) else {
        // Without a version at the front every entry may be a field.
        let fields = if looks_like_version(first) {
            first.len()
        } else {
            0
        };
        return (fields, not_first);
    };
    let end = version_field.len();
    let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    match rest[gap..].chars().next() {
        Some(';') if gap == 0 => (end, None),
        Some(';') => {
            let span = Span::new(end, end + gap);
            (end, Some((span, VersionFault::SpaceBeforeDelimiter)))
        }
        Some(_) if gap == 0 => (first.len(), not_first),
        Some(_) | None => (
            end,
            Some((Span::new(end, end), VersionFault::SemicolonMissing)),
        ),
    }
}

/// Whether an entry was meant to be the version.
pub(crate) fn looks_like_version(entry: &str) -> bool {
    let name = entry.split('=').next().unwrap_or(entry);
    name.trim().eq_ignore_ascii_case("v")
}

/// RFC 8461 §3.1 and RFC 8460 §3 alike: a name is `(ALPHA / DIGIT) *31(ALPHA / DIGIT / "_" / "-" /
/// ".")` and a value `1*(%x21-3A / %x3C / %x3E-7E)`.
pub(crate) fn is_extension(tag: &Tag<'_>) -> bool {
    let name = tag.name.as_bytes();
    let named = name.len() <= 32
        && name.first().is_some_and(u8::is_ascii_alphanumeric)
        && name
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    let value = tag.value.as_bytes();
    let valued = !value.is_empty()
        && value
            .iter()
            .all(|b| b.is_ascii_graphic() && !matches!(b, b'=' | b';'));
    named && valued
}
