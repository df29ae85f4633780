//! Intent to record, and the forms in which a record is handed over.

use super::key::{KeyType, PublicKey};
use super::record::{Flag, Key, KeyRecord, OWNER_LABEL};
use super::selector::Selector;
use crate::limits::CHARACTER_STRING_OCTETS_MAX;
use crate::name::{DomainName, NameError};
use crate::published::Publication;

/// What the owner wants of one selector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyIntent {
    /// Mail is signed with this key.
    Sign {
        /// The key.
        key: PublicKey,
        /// Who may be named in `i=`.
        identities: Identities,
    },
    /// The key is no longer in use and must not verify anything (§3.6.1, empty `p=`).
    Revoke(KeyType),
}

/// Which identities a key signs for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identities {
    /// Any at the domain and below it.
    WithSubdomains,
    /// Those of the domain itself, `t=s`.
    DomainOnly,
}

impl KeyIntent {
    /// To sign with a key for any identity at the domain and below it.
    pub fn sign(key: PublicKey) -> KeyIntent {
        KeyIntent::Sign {
            key,
            identities: Identities::WithSubdomains,
        }
    }

    /// The record.
    pub fn record(&self) -> KeyRecord {
        let (key_type, key, flags) = match self {
            KeyIntent::Sign { key, identities } => {
                let encoding = key.usual_encoding();
                let flags = match identities {
                    Identities::WithSubdomains => Vec::new(),
                    Identities::DomainOnly => vec![Flag::NoSubdomains],
                };
                (
                    key.key_type(),
                    Key::Public {
                        key: key.clone(),
                        encoding,
                    },
                    flags,
                )
            }
            KeyIntent::Revoke(key_type) => (*key_type, Key::Revoked, Vec::new()),
        };
        KeyRecord {
            key_type,
            hashes: None,
            services: None,
            flags,
            notes: None,
            key,
        }
    }

    /// What to publish for `domain`. Fails when the owner name would be too long.
    pub fn publication(
        &self,
        domain: &DomainName,
        selector: &Selector,
    ) -> Result<Publication, NameError> {
        Ok(Publication::txt(
            selector.owner(domain)?,
            self.record().to_string(),
        ))
    }
}

/// For a domain that sends no mail: every selector is answered with a revoked key.
pub fn revoke_every_selector(domain: &DomainName) -> Result<Publication, NameError> {
    let owner = domain.child(&format!("*.{OWNER_LABEL}"))?;
    Ok(Publication::txt(owner, "v=DKIM1; p="))
}

/// A record's text as character-strings of at most 255 octets (RFC 1035 §3.3). §3.6.2.2: 'Strings
/// in a TXT RR MUST be concatenated together before use with no intervening whitespace', so they
/// are cut anywhere and nothing is put between them. The one-string form is the text itself.
pub fn character_strings(text: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut at = rest.len().min(CHARACTER_STRING_OCTETS_MAX);
        while !rest.is_char_boundary(at) {
            at -= 1;
        }
        let (string, tail) = rest.split_at(at);
        strings.push(string.to_string());
        rest = tail;
    }
    strings
}

/// Whether a record holds this key. Keys are compared as numbers, so it does not matter how either
/// of them was encoded.
pub fn matches(record: &KeyRecord, key: &PublicKey) -> KeyMatch {
    match record.public_key() {
        None => KeyMatch::Revoked,
        Some(published) if published == key => KeyMatch::Same,
        Some(_) => KeyMatch::Other,
    }
}

/// The outcome of [`matches()`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyMatch {
    /// The same key.
    Same,
    /// Another key.
    Other,
    /// The record revokes its key.
    Revoked,
}
