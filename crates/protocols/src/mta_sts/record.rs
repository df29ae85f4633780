//! The `_mta-sts` TXT record (§3.1): type, tolerant parse, `Display`, and which of several counts.

use std::fmt;

use crate::answers::TxtRecord;
use crate::finding::Span;
use crate::parsed::Parsed;
use crate::tag_list::TagList;
use crate::versioned_txt::{self, VersionFault, is_extension};

pub use crate::versioned_txt::Selection;

/// The label the record stands under.
pub const OWNER_PREFIX: &str = "_mta-sts";

/// What a record begins with (§3.1, case-sensitive).
pub const VERSION_FIELD: &str = "v=STSv1";

/// Octets of an `id` (§3.1: 1*32(ALPHA / DIGIT)).
pub const ID_OCTETS_MAX: usize = 32;

/// The `id` of a policy: 1–32 ASCII letters and digits. Ids are compared for equality only; §3.1:
/// 'There is no implied ordering of "id" fields between revisions.'
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PolicyId(String);

impl PolicyId {
    /// Reads an id; `None` when it is empty, too long, or has anything but letters and digits.
    pub fn parse(text: &str) -> Option<PolicyId> {
        let fits = (1..=ID_OCTETS_MAX).contains(&text.len());
        let clean = text.bytes().all(|b| b.is_ascii_alphanumeric());
        (fits && clean).then(|| PolicyId(text.to_string()))
    }

    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PolicyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// An MTA-STS record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Which policy stands at the policy host now.
    pub id: PolicyId,
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{VERSION_FIELD}; id={}", self.id)
    }
}

/// A deviation from §3.1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// The text does not begin with `v=STSv1`.
    VersionNotFirst,
    /// Nothing ends the version: `v=STSv1` alone, or `v=STSv1 id=…`.
    SemicolonMissing,
    /// White space before the first `;`, which the grammar allows and the selection rule does not.
    SpaceBeforeDelimiter,
    /// White space on a side of `=`, which the grammar does not allow.
    SpaceAroundEquals,
    /// No `id`, or one without a value.
    IdMissing,
    /// An `id` of more than 32 octets.
    IdTooLong,
    /// An `id` with something else than letters and digits.
    IdBadCharacter,
    /// A second `id`; the first one counts (§3.2).
    IdRepeated,
    /// A field that §3.1 does not define; it is ignored.
    UnknownField(String),
    /// Two semicolons with nothing between them.
    SemicolonRepeated,
    /// Something between semicolons that is no `name=value` by the grammar.
    NotAField,
}

impl Defect {
    /// Whether the record does not count because of it. §3.1: 'if the resulting record is
    /// syntactically invalid, senders MUST assume the recipient domain does not have an available
    /// MTA-STS Policy'.
    fn is_fatal(&self) -> bool {
        match self {
            Defect::VersionNotFirst
            | Defect::SemicolonMissing
            | Defect::SpaceAroundEquals
            | Defect::IdMissing
            | Defect::IdTooLong
            | Defect::IdBadCharacter
            | Defect::SemicolonRepeated
            | Defect::NotAField => true,
            Defect::SpaceBeforeDelimiter | Defect::IdRepeated | Defect::UnknownField(_) => false,
        }
    }
}

/// Reads a record. `record` is there when nothing breaks the grammar.
pub fn parse(text: &str) -> Parsed<Record, Defect> {
    let mut parsed = Parsed {
        record: None,
        defects: Vec::new(),
    };
    let rest = version(text, &mut parsed);
    let id = fields(text, rest, &mut parsed);
    if id.is_none() && !parsed.defects.iter().any(|d| is_about_id(&d.kind)) {
        parsed.note(Span::new(text.len(), text.len()), Defect::IdMissing);
    }
    if !parsed.defects.iter().any(|d| d.kind.is_fatal()) {
        parsed.record = id.map(|id| Record { id });
    }
    parsed
}

