//! The value of `p=` (§3.6.1): base64, white space in it, and the key inside.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::defect::{Defect, KeyDefect, OctetsFault};
use super::key::{Encoding, KeyFault, KeyType, PublicKey};
use super::record::{Key, Notes};
use crate::finding::Span;
use crate::tag_list::Tag;

/// Padding is judged here and not by the decoder, and bits beyond the last octet are ignored as
/// OpenSSL's decoder ignores them.
const TOLERANT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// Reads `p=`, noting every deviation. `key_type` is that of `k=`, `None` where it is unknown.
pub(super) fn read(tag: &Tag<'_>, key_type: Option<KeyType>, notes: &mut Notes) -> Option<Key> {
    if tag.value.is_empty() {
        return Some(Key::Revoked);
    }
    let span = tag.value_span;
    let bare = without_white(tag.value);
    if bare.len() < tag.value.len() {
        notes.note(first_white(tag), Defect::Key(KeyDefect::Space));
    }
    let data = bare.trim_end_matches('=');
    // `=` may only stand where nothing but `=` and white space follows.
    let data_end = tag
        .value
        .trim_end_matches(|c| c == '=' || is_white(c))
        .len();
    let allowed = |at: usize, c: char| is_base64(c) || is_white(c) || (c == '=' && at >= data_end);
    if let Some((at, c)) = tag.value.char_indices().find(|(at, c)| !allowed(*at, *c)) {
        let at = span.start + at;
        let place = Span::new(at, at + c.len_utf8());
        notes.note(place, Defect::Key(KeyDefect::NotBase64(c)));
        return None;
    }
    let wanted = (4 - data.len() % 4) % 4;
    if wanted == 3 {
        notes.note(span, Defect::Key(KeyDefect::Odd));
    } else if bare.len() - data.len() != wanted {
        notes.note(
            Span::new(span.end, span.end),
            Defect::Key(KeyDefect::Padding),
        );
    }
    key(octets(data), key_type, span, notes)
}

/// The octets of base64 text without padding; of a text with one character too many, those before
/// it, so that the length which a cut key declares can still be read.
fn octets(data: &str) -> Vec<u8> {
    let whole = if data.len() % 4 == 1 {
        &data[..data.len() - 1]
    } else {
        data
    };
    // Only letters of the alphabet are left and no group has a lone one, so this cannot fail; and
    // if it did, no octets are no key.
    TOLERANT.decode(whole).unwrap_or_default()
}

fn key(octets: Vec<u8>, key_type: Option<KeyType>, span: Span, notes: &mut Notes) -> Option<Key> {
    let (key, encoding) = match PublicKey::read(&octets) {
        Ok(read) => read,
        Err(fault) => {
            let no_der = fault == KeyFault::Unreadable;
            let fault = match key_type {
                Some(KeyType::Ed25519) if no_der => OctetsFault::Ed25519Length(octets.len()),
                Some(KeyType::Ed25519 | KeyType::Rsa) | None => OctetsFault::Key(fault),
            };
            notes.note(span, Defect::Key(KeyDefect::Octets(fault)));
            return None;
        }
    };
    if key_type.is_some_and(|named| named != key.key_type()) {
        notes.note(span, Defect::Key(KeyDefect::OtherType(key.key_type())));
    }
    match (&key, encoding) {
        (PublicKey::Rsa(_), Encoding::RsaPublicKey) => {
            notes.note(span, Defect::Key(KeyDefect::Pkcs1));
        }
        (PublicKey::Ed25519(_), Encoding::SubjectPublicKeyInfo) => {
            notes.note(span, Defect::Key(KeyDefect::Ed25519Wrapped));
        }
        (PublicKey::Rsa(_), Encoding::SubjectPublicKeyInfo | Encoding::Bare)
        | (PublicKey::Ed25519(_), Encoding::Bare | Encoding::RsaPublicKey) => {}
    }
    Some(Key::Public { key, encoding })
}

/// The key in a base64 text that may hold white space, if every part of it is sound.
pub(super) fn sound_key(text: &str) -> Option<PublicKey> {
    let bare = without_white(text);
    let data = bare.trim_end_matches('=');
    if data.len() % 4 == 1 || !data.chars().all(is_base64) {
        return None;
    }
    PublicKey::read(&octets(data)).ok().map(|(key, _)| key)
}

pub(super) fn without_white(text: &str) -> String {
    text.chars().filter(|c| !is_white(*c)).collect()
}

fn first_white(tag: &Tag<'_>) -> Span {
    let front = tag.value.find(is_white).unwrap_or(tag.value.len());
    let run = tag.value[front..].find(|c| !is_white(c)).unwrap_or(0);
    let start = tag.value_span.start + front;
    Span::new(start, start + run)
}

/// RFC 4648 §4.
pub(super) fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '+' || c == '/'
}

/// §2.8, folding white space.
pub(super) fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}
