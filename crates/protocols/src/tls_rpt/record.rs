//! The `_smtp._tls` record (§3): type, tolerant parse, `Display`, and which of several counts.

use std::fmt;

use crate::answers::TxtRecord;
use crate::finding::Span;
use crate::parsed::Parsed;
use crate::report_uri::{self, ReportUri, UriFault};
use crate::tag_list::{Tag, TagList};
use crate::versioned_txt::{self, VersionFault, is_extension};

pub use crate::versioned_txt::Selection;

/// The label pair the record stands under.
pub const OWNER_PREFIX: &str = "_smtp._tls";

/// What a record begins with (§3, case-sensitive).
pub(super) const VERSION_FIELD: &str = "v=TLSRPTv1";

/// A TLS reporting record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Where reports go, at least one.
    pub rua: Vec<ReportUri>,
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{VERSION_FIELD}; rua=")?;
        for (index, uri) in self.rua.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{uri}")?;
        }
        Ok(())
    }
}

/// A deviation from §3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// The text does not begin with `v=TLSRPTv1`.
    VersionNotFirst,
    /// Nothing ends the version: `v=TLSRPTv1` alone, or `v=TLSRPTv1 rua=…`.
    SemicolonMissing,
    /// White space before the first `;`, which the grammar allows and the selection rule does not.
    SpaceBeforeDelimiter,
    /// White space on a side of `=`, which the grammar does not allow.
    SpaceAroundEquals,
    /// No `rua`.
    RuaMissing,
    /// A second `rua`.
    RuaRepeated,
    /// An entry of `rua` that is no usable URI.
    Uri(UriFault),
    /// A DMARC-style size limit.
    SizeSuffix,
    /// A field that §3 does not define.
    UnknownField(String),
    /// Two semicolons with nothing between them.
    SemicolonRepeated,
    /// Something between semicolons that is no `name=value` by the grammar.
    NotAField,
}

/// Reads a record. `record` is there when the version is right and at least one URI is usable.
pub fn parse(text: &str) -> Parsed<Record, Defect> {
    let mut parsed = Parsed {
        record: None,
        defects: Vec::new(),
    };
    let start = version(text, &mut parsed);
    let version_is_right = parsed.defects.iter().all(|d| match d.kind {
        Defect::VersionNotFirst | Defect::SemicolonMissing => false,
        Defect::SpaceBeforeDelimiter
        | Defect::SpaceAroundEquals
        | Defect::RuaMissing
        | Defect::RuaRepeated
        | Defect::Uri(_)
        | Defect::SizeSuffix
        | Defect::UnknownField(_)
        | Defect::SemicolonRepeated
        | Defect::NotAField => true,
    });
    match fields(text, start, &mut parsed) {
        None => parsed.note(Span::new(text.len(), text.len()), Defect::RuaMissing),
        Some(rua) if version_is_right && !rua.is_empty() => parsed.record = Some(Record { rua }),
        Some(_) => {}
    }
    parsed
}

/// Judges the version and says where the fields begin.
fn version(text: &str, parsed: &mut Parsed<Record, Defect>) -> usize {
    let (fields, fault) = versioned_txt::version(text, VERSION_FIELD);
    if let Some((span, fault)) = fault {
        parsed.note(
            span,
            match fault {
                VersionFault::NotFirst => Defect::VersionNotFirst,
                VersionFault::SemicolonMissing => Defect::SemicolonMissing,
                VersionFault::SpaceBeforeDelimiter => Defect::SpaceBeforeDelimiter,
            },
        );
    }
    fields
}