fn is_about_id(defect: &Defect) -> bool {
    matches!(
        defect,
        Defect::IdMissing | Defect::IdTooLong | Defect::IdBadCharacter
    )
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

/// Reads the fields from `start` on; the first `id` counts (§3.2: 'all entries except for the first
/// SHALL be ignored').
fn fields(text: &str, start: usize, parsed: &mut Parsed<Record, Defect>) -> Option<PolicyId> {
    let list = TagList::parse(&text[start..]);
    let moved = |span: Span| Span::new(span.start + start, span.end + start);
    let mut id_seen = false;
    let mut id = None;
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
            "id" if id_seen => parsed.note(moved(tag.name_span), Defect::IdRepeated),
            "id" => {
                id_seen = true;
                id = PolicyId::parse(tag.value);
                if id.is_none() {
                    let span = moved(if tag.value.is_empty() {
                        entry.span
                    } else {
                        tag.value_span
                    });
                    parsed.note(span, id_defect(tag.value));
                }
            }
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
    id
}

fn id_defect(value: &str) -> Defect {
    if value.is_empty() {
        Defect::IdMissing
    } else if value.bytes().all(|b| b.is_ascii_alphanumeric()) {
        Defect::IdTooLong
    } else {
        Defect::IdBadCharacter
    }
}

/// §3.1: 'records that do not begin with "v=STSv1;" are discarded. If the number of resulting records
/// is not one, […] senders MUST assume the recipient domain does not have an available MTA-STS
/// Policy'.
pub fn select(records: &[TxtRecord]) -> Selection {
    Selection::of(records, VERSION_FIELD)
}

/// The texts that do not count but were meant to be the record.
pub(super) fn meant(selection: &Selection) -> Vec<&str> {
    selection.meant("stsv")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn defects(text: &str) -> Vec<Defect> {
        parse(text).defects.into_iter().map(|d| d.kind).collect()
    }

    #[test]
    fn a_record_and_its_text() {
        let text = "v=STSv1; id=20230117071500Z";
        let parsed = parse(text);
        assert_eq!(parsed.defects, []);
        assert_eq!(parsed.record.unwrap().to_string(), text);
        assert_eq!(defects("v=STSv1;id=1;"), []);
    }

    #[test]
    fn versions() {
        assert_eq!(
            defects("v=STSv1"),
            [Defect::SemicolonMissing, Defect::IdMissing]
        );
        assert_eq!(defects("v=STSv1 id=1"), [Defect::SemicolonMissing]);
        assert_eq!(defects("v=STSv1 ; id=1"), [Defect::SpaceBeforeDelimiter]);
        assert_eq!(defects("v=STSv10; id=1"), [Defect::VersionNotFirst]);
        assert_eq!(defects("v=stsv1; id=1"), [Defect::VersionNotFirst]);
        assert_eq!(defects(" v=STSv1; id=1"), [Defect::VersionNotFirst]);
        assert_eq!(defects("id=1; v=STSv1;"), [Defect::VersionNotFirst]);
    }

    #[test]
    fn ids() {
        assert_eq!(defects("v=STSv1; id="), [Defect::IdMissing]);
        assert_eq!(defects("v=STSv1; id=2026-01-01"), [Defect::IdBadCharacter]);
        let long = format!("v=STSv1; id={}", "1".repeat(33));
        assert_eq!(defects(&long), [Defect::IdTooLong]);
        assert_eq!(defects("v=STSv1; id = 1"), [Defect::SpaceAroundEquals]);
        let two = parse("v=STSv1; id=1; id=2");
        assert_eq!(two.record.unwrap().id.as_str(), "1");
        assert_eq!(two.defects[0].kind, Defect::IdRepeated);
    }

    #[test]
    fn extensions() {
        let other = parse("v=STSv1; id=1; x-y.z=a");
        assert!(other.record.is_some());
        assert_eq!(
            other.defects[0].kind,
            Defect::UnknownField("x-y.z".to_string())
        );
        assert_eq!(defects("v=STSv1; id=1; -x=a"), [Defect::NotAField]);
        assert_eq!(defects("v=STSv1; id=1; x=a b"), [Defect::NotAField]);
        assert_eq!(defects("v=STSv1; id=1; ü=a"), [Defect::NotAField]);
        assert_eq!(defects("v=STSv1; id=1; hello"), [Defect::NotAField]);
    }

    #[test]
    fn which_one_counts() {
        let one = TxtRecord::of("v=STSv1; id=1");
        let other = TxtRecord::of("v=stsv1; id=1");
        assert_eq!(
            select(&[other.clone(), one.clone()]),
            Selection::One(one.text())
        );
        assert!(matches!(select(&[one.clone(), one]), Selection::Several(_)));
        assert_eq!(meant(&select(&[other])), ["v=stsv1; id=1"]);
    }
}
