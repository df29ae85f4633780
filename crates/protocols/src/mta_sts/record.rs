//! The `_mta-sts` TXT record (§3.1): type, tolerant parse, `Display`, and which of several counts.

use std::fmt;

use crate::answers::TxtRecord;
use crate::finding::Span;
use crate::parsed::Parsed;
use crate::versioned_txt::{self, FormFault, Piece};

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
    /// One that other records of this form can have as well.
    Form(FormFault),
    /// No `id`, or one without a value.
    IdMissing,
    /// An `id` of more than 32 octets.
    IdTooLong,
    /// An `id` with something else than letters and digits.
    IdBadCharacter,
    /// A second `id`; the first one counts (§3.2).
    IdRepeated,
}

impl Defect {
    /// Whether the record does not count because of it. §3.1: 'if the resulting record is
    /// syntactically invalid, senders MUST assume the recipient domain does not have an available
    /// MTA-STS Policy'.
    fn is_fatal(&self) -> bool {
        match self {
            Defect::Form(fault) => match fault {
                FormFault::VersionNotFirst
                | FormFault::SemicolonMissing
                | FormFault::SpaceAroundEquals
                | FormFault::SemicolonRepeated
                | FormFault::NotAField => true,
                FormFault::SpaceBeforeDelimiter | FormFault::UnknownField(_) => false,
            },
            Defect::IdMissing | Defect::IdTooLong | Defect::IdBadCharacter => true,
            Defect::IdRepeated => false,
        }
    }
}

/// Reads a record. `record` is there when nothing breaks the grammar.
pub fn parse(text: &str) -> Parsed<Record, Defect> {
    let mut parsed = Parsed {
        record: None,
        defects: Vec::new(),
    };
    let id = fields(text, &mut parsed);
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

/// Reads the fields; the first `id` counts (§3.2: 'all entries except for the first SHALL be
/// ignored').
fn fields(text: &str, parsed: &mut Parsed<Record, Defect>) -> Option<PolicyId> {
    let mut id_seen = false;
    let mut id = None;
    for piece in versioned_txt::read(text, VERSION_FIELD, "id") {
        match piece {
            Piece::Fault(span, fault) => parsed.note(span, Defect::Form(fault)),
            Piece::Own(tag) if id_seen => parsed.note(tag.name_span, Defect::IdRepeated),
            Piece::Own(tag) => {
                id_seen = true;
                id = PolicyId::parse(tag.value);
                if id.is_none() {
                    let span = if tag.value.is_empty() {
                        Span::new(tag.name_span.start, tag.value_span.end)
                    } else {
                        tag.value_span
                    };
                    parsed.note(span, id_defect(tag.value));
                }
            }
        }
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
            [Defect::Form(FormFault::SemicolonMissing), Defect::IdMissing]
        );
        assert_eq!(
            defects("v=STSv1 id=1"),
            [Defect::Form(FormFault::SemicolonMissing)]
        );
        assert_eq!(
            defects("v=STSv1 ; id=1"),
            [Defect::Form(FormFault::SpaceBeforeDelimiter)]
        );
        assert_eq!(
            defects("v=STSv10; id=1"),
            [Defect::Form(FormFault::VersionNotFirst)]
        );
        assert_eq!(
            defects("v=stsv1; id=1"),
            [Defect::Form(FormFault::VersionNotFirst)]
        );
        assert_eq!(
            defects(" v=STSv1; id=1"),
            [Defect::Form(FormFault::VersionNotFirst)]
        );
        assert_eq!(
            defects("id=1; v=STSv1;"),
            [Defect::Form(FormFault::VersionNotFirst)]
        );
    }

    #[test]
    fn ids() {
        assert_eq!(defects("v=STSv1; id="), [Defect::IdMissing]);
        assert_eq!(defects("v=STSv1; id=2026-01-01"), [Defect::IdBadCharacter]);
        let long = format!("v=STSv1; id={}", "1".repeat(33));
        assert_eq!(defects(&long), [Defect::IdTooLong]);
        assert_eq!(
            defects("v=STSv1; id = 1"),
            [Defect::Form(FormFault::SpaceAroundEquals)]
        );
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
            Defect::Form(FormFault::UnknownField("x-y.z".to_string()))
        );
        assert_eq!(
            defects("v=STSv1; id=1; -x=a"),
            [Defect::Form(FormFault::NotAField)]
        );
        assert_eq!(
            defects("v=STSv1; id=1; x=a b"),
            [Defect::Form(FormFault::NotAField)]
        );
        assert_eq!(
            defects("v=STSv1; id=1; ü=a"),
            [Defect::Form(FormFault::NotAField)]
        );
        assert_eq!(
            defects("v=STSv1; id=1; hello"),
            [Defect::Form(FormFault::NotAField)]
        );
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
