//! The random secrets: sessions, tokens of programs, the set-up code, browsers that are known. Whoever
//! holds one is who they say, so only its digest is kept: SHA-256 cannot be turned back, and 256 (or 100)
//! random bits cannot be found by trying, so no slow hash is needed as for passwords.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use crate::access::Secret;

/// Octets of randomness in a session, a token and the mark of a browser.
const OCTETS: usize = 32;

/// What a token begins with, so that a scanner of published code knows one when it sees it.
pub const TOKEN_PREFIX: &str = "ms_";

/// The characters of a set-up code: without those that are taken for others.
const CODE_ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Characters of a set-up code, 5 bits each: 100 bits.
const CODE_CHARACTERS: usize = 20;
/// Characters between two hyphens.
const CODE_GROUP: usize = 4;

/// Longest text that is looked at as a secret; ours are shorter.
const TEXT_OCTETS_MAX: usize = 256;

/// The operating system gave no randomness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRandomness;

impl fmt::Display for NoRandomness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the operating system gave no randomness")
    }
}

impl std::error::Error for NoRandomness {}

/// Whoever gives randomness.
pub trait Random: Send + Sync {
    /// Fills all of it.
    fn fill(&self, octets: &mut [u8]) -> Result<(), NoRandomness>;
}

/// The operating system's.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, octets: &mut [u8]) -> Result<(), NoRandomness> {
        rand::fill(octets).map_err(|_| NoRandomness)
    }
}

/// What a secret is for. No digest of one kind is ever that of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretKind {
    /// A session of a person.
    Session,
    /// A token of a program.
    Token,
    /// The code that lets the first person in.
    SetUpCode,
    /// The mark of a browser from which a person signed in before.
    Browser,
    /// What a form of a session carries.
    FormMark,
}

impl SecretKind {
    fn label(self) -> &'static [u8] {
        match self {
            SecretKind::Session => b"mailseal session\0",
            SecretKind::Token => b"mailseal token\0",
            SecretKind::SetUpCode => b"mailseal set-up code\0",
            SecretKind::Browser => b"mailseal browser\0",
            SecretKind::FormMark => b"mailseal form\0",
        }
    }
}

/// What is kept of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretDigest(pub [u8; 32]);

impl SecretDigest {
    /// Of what somebody presents. `None` for a text that is none of ours, by its length alone.
    pub fn of(kind: SecretKind, presented: &str) -> Option<SecretDigest> {
        (presented.len() <= TEXT_OCTETS_MAX).then(|| SecretDigest::hash(kind, presented))
    }

    fn hash(kind: SecretKind, text: &str) -> SecretDigest {
        let mut input = Zeroizing::new(Vec::with_capacity(kind.label().len() + text.len()));
        input.extend_from_slice(kind.label());
        input.extend_from_slice(text.as_bytes());
        let mut octets = [0; 32];
        octets.copy_from_slice(digest(&SHA256, &input).as_ref());
        SecretDigest(octets)
    }

    /// Whether both are the same, in a time that does not tell where they differ.
    pub fn is(&self, other: &SecretDigest) -> bool {
        verify_slices_are_equal(&self.0, &other.0).is_ok()
    }
}

/// A secret that was just made: to be given away once, and its digest to be kept.
#[derive(Debug, Clone)]
pub struct Fresh {
    /// What is given away.
    pub secret: Secret,
    /// What is kept.
    pub digest: SecretDigest,
}

impl Fresh {
    /// A session.
    pub fn session(random: &impl Random) -> Result<Fresh, NoRandomness> {
        Ok(Fresh::of(SecretKind::Session, &drawn(random)?))
    }

    /// A token, which begins with [`TOKEN_PREFIX`].
    pub fn token(random: &impl Random) -> Result<Fresh, NoRandomness> {
        let text = Zeroizing::new(format!("{TOKEN_PREFIX}{}", drawn(random)?.as_str()));
        Ok(Fresh::of(SecretKind::Token, &text))
    }

    /// The mark of a browser.
    pub fn browser(random: &impl Random) -> Result<Fresh, NoRandomness> {
        Ok(Fresh::of(SecretKind::Browser, &drawn(random)?))
    }

