//! The `_smtp._tls` record (§3): type, tolerant parse, `Display`, and which of several counts.

use std::fmt;

use crate::answers::TxtRecord;
use crate::finding::Span;
use crate::parsed::Parsed;
use crate::report_uri::{self, ReportUri, UriFault};
use crate::tag_list::{Tag, TagList};

/// The label pair the record stands under.
pub const OWNER_PREFIX: &str = "_smtp._tls";

/// What a record begins with (§3, case-sensitive).
const VERSION: &str = "TLSRPTv1";

/// A TLS reporting record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Where reports go, at least one.
    pub rua: Vec<ReportUri>,
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v={VERSION}; rua=")?;
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
    /// White space before the first `;`, which the grammar allows and the selection rule does not.
    SpaceBeforeDelimiter,
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
    /// Something between semicolons that is no `name=value`.
    NotAField,
}

/// Reads a record. `record` is there when the version is right and at least one URI is usable.
pub fn parse(text: &str) -> Parsed<Record, Defect> {
    let mut parsed = Parsed {
        record: None,
        defects: Vec::new(),
    };
    let list = TagList::parse(text);
    let version_is_right = version(&list, &mut parsed);
    let mut rua: Option<Vec<ReportUri>> = None;
    for entry in list.entries.iter().skip(1) {
        match &entry.tag {
            Some(tag) if tag.name == "rua" && rua.is_some() => {
                parsed.note(tag.name_span, Defect::RuaRepeated);
            }
            Some(tag) if tag.name == "rua" => rua = Some(uris(tag, &mut parsed)),
            Some(tag) => parsed.note(tag.name_span, Defect::UnknownField(tag.name.to_string())),
            None if entry.span.start == entry.span.end => {}
            None => parsed.note(entry.span, Defect::NotAField),
        }
    }
    match rua {
        None => parsed.note(Span::new(text.len(), text.len()), Defect::RuaMissing),
        Some(rua) if version_is_right && !rua.is_empty() => parsed.record = Some(Record { rua }),
        Some(_) => {}
    }
    parsed
}

fn version(list: &TagList<'_>, parsed: &mut Parsed<Record, Defect>) -> bool {
    let Some(first) = list.entries.first() else {
        return false;
    };
    match &first.tag {
        Some(tag) if tag.name == "v" && tag.value == VERSION && first.span.start == 0 => {
            if list
                .text
                .as_bytes()
                .get(first.span.end)
                .is_some_and(|b| *b != b';')
            {
                parsed.note(
                    Span::new(first.span.end, first.span.end + 1),
                    Defect::SpaceBeforeDelimiter,
                );
            }
            true
        }
        Some(_) | None => {
            parsed.note(first.span, Defect::VersionNotFirst);
            false
        }
    }
}

fn uris(tag: &Tag<'_>, parsed: &mut Parsed<Record, Defect>) -> Vec<ReportUri> {
    let mut usable = Vec::new();
    for entry in report_uri::parse_list(tag.value, tag.value_span.start) {
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

/// Which of the TXT records at `_smtp._tls` counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// None begins with `v=TLSRPTv1;`. What stands there instead, if anything.
    None(Vec<String>),
    /// The one that does.
    One(String),
    /// Several do: the domain does not implement TLSRPT (§3).
    Several(Vec<String>),
}

/// §3: 'Records that do not begin with "v=TLSRPTv1;" are discarded. If the number of resulting
/// records is not one, senders MUST assume the recipient domain does not implement TLSRPT.'
pub fn select(records: &[TxtRecord]) -> Selection {
    let texts: Vec<String> = records.iter().map(TxtRecord::text).collect();
    let mut counting: Vec<String> = texts
        .iter()
        .filter(|text| text.starts_with("v=TLSRPTv1;"))
        .cloned()
        .collect();
    match counting.len() {
        0 => Selection::None(texts),
        1 => Selection::One(counting.remove(0)),
        _ => Selection::Several(counting),
    }
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
