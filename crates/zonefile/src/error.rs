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
    /// A number where a TTL stands that is too large for one, as it was written.
    BadTtl(String),
    /// The data does not fit the type.
    BadData(&'static str, DataFault),
    /// More than one SOA in one file.
    SecondSoa,
    /// A second CNAME, or a CNAME beside other records (RFC 1034 §3.6.2).
    CnameAndOther(DomainName),
}

/// Why data does not fit its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFault {
    /// Fields are missing, or there are too many.
    FieldCount,
    /// A field is no number, or too large a one.
    NotANumber,
    /// No IPv4 address.
    NotIpv4,
    /// No IPv6 address.
    NotIpv6,
    /// No number of seconds, nor a time with units.
    NotATime,
    /// No hexadecimal digits, or an odd number of them.
    NotHexadecimal,
    /// No character-string at all.
    NoString,
    /// A character-string of more than 255 octets (RFC 1035 §3.3).
    StringTooLong,
    /// A CAA tag that is not of letters and digits (RFC 8659 §4.1.1).
    CaaTag,
    /// The generic form (RFC 3597 §5) without the length.
    NoLength,
    /// The generic form with another length than its data has.
    LengthDiffers,
    /// The generic form with data too short or too long for the type.
    WrongSize,
    /// The generic form with a character-string that ends past the data.
    StringCut,
    /// The generic form of a type whose data holds names, which are read as names only.
    GenericNames,
}

impl fmt::Display for DataFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DataFault::FieldCount => "the number of fields is wrong",
            DataFault::NotANumber => "a field is no number or too large",
            DataFault::NotIpv4 => "no IPv4 address",
            DataFault::NotIpv6 => "no IPv6 address",
            DataFault::NotATime => "a time is no number of seconds",
            DataFault::NotHexadecimal => "the data is no hexadecimal",
            DataFault::NoString => "there is no string",
            DataFault::StringTooLong => "a string is longer than 255 octets",
            DataFault::CaaTag => "the tag is not letters and digits",
            DataFault::NoLength => "the generic form has no length",
            DataFault::LengthDiffers => "the length is not that of the data",
            DataFault::WrongSize => "the data is too short or too long",
            DataFault::StringCut => "a string is longer than the data",
            DataFault::GenericNames => "a name stands in the generic form",
        })
    }
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
            ZoneFault::BadTtl(number) => write!(f, "{number} is no TTL"),
            ZoneFault::BadData(rtype, fault) => write!(f, "{rtype}: {fault}"),
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
