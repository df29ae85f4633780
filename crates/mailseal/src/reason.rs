//! Why a name, a file or a line was refused, by keys of the catalogues. What only the system can say
//! stays in its own words.

use std::io::ErrorKind;

use protocols::name::NameError;
use zonefile::ZoneFault;

use crate::failure::Failed;

/// Why a name is none.
pub(crate) fn of_name(error: &NameError) -> Failed {
    match error {
        NameError::Empty => Failed::new("reason-name-empty"),
        NameError::EmptyLabel => Failed::new("reason-name-empty-label"),
        NameError::LabelTooLong => Failed::new("reason-name-label-too-long"),
        NameError::TooLong => Failed::new("reason-name-too-long"),
        NameError::BadCharacter(c) => character(*c),
        NameError::NotIdna => Failed::new("reason-name-not-idna"),
    }
}

/// A character that no name has.
pub(crate) fn character(c: char) -> Failed {
    match c {
        ' ' => Failed::new("reason-name-space"),
        c => Failed::new("reason-name-character").text("character", c),
    }
}

/// Why the system refused.
pub(crate) fn of_io(error: &std::io::Error) -> Failed {
    match error.kind() {
        ErrorKind::NotFound => Failed::new("reason-not-found"),
        ErrorKind::PermissionDenied => Failed::new("reason-permission-denied"),
        ErrorKind::IsADirectory => Failed::new("reason-is-a-directory"),
        ErrorKind::NotADirectory => Failed::new("reason-not-a-directory"),
        ErrorKind::ReadOnlyFilesystem => Failed::new("reason-read-only"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Failed::new("reason-storage-full"),
        ErrorKind::InvalidData => Failed::new("reason-not-utf8"),
        // `ErrorKind` is not ours and may grow.
        _ => Failed::new("reason-system").text("text", error),
    }
}

/// What is wrong with a line of a zone file.
pub(crate) fn of_zone(fault: &ZoneFault) -> Failed {
    let named = |key, name: &dyn ToString| Failed::new(key).text("name", name.to_string());
    match fault {
        ZoneFault::TooLarge => Failed::new("reason-zone-too-large"),
        ZoneFault::TooManyRecords => Failed::new("reason-zone-too-many-records"),
        ZoneFault::TooManyAtName(name) => named("reason-zone-too-many-at-name", name),
        ZoneFault::Include => Failed::new("reason-zone-include"),
        ZoneFault::UnknownControl(word) => named("reason-zone-unknown-control", word),
        ZoneFault::ControlValue(word) => named("reason-zone-control-value", word),
        ZoneFault::OpenQuote => Failed::new("reason-zone-open-quote"),
        ZoneFault::OpenParenthesis => Failed::new("reason-zone-open-parenthesis"),
        ZoneFault::StrayParenthesis => Failed::new("reason-zone-stray-parenthesis"),
        ZoneFault::BadEscape => Failed::new("reason-zone-bad-escape"),
        ZoneFault::NoOwner => Failed::new("reason-zone-no-owner"),
        ZoneFault::NoType => Failed::new("reason-zone-no-type"),
        ZoneFault::NoOrigin(name) => named("reason-zone-no-origin", name),
        ZoneFault::BadName(name, error) => {
            named("reason-zone-bad-name", name).because(of_name(error))
        }
        ZoneFault::EscapedName(name) => named("reason-zone-escaped-name", name),
        ZoneFault::RootName => Failed::new("reason-zone-root-name"),
        ZoneFault::OtherClass(class) => named("reason-zone-other-class", class),
        ZoneFault::UnknownType(word) => named("reason-zone-unknown-type", word),
        ZoneFault::BadData(kind, what) => named("reason-zone-bad-data", kind).text("what", what),
        ZoneFault::SecondSoa => Failed::new("reason-zone-second-soa"),
        ZoneFault::CnameAndOther(name) => named("reason-zone-cname-and-other", name),
    }
}
