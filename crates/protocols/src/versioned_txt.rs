//! What the TXT records of MTA-STS (RFC 8461 §3.1) and TLS reporting (RFC 8460 §3) have in common: the
//! version in front, how one of several records is picked, and the form `v=…; field=value`.

use crate::answers::TxtRecord;
use crate::finding::Span;
use crate::tag_list::{Tag, TagList};

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

/// A deviation from the form that both records have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormFault {
    /// The text does not begin with the version.
    VersionNotFirst,
    /// Nothing ends the version: `v=STSv1` alone, or `v=STSv1 id=…`.
    SemicolonMissing,
    /// White space before the first `;`, which the grammar allows and the selection rule does not.
    SpaceBeforeDelimiter,
    /// White space on a side of `=`, which the grammar does not allow.
    SpaceAroundEquals,
    /// A field that the standard does not define.
    UnknownField(String),
    /// Two semicolons with nothing between them.
    SemicolonRepeated,
    /// Something between semicolons that is no `name=value` by the grammar.
    NotAField,
}

/// What stands in a record, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// The field that the standard defines; there may be several.
    Own(Tag<'a>),
    /// A deviation.
    Fault(Span, FormFault),
}

/// Reads a record of the form `version_field; own_field=value`.
pub(crate) fn read<'a>(text: &'a str, version_field: &str, own_field: &str) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let (start, fault) = version(text, version_field);
    pieces.extend(fault.map(|(span, fault)| Piece::Fault(span, fault)));
    let list = TagList::parse(&text[start..]);
    let moved = |span: Span| Span::new(span.start + start, span.end + start);
    let fault = |span, fault| Piece::Fault(moved(span), fault);
    // The first entry ends at the version's semicolon, the last one begins behind the final one.
    let last = list.entries.len().saturating_sub(1);
    for (index, entry) in list.entries.iter().enumerate() {
        let Some(tag) = &entry.tag else {
            if entry.span.start < entry.span.end {
                pieces.push(fault(entry.span, FormFault::NotAField));
            } else if index > 0 && index < last {
                let semicolon = list.text[entry.span.start..].find(';').unwrap_or(0);
                let end = entry.span.start + semicolon + 1;
                pieces.push(fault(
                    Span::new(entry.span.start, end),
                    FormFault::SemicolonRepeated,
                ));
            }
            continue;
        };
        if tag.name_span.end + 1 != tag.value_span.start && !tag.value.is_empty() {
            pieces.push(fault(entry.span, FormFault::SpaceAroundEquals));
        }
        if tag.name == own_field {
            pieces.push(Piece::Own(Tag {
                name_span: moved(tag.name_span),
                value_span: moved(tag.value_span),
                ..*tag
            }));
        } else if tag.name == "v" {
            // The version where it does not belong was noted already.
        } else if is_extension(tag) {
            let name = tag.name.to_string();
            pieces.push(fault(tag.name_span, FormFault::UnknownField(name)));
        } else {
            pieces.push(fault(entry.span, FormFault::NotAField));
        }
    }
    if list.cut {
        let end = Span::new(text.len(), text.len());
        pieces.push(Piece::Fault(end, FormFault::NotAField));
    }
    pieces
}

/// Judges the version: where the fields begin, and what is wrong.
fn version(text: &str, version_field: &str) -> (usize, Option<(Span, FormFault)>) {
    let first = text.split(';').next().unwrap_or(text);
    let not_first = Some((Span::new(0, first.len()), FormFault::VersionNotFirst));
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
            (end, Some((span, FormFault::SpaceBeforeDelimiter)))
        }
        Some(_) if gap == 0 => (first.len(), not_first),
        Some(_) | None => (
            end,
            Some((Span::new(end, end), FormFault::SemicolonMissing)),
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
fn is_extension(tag: &Tag<'_>) -> bool {
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
