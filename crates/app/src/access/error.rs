//! What is wrong with an access.

use std::fmt;

use super::kind::{Field, PlaceKind};

/// What is wrong with an access. Always the fault of whoever gave it, and never with a value in it:
/// a secret may have been typed in the wrong place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessError {
    /// The name is none.
    BadName,
    /// This kind of place has no such field.
    UnknownField {
        /// The kind of place.
        kind: PlaceKind,
        /// What was given.
        name: String,
    },
    /// A field that this kind of place needs.
    MissingField {
        /// The kind of place.
        kind: PlaceKind,
        /// The field.
        field: &'static Field,
    },
    /// A secret was given as an open setting.
    SecretInTheOpen(&'static Field),
    /// An open setting was given as a secret.
    NoSecret(&'static Field),
    /// The field of this name has no value.
    Empty(String),
    /// The field's value is too long.
    TooLong {
        /// The field.
        name: String,
        /// How long it may be.
        octets_max: usize,
    },
    /// The field of this name has a character that it cannot have.
    BadCharacter(String),
    /// No zone is named.
    NoZone,
    /// More zones are named than an access may have.
    TooManyZones,
}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AccessError::BadName => f.write_str("that is no name of an access"),
            AccessError::UnknownField { kind, name } => write!(f, "{kind} has no field {name:?}"),
            AccessError::MissingField { kind, field } => write!(f, "{kind} needs {}", field.name),
            AccessError::SecretInTheOpen(field) => write!(f, "{} is a secret", field.name),
            AccessError::NoSecret(field) => write!(f, "{} is no secret", field.name),
            AccessError::Empty(name) => write!(f, "{name} is empty"),
            AccessError::TooLong { name, octets_max } => {
                write!(f, "{name} is longer than {octets_max} octets")
            }
            AccessError::BadCharacter(name) => {
                write!(f, "{name} has a character that it cannot have")
            }
            AccessError::NoZone => f.write_str("no zone is named"),
            AccessError::TooManyZones => f.write_str("too many zones are named"),
        }
    }
}

impl std::error::Error for AccessError {}
