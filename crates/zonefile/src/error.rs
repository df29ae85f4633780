//! What can be wrong with a master file.

use std::fmt;

use protocols::limits::{ZONE_FILE_OCTETS_MAX, ZONE_FILE_RECORDS_MAX, ZONE_NAME_RECORDS_MAX};
use protocols::name::{DomainName, NameError};

/// A fault of a master file, with the place it stands at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneError {
    /// The file's name as it was given.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: ZoneFault,
}

/// What is wrong with a master file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ZoneFault {
    /// More than [`ZONE_FILE_OCTETS_MAX`] octets.
    TooLarge,
    /// More than [`ZONE_FILE_RECORDS_MAX`] records.
    TooManyRecords,
    /// More than [`ZONE_NAME_RECORDS_MAX`] records at one name.
    TooManyAtName(DomainName),
    /// `$INCLUDE`.
    Include,
    /// A control entry that is neither `$ORIGIN` nor `$TTL`, as it was written.
    UnknownControl(String),
    /// `$ORIGIN` or `$TTL` without exactly one value.
    ControlValue(&'static str),
    /// A quoted string without its closing quote on the same line.
    OpenQuote,
    /// `(` without `)`.
    OpenParenthesis,
    /// `)` without `(`, or `(` inside parentheses.
    StrayParenthesis,
    /// A backslash at the end of a line, or `\DDD` above 255 or of fewer than three digits.
    BadEscape,
    /// A record that starts with a blank, and no owner before it.
    NoOwner,
    /// An owner and nothing after it.
    NoType,
    /// A relative name, and no origin is known.
    NoOrigin(String),
    /// Not a domain name.
    BadName(String, NameError),
    /// A name whose labels need escapes; such names carry none of the records looked at here.
    EscapedName(String),
    /// The root where a name is needed.
    RootName,
    /// A class other than IN.
    OtherClass(String),
    /// A type mnemonic that is not known.
    UnknownType(String),
    /// The data does not fit the type: the type, and what is missing or wrong.
    BadData(&'static str, &'static str),
    /// More than one SOA in one file.
    SecondSoa,
    /// A second CNAME, or a CNAME beside other records (RFC 1034 §3.6.2).
    CnameAndOther(DomainName),
}

impl fmt::Display for ZoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.fault)
    }
}

impl std::error::Error for ZoneError {}

impl fmt::Display for ZoneFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ZoneFault::TooLarge => {
                write!(f, "the file has more than {ZONE_FILE_OCTETS_MAX} octets")
            }
            ZoneFault::TooManyRecords => {
                write!(f, "the file has more than {ZONE_FILE_RECORDS_MAX} records")
            }
            ZoneFault::TooManyAtName(name) => {
                write!(f, "{name} has more than {ZONE_NAME_RECORDS_MAX} records")
            }
            ZoneFault::Include => {
                f.write_str("$INCLUDE is not read: put the included file's lines here")
            }
            ZoneFault::UnknownControl(word) => write!(f, "unknown control entry {word:?}"),
            ZoneFault::ControlValue(word) => write!(f, "{word} needs exactly one value"),
            ZoneFault::OpenQuote => f.write_str("a quoted string is not closed on its line"),
            ZoneFault::OpenParenthesis => f.write_str("a parenthesis is not closed"),
            ZoneFault::StrayParenthesis => f.write_str("a parenthesis has no partner"),
            ZoneFault::BadEscape => f.write_str("a backslash is not followed by an escape"),
            ZoneFault::NoOwner => f.write_str("the first record has no owner name"),
            ZoneFault::NoType => f.write_str("the record has no type"),
            ZoneFault::NoOrigin(name) => {
                write!(f, "the name {name:?} is relative and no origin is known")
            }
            ZoneFault::BadName(name, error) => write!(f, "{name:?} is no domain name: {error}"),
            ZoneFault::EscapedName(name) => {
                write!(
                    f,
                    "the name {name:?} has an escaped character, which is not supported"
                )
            }
            ZoneFault::RootName => f.write_str("the root stands where a name is needed"),
            ZoneFault::OtherClass(class) => write!(f, "class {class} is not IN"),
            ZoneFault::UnknownType(word) => write!(f, "unknown record type {word:?}"),
            ZoneFault::BadData(rtype, what) => write!(f, "{rtype}: {what}"),
            ZoneFault::SecondSoa => f.write_str("there is a second SOA record"),
            ZoneFault::CnameAndOther(name) => {
                write!(
                    f,
                    "{name} has a CNAME and another record, which no server loads"
                )
            }
        }
    }
}
