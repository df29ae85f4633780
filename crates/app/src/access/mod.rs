//! Access to the places where zones are written: which kind of place, for which zones, and with what
//! credentials.
//!
//! An [`Access`] is what a person gives: settings that anybody may read, and secrets that are shown
//! nowhere and lie sealed in the ledger. Each [`PlaceKind`] says which fields it has.

mod error;
mod kind;
mod name;
mod scope;
mod secret;
mod unwritten;

use std::collections::BTreeMap;

pub use error::AccessError;
pub use kind::{Field, FieldUse, Need, PlaceKind};
pub use name::AccessName;
pub use scope::{Choice, Reach, Scope, choose};
pub use secret::Secret;
pub use unwritten::{Unwritten, WhyUnwritten};

/// Octets of one open setting.
pub const SETTING_OCTETS_MAX: usize = 1_024;

/// Octets of one secret: the key file of a cloud provider's service account fits several times.
pub const SECRET_OCTETS_MAX: usize = 16 * 1_024;

/// What anybody may see of an access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessHead {
    /// The name a person gave it.
    pub name: AccessName,
    /// The kind of place.
    pub kind: PlaceKind,
    /// The zones it is for.
    pub zones: Scope,
    /// The open fields.
    pub settings: BTreeMap<String, String>,
}

/// An access with its secrets. `Debug` does not show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// What anybody may see.
    pub head: AccessHead,
    /// The secret fields.
    pub secrets: BTreeMap<String, Secret>,
}

impl Access {
    /// Whether the fields are those of its kind: none too many, none missing, none empty, no secret
    /// among the open ones. What a value must look like is for those to say who use it.
    ///
    /// # Errors
    /// The first thing that is wrong; no error holds a value.
    pub fn check(&self) -> Result<(), AccessError> {
        let kind = self.head.kind;
        self.head.zones.check()?;
        for (name, value) in &self.head.settings {
            check_field(kind, name, FieldUse::Open)?;
            check_value(name, value, SETTING_OCTETS_MAX)?;
            // A setting is one line: a line break would change what is shown of it.
            if value.chars().any(char::is_control) {
                return Err(AccessError::BadCharacter(name.clone()));
            }
        }
        for (name, secret) in &self.secrets {
            check_field(kind, name, FieldUse::Secret)?;
            check_value(name, secret.expose(), SECRET_OCTETS_MAX)?;
            if secret.expose().contains('\0') {
                return Err(AccessError::BadCharacter(name.clone()));
            }
        }
        let given = |field: &Field| match field.shown {
            FieldUse::Open => self.head.settings.contains_key(field.name),
            FieldUse::Secret => self.secrets.contains_key(field.name),
        };
        let missing = |field: &&Field| field.need == Need::Required && !given(field);
        match kind.fields().iter().find(missing) {
            Some(field) => Err(AccessError::MissingField { kind, field }),
            None => Ok(()),
        }
    }

    /// An open field's value.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.head.settings.get(name).map(String::as_str)
    }

    /// A secret field's value.
    pub fn secret(&self, name: &str) -> Option<&Secret> {
        self.secrets.get(name)
    }
}

fn check_field(kind: PlaceKind, name: &str, given: FieldUse) -> Result<(), AccessError> {
    let Some(field) = kind.field(name) else {
        let name = name.to_owned();
        return Err(AccessError::UnknownField { kind, name });
    };
    match (field.shown, given) {
        (FieldUse::Open, FieldUse::Open) | (FieldUse::Secret, FieldUse::Secret) => Ok(()),
        (FieldUse::Secret, FieldUse::Open) => Err(AccessError::SecretInTheOpen(field)),
        (FieldUse::Open, FieldUse::Secret) => Err(AccessError::NoSecret(field)),
    }
}

fn check_value(name: &str, value: &str, octets_max: usize) -> Result<(), AccessError> {
    match value.len() {
        0 => Err(AccessError::Empty(name.to_owned())),
        octets if octets > octets_max => Err(AccessError::TooLong {
            name: name.to_owned(),
            octets_max,
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(kind: PlaceKind, settings: &[(&str, &str)], secrets: &[(&str, &str)]) -> Access {
        let pairs = settings.iter();
        Access {
            head: AccessHead {
                name: AccessName::parse("main").unwrap(),
                kind,
                zones: Scope::All,
                settings: pairs
                    .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
                    .collect(),
            },
            secrets: secrets
                .iter()
                .map(|(n, v)| ((*n).to_owned(), Secret::new(*v)))
                .collect(),
        }
    }

    fn check(settings: &[(&str, &str)], secrets: &[(&str, &str)]) -> Result<(), AccessError> {
        access(PlaceKind::Rfc2136, settings, secrets).check()
    }

    const SERVER: (&str, &str) = ("server", "192.0.2.1");
    const KEY: (&str, &str) = ("key-name", "mailseal");
    const SECRET: (&str, &str) = ("key-secret", "c2VjcmV0");

    #[test]
    fn the_fields_are_those_of_the_kind() {
        assert_eq!(check(&[SERVER, KEY], &[SECRET]), Ok(()));
        assert_eq!(
            check(&[SERVER, KEY, ("token", "x")], &[SECRET]),
            Err(AccessError::UnknownField {
                kind: PlaceKind::Rfc2136,
                name: "token".to_owned()
            })
        );
        let missing = check(&[SERVER], &[SECRET]).unwrap_err();
        assert!(
            matches!(missing, AccessError::MissingField { field, .. } if field.name == "key-name")
        );
        let missing = check(&[SERVER, KEY], &[]).unwrap_err();
        assert!(
            matches!(missing, AccessError::MissingField { field, .. } if field.name == "key-secret")
        );
    }

    #[test]
    fn a_secret_is_never_a_setting() {
        let error = check(&[SERVER, KEY, SECRET], &[]).unwrap_err();
        assert!(matches!(error, AccessError::SecretInTheOpen(field) if field.name == "key-secret"));
        assert!(!format!("{error:?} {error}").contains("c2VjcmV0"));
        let error = check(&[SERVER], &[KEY, SECRET]).unwrap_err();
        assert!(matches!(error, AccessError::NoSecret(field) if field.name == "key-name"));
    }

    #[test]
    fn values_have_bounds() {
        let long = "x".repeat(SETTING_OCTETS_MAX + 1);
        let server = |value| check(&[("server", value), KEY], &[SECRET]);
        assert_eq!(server(""), Err(AccessError::Empty("server".to_owned())));
        assert_eq!(
            server("a\nb"),
            Err(AccessError::BadCharacter("server".to_owned()))
        );
        assert!(matches!(server(&long), Err(AccessError::TooLong { .. })));
        let secret = |value| check(&[SERVER, KEY], &[("key-secret", value)]);
        assert_eq!(
            secret("  \n"),
            Err(AccessError::Empty("key-secret".to_owned()))
        );
        assert_eq!(
            secret("a\0b"),
            Err(AccessError::BadCharacter("key-secret".to_owned()))
        );
    }

    #[test]
    fn nothing_prints_a_secret() {
        let access = access(PlaceKind::Cloudflare, &[], &[("token", "canary")]);
        assert_eq!(access.check(), Ok(()));
        assert!(!format!("{access:?}").contains("canary"));
    }
}
