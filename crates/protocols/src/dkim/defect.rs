//! What a key record can have wrong with it, and which of it makes a verifier ignore the record.

use super::key::{KeyFault, KeyType};

/// A deviation from §3.2 or §3.6.1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// More tags than are looked at; nothing is known of the rest.
    TooManyTags,
    /// No `v=`, which is only recommended.
    VersionAbsent,
    /// `v=` after another tag.
    VersionNotFirst,
    /// `v=` with another value than `DKIM1`.
    VersionWrong,
    /// A tag a second time.
    TagRepeated,
    /// Nothing between two semicolons.
    TagEmpty,
    /// Something between semicolons that is no `name=value`.
    NotATag,
    /// A tag that §3.6.1 does not define.
    TagUnknown,
    /// `g=` of RFC 4871.
    Granularity,
    /// An element of `h=`, `s=` or `t=` that is no word.
    ListElement,
    /// `k=` with a word that is no key type.
    KeyTypeUnknown,
    /// No `p=`.
    KeyMissing,
    /// What is wrong with the value of `p=`.
    Key(KeyDefect),
}

/// A deviation in `p=`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyDefect {
    /// White space inside, which is allowed.
    Space,
    /// A character outside the base64 alphabet.
    NotBase64(char),
    /// `=` missing at the end, or too many.
    Padding,
    /// One character too many or too few: no padding could make this base64.
    Odd,
    /// The octets are no public key.
    Octets(OctetsFault),
    /// A key, but not of the type that `k=` names.
    OtherType(KeyType),
    /// RSAPublicKey in place of SubjectPublicKeyInfo.
    Pkcs1,
    /// An Ed25519 key wrapped into SubjectPublicKeyInfo.
    Ed25519Wrapped,
}

/// Why the octets of `p=` are no key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OctetsFault {
    /// The decoded octets are none.
    Key(KeyFault),
    /// `k=ed25519`, and neither 32 octets nor anything in DER.
    Ed25519Length(usize),
}

impl Defect {
    /// Whether a verifier has to ignore the record because of this (§3.2, §3.6.1, §6.1.2 step 5).
    pub fn is_fatal(&self) -> bool {
        match self {
            // §3.2: 'if a tag name does occur more than once, the entire tag-list is invalid.'
            Defect::TagRepeated
            // §3.6.1: 'This tag MUST be the first tag in the record. Records beginning with a "v="
            // tag with any other value MUST be discarded.'
            | Defect::VersionNotFirst
            | Defect::VersionWrong
            // §3.2 `tag-spec`.
            | Defect::NotATag
            // §3.6.1: 'Unrecognized key types MUST be ignored.' Without its type no key is usable.
            | Defect::KeyTypeUnknown
            | Defect::KeyMissing => true,
            // §3.2 has no room for an empty `tag-spec`, §3.6.1 none for an empty list element; no
            // verifier we know of refuses either.
            Defect::TagEmpty | Defect::ListElement => false,
            Defect::VersionAbsent
            | Defect::TagUnknown
            | Defect::Granularity
            | Defect::TooManyTags => false,
            Defect::Key(defect) => match defect {
                KeyDefect::NotBase64(_)
                | KeyDefect::Padding
                | KeyDefect::Odd
                | KeyDefect::Octets(_)
                | KeyDefect::OtherType(_)
                | KeyDefect::Ed25519Wrapped => true,
                KeyDefect::Space | KeyDefect::Pkcs1 => false,
            },
        }
    }
}