    /// A set-up code: twenty characters that a person can type.
    pub fn set_up_code(random: &impl Random) -> Result<Fresh, NoRandomness> {
        let mut octets = Zeroizing::new([0; CODE_CHARACTERS]);
        random.fill(octets.as_mut_slice())?;
        let mut text = Zeroizing::new(String::with_capacity(CODE_CHARACTERS * 2));
        for (index, octet) in octets.iter().enumerate() {
            if index > 0 && index % CODE_GROUP == 0 {
                text.push('-');
            }
            // The alphabet has 32 characters, so each is drawn as often as the others.
            let at = usize::from(octet % 32);
            text.push(char::from(CODE_ALPHABET[at]));
        }
        let digest = SecretDigest::hash(SecretKind::SetUpCode, &plain_code(&text));
        Ok(Fresh {
            secret: Secret::new(text.as_str()),
            digest,
        })
    }

    fn of(kind: SecretKind, text: &str) -> Fresh {
        Fresh {
            secret: Secret::new(text),
            digest: SecretDigest::hash(kind, text),
        }
    }
}

/// The digest of a set-up code as somebody typed it: small letters, spaces and missing hyphens do not
/// count.
pub fn typed_code(text: &str) -> Option<SecretDigest> {
    let plain = plain_code(text);
    SecretDigest::of(SecretKind::SetUpCode, &plain)
}

/// What the forms of a session carry, so that no other site can send one in its name: a form shows it,
/// and nobody gets from it to the session.
pub fn form_mark(session: &str) -> String {
    let digest = SecretDigest::hash(SecretKind::FormMark, session);
    BASE64_URL_SAFE_NO_PAD.encode(digest.0)
}

/// Whether a form carries the mark of this session.
pub fn is_form_mark(session: &str, presented: &str) -> bool {
    let expected = form_mark(session);
    verify_slices_are_equal(expected.as_bytes(), presented.as_bytes()).is_ok()
}

fn plain_code(text: &str) -> Zeroizing<String> {
    let plain = text.chars().filter(char::is_ascii_alphanumeric);
    let plain = plain.take(TEXT_OCTETS_MAX);
    Zeroizing::new(plain.map(|c| c.to_ascii_uppercase()).collect())
}

fn drawn(random: &impl Random) -> Result<Zeroizing<String>, NoRandomness> {
    let mut octets = Zeroizing::new([0; OCTETS]);
    random.fill(octets.as_mut_slice())?;
    Ok(Zeroizing::new(
        BASE64_URL_SAFE_NO_PAD.encode(octets.as_slice()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts up.
    struct Counting;

    impl Random for Counting {
        fn fill(&self, octets: &mut [u8]) -> Result<(), NoRandomness> {
            for (octet, value) in octets.iter_mut().zip(0..) {
                *octet = value;
            }
            Ok(())
        }
    }

    /// Nothing is left to give.
    struct Empty;

    impl Random for Empty {
        fn fill(&self, _: &mut [u8]) -> Result<(), NoRandomness> {
            Err(NoRandomness)
        }
    }

    #[test]
    fn what_is_given_away_is_known_again() {
        let token = Fresh::token(&Counting).unwrap();
        assert_eq!(
            token.secret.expose(),
            "ms_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
        );
        let presented = SecretDigest::of(SecretKind::Token, token.secret.expose()).unwrap();
        assert!(presented.is(&token.digest));
        let session = Fresh::session(&Counting).unwrap();
        let other = SecretDigest::of(SecretKind::Browser, session.secret.expose()).unwrap();
        assert!(
            !session.digest.is(&other),
            "each kind has digests of its own"
        );
        assert_eq!(SecretDigest::of(SecretKind::Token, &"x".repeat(257)), None);
    }

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        let code = Fresh::set_up_code(&Counting).unwrap();
        assert_eq!(code.secret.expose(), "2345-6789-ABCD-EFGH-JKLM");
        for typed in [
            "2345-6789-ABCD-EFGH-JKLM",
            " 23456789abcdefghjklm\n",
            "2345 6789 abcd efgh jklm",
        ] {
            assert_eq!(typed_code(typed), Some(code.digest), "{typed}");
        }
        assert_ne!(typed_code("2345-6789-ABCD-EFGH-JKLN"), Some(code.digest));
    }

    #[test]
    fn a_form_shows_a_mark_and_not_the_session() {
        let mark = form_mark("session");
        assert!(is_form_mark("session", &mark));
        assert!(!is_form_mark("another", &mark));
        assert!(!is_form_mark("session", ""));
        assert!(!mark.contains("session"));
    }

    #[test]
    fn without_randomness_there_is_no_secret() {
        assert!(Fresh::session(&Empty).is_err());
        assert!(Fresh::set_up_code(&Empty).is_err());
    }
}