/// Reads the fields from `start` on; the URIs of the first `rua`, if there is one.
fn fields(text: &str, start: usize, parsed: &mut Parsed<Record, Defect>) -> Option<Vec<ReportUri>> {
    let list = TagList::parse(&text[start..]);
    let moved = |span: Span| Span::new(span.start + start, span.end + start);
    let mut rua = None;
    // The first entry ends at the version's semicolon, the last one begins behind the final one.
    let last = list.entries.len().saturating_sub(1);
    for (index, entry) in list.entries.iter().enumerate() {
        let Some(tag) = &entry.tag else {
            if entry.span.start < entry.span.end {
                parsed.note(moved(entry.span), Defect::NotAField);
            } else if index > 0 && index < last {
                let semicolon = list.text[entry.span.start..].find(';').unwrap_or(0);
                let end = entry.span.start + semicolon + 1;
                parsed.note(
                    moved(Span::new(entry.span.start, end)),
                    Defect::SemicolonRepeated,
                );
            }
            continue;
        };
        if tag.name_span.end + 1 != tag.value_span.start && !tag.value.is_empty() {
            parsed.note(moved(entry.span), Defect::SpaceAroundEquals);
        }
        match tag.name {
            "rua" if rua.is_some() => parsed.note(moved(tag.name_span), Defect::RuaRepeated),
            "rua" => rua = Some(uris(tag, moved(tag.value_span).start, parsed)),
            // The version where it does not belong was noted already.
            "v" => {}
            _ if is_extension(tag) => {
                parsed.note(
                    moved(tag.name_span),
                    Defect::UnknownField(tag.name.to_string()),
                );
            }
            _ => parsed.note(moved(entry.span), Defect::NotAField),
        }
    }
    if list.cut {
        parsed.note(Span::new(text.len(), text.len()), Defect::NotAField);
    }
    rua
}

fn uris(tag: &Tag<'_>, start: usize, parsed: &mut Parsed<Record, Defect>) -> Vec<ReportUri> {
    let mut usable = Vec::new();
    for entry in report_uri::parse_list(tag.value, start) {
        if let Some(span) = entry.size_suffix {
            parsed.note(span, Defect::SizeSuffix);
        }
        match entry.uri {
            Ok(uri) => usable.push(uri),
            Err(fault) => parsed.note(entry.span, Defect::Uri(fault)),
        }
    }
    usable
}

/// §3: 'Records that do not begin with "v=TLSRPTv1;" are discarded. If the number of resulting
/// records is not one, senders MUST assume the recipient domain does not implement TLSRPT.'
pub fn select(records: &[TxtRecord]) -> Selection {
    Selection::of(records, VERSION_FIELD)
}

/// The texts that do not count but were meant to be the record.
pub(super) fn meant(selection: &Selection) -> Vec<&str> {
    selection.meant("tlsrpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_and_its_text() {
        let text = "v=TLSRPTv1; rua=mailto:t@example.com,https://r.example.com/v1";
        let parsed = parse(text);
        assert_eq!(parsed.defects, []);
        assert_eq!(parsed.record.unwrap().to_string(), text);
    }

    #[test]
    fn versions() {
        let defects = |text: &str| {
            let defects = parse(text).defects.into_iter();
            defects.map(|d| d.kind).collect::<Vec<_>>()
        };
        let rua = "rua=mailto:t@example.com";
        assert_eq!(
            defects(&format!("v=TLSRPTv1 {rua}")),
            [Defect::SemicolonMissing]
        );
        assert_eq!(
            defects(&format!("v=TLSRPTv1\t;{rua}")),
            [Defect::SpaceBeforeDelimiter]
        );
        assert_eq!(
            defects(&format!("v = TLSRPTv1;{rua}")),
            [Defect::VersionNotFirst]
        );
        assert_eq!(
            defects(&format!("{rua};v=TLSRPTv1")),
            [Defect::VersionNotFirst]
        );
        assert_eq!(
            defects("v=TLSRPTv1; rua = mailto:t@example.com"),
            [Defect::SpaceAroundEquals]
        );
    }

    #[test]
    fn which_one_counts() {
        let one = TxtRecord::of("v=TLSRPTv1; rua=mailto:t@example.com");
        let other = TxtRecord::of("v=tlsrptv1; rua=mailto:t@example.com");
        assert_eq!(
            select(&[other.clone(), one.clone()]),
            Selection::One(one.text())
        );
        assert!(matches!(select(&[one.clone(), one]), Selection::Several(_)));
        assert!(matches!(select(&[other]), Selection::None(_)));
    }
}
