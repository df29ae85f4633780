//! The `_smtp._tls` record (§3): type, tolerant parse, `Display`, and which of several counts.

use std::fmt;

use crate::answers::TxtRecord;
use crate::finding::Span;
use crate::parsed::Parsed;
use crate::report_uri::{self, ReportUri, UriFault};
use crate::tag_list::Tag;
use crate::versioned_txt::{self, FormFault, Piece};

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
    /// One that other records of this form can have as well.
    Form(FormFault),
    /// No `rua`.
    RuaMissing,
    /// A second `rua`.
    RuaRepeated,
    /// An entry of `rua` that is no usable URI.
    Uri(UriFault),
    /// A DMARC-style size limit.
    SizeSuffix,
}

/// Reads a record. `record` is there when the version is right and at least one URI is usable.
pub fn parse(text: &str) -> Parsed<Record, Defect> {
    let mut parsed = Parsed {
        record: None,
        defects: Vec::new(),
    };
    let rua = fields(text, &mut parsed);
    let version_is_right = parsed.defects.iter().all(|d| match &d.kind {
        Defect::Form(FormFault::VersionNotFirst | FormFault::SemicolonMissing) => false,
        Defect::Form(
            FormFault::SpaceBeforeDelimiter
            | FormFault::SpaceAroundEquals
            | FormFault::UnknownField(_)
            | FormFault::SemicolonRepeated
            | FormFault::NotAField,
        )
        | Defect::RuaMissing
        | Defect::RuaRepeated
        | Defect::Uri(_)
        | Defect::SizeSuffix => true,
    });
    match rua {
        None => parsed.note(Span::new(text.len(), text.len()), Defect::RuaMissing),
        Some(rua) if version_is_right && !rua.is_empty() => parsed.record = Some(Record { rua }),
        Some(_) => {}
    }
    parsed
}

/// Reads the fields; the URIs of the first `rua`, if there is one.
fn fields(text: &str, parsed: &mut Parsed<Record, Defect>) -> Option<Vec<ReportUri>> {
    let mut rua = None;
    for piece in versioned_txt::read(text, VERSION_FIELD, "rua") {
        match piece {
            Piece::Fault(span, fault) => parsed.note(span, Defect::Form(fault)),
            Piece::Own(tag) if rua.is_some() => parsed.note(tag.name_span, Defect::RuaRepeated),
            Piece::Own(tag) => rua = Some(uris(&tag, parsed)),
        }
    }
    rua
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
            [Defect::Form(FormFault::SemicolonMissing)]
        );
        assert_eq!(
            defects(&format!("v=TLSRPTv1\t;{rua}")),
            [Defect::Form(FormFault::SpaceBeforeDelimiter)]
        );
        assert_eq!(
            defects(&format!("v = TLSRPTv1;{rua}")),
            [Defect::Form(FormFault::VersionNotFirst)]
        );
        assert_eq!(
            defects(&format!("{rua};v=TLSRPTv1")),
            [Defect::Form(FormFault::VersionNotFirst)]
        );
        assert_eq!(
            defects("v=TLSRPTv1; rua = mailto:t@example.com"),
            [Defect::Form(FormFault::SpaceAroundEquals)]
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
