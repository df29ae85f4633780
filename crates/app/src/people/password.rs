//! Passwords: the one rule, and Argon2id.

use std::fmt;

use argon2::password_hash::{CustomizedPasswordHasher, PasswordVerifier, phc};
use argon2::{Algorithm, Argon2, Params, Version};
use protocols::name::DomainName;

use super::UserName;
use super::secret::{NoRandomness, Random};
use crate::access::Secret;

/// Characters of a password at least. NIST SP 800-63B asks for 8 where they are checked against lists;
/// length is what helps against trying, so we ask for more and for nothing else.
pub const PASSWORD_CHARACTERS_MIN: usize = 12;

/// Octets of a password at most: whoever has more to say has no password.
pub const PASSWORD_OCTETS_MAX: usize = 1_024;

/// RFC 9106 §4, the second recommended option: 't=3 iterations, p=4 lanes, m=2^(16) (64 MiB of RAM),
/// 128-bit salt, and 256-bit tag size'. The first takes 2 GiB for each sign-in.
const MEMORY_KIBIBYTES: u32 = 64 * 1024;
const ITERATIONS: u32 = 3;
const LANES: u32 = 4;
const TAG_OCTETS: usize = 32;
const SALT_OCTETS: usize = 16;

/// Why a password cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than [`PASSWORD_CHARACTERS_MIN`] characters.
    TooShort,
    /// More than [`PASSWORD_OCTETS_MAX`] octets.
    TooLong,
    /// The person's name or one of the domains: the first that is tried.
    Guessable,
}

impl fmt::Display for PasswordFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PasswordFault::TooShort => "the password is too short",
            PasswordFault::TooLong => "the password is too long",
            PasswordFault::Guessable => "the password is the name or a domain",
        })
    }
}

impl std::error::Error for PasswordFault {}

/// Whether a person may have this password. `domains` are the names that whoever tries would try.
pub fn check_password(
    password: &Secret,
    name: &UserName,
    domains: &[DomainName],
) -> Result<(), PasswordFault> {
    let text = password.expose();
    if text.len() > PASSWORD_OCTETS_MAX {
        return Err(PasswordFault::TooLong);
    }
    if text.chars().count() < PASSWORD_CHARACTERS_MIN {
        return Err(PasswordFault::TooShort);
    }
    let is = |known: &str| text.to_lowercase() == known;
    let is_domain = |domain: &DomainName| is(domain.as_str()) || is(&domain.to_unicode());
    if is(name.as_str()) || domains.iter().any(is_domain) {
        return Err(PasswordFault::Guessable);
    }
    Ok(())
}

/// A password as it is kept: a PHC string with the parameters it was made with.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// A password's. Takes some 64 MiB and a noticeable fraction of a second.
    pub fn of(password: &Secret, random: &impl Random) -> Result<PasswordHash, NotHashed> {
        let mut salt = [0; SALT_OCTETS];
        random.fill(&mut salt).map_err(NotHashed::Random)?;
        let argon2 = argon2()?;
        let hash: phc::PasswordHash = argon2
            .hash_password_customized(password.expose().as_bytes(), &salt, None, None, params()?)
            .map_err(|error| NotHashed::Argon2(error.to_string()))?;
        Ok(PasswordHash(hash.to_string()))
    }

    /// The hash of no password: to try one against costs as much as against a real one.
    pub fn of_nobody() -> PasswordHash {
        // The tag is not one that a password gives: all its bits are zero.
        PasswordHash(format!(
            "$argon2id$v=19$m={MEMORY_KIBIBYTES},t={ITERATIONS},p={LANES}\
             $AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        ))
    }

    /// From where it is kept.
    pub fn stored(text: String) -> PasswordHash {
        PasswordHash(text)
    }

    /// The PHC string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the password. Takes as long as [`PasswordHash::of`], whatever the answer.
    pub fn is_of(&self, password: &Secret) -> bool {
        if password.expose().len() > PASSWORD_OCTETS_MAX {
            return false;
        }
        let Ok(argon2) = argon2() else {
            return false;
        };
        let Ok(hash) = phc::PasswordHash::new(&self.0) else {
            return false;
        };
        let octets = password.expose().as_bytes();
        PasswordVerifier::<phc::PasswordHash>::verify_password(&argon2, octets, &hash).is_ok()
    }

    /// Whether it was made with other parameters than passwords are made with now.
    pub fn is_outdated(&self) -> bool {
        let now = PasswordHash::of_nobody();
        let parameters = |text: &str| {
            let parts: Vec<&str> = text.split('$').take(4).collect();
            parts.join("$")
        };
        parameters(&self.0) != parameters(&now.0)
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

/// Why a password could not be made into what is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotHashed {
    /// There is no randomness.
    Random(NoRandomness),
    /// There is no memory for it, or we asked for the impossible.
    Argon2(String),
}

impl fmt::Display for NotHashed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotHashed::Random(error) => error.fmt(f),
            NotHashed::Argon2(error) => f.write_str(error),
        }
    }
}

impl std::error::Error for NotHashed {}

fn params() -> Result<Params, NotHashed> {
    Params::new(MEMORY_KIBIBYTES, ITERATIONS, LANES, Some(TAG_OCTETS))
        .map_err(|error| NotHashed::Argon2(error.to_string()))
}

fn argon2() -> Result<Argon2<'static>, NotHashed> {
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::SystemRandom;

    fn fault(password: &str) -> Option<PasswordFault> {
        let name = UserName::parse("anna.schmidt").unwrap();
        let domains = ["hafenkontor.example", "xn--mller-kva.example"];
        let domains = domains.map(|name| DomainName::parse(name).unwrap());
        check_password(&Secret::new(password), &name, &domains).err()
    }

    #[test]
    fn the_one_rule() {
        assert_eq!(fault("elf zeichen"), Some(PasswordFault::TooShort));
        assert_eq!(fault("zwölf_zeiche"), None);
        assert_eq!(fault("aaaaaaaaaaaa"), None);
        assert_eq!(fault("Anna.Schmidt"), Some(PasswordFault::Guessable));
        assert_eq!(fault("hafenkontor.EXAMPLE"), Some(PasswordFault::Guessable));
        assert_eq!(fault("Müller.example"), Some(PasswordFault::Guessable));
        assert_eq!(fault(&"a".repeat(1_025)), Some(PasswordFault::TooLong));
    }

    #[test]
    fn a_password_is_known_again() {
        let right = Secret::new("correct horse battery");
        let hash = PasswordHash::of(&right, &SystemRandom).unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=65536,t=3,p=4$"));
        assert!(hash.is_of(&right));
        assert!(!hash.is_of(&Secret::new("correct horse batterx")));
        assert!(!hash.is_outdated());
        assert!(!format!("{hash:?}").contains("argon2"));
        let again = PasswordHash::of(&right, &SystemRandom).unwrap();
        assert_ne!(hash.as_str(), again.as_str(), "each has a salt of its own");
    }

    #[test]
    fn nobody_has_no_password() {
        let nobody = PasswordHash::of_nobody();
        assert!(
            phc::PasswordHash::new(nobody.as_str()).is_ok(),
            "it is tried in full"
        );
        assert!(!nobody.is_of(&Secret::new("")));
        assert!(!nobody.is_of(&Secret::new("correct horse battery")));
    }

    #[test]
    fn older_parameters_are_seen() {
        let old = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA";
        assert!(PasswordHash::stored(old.to_owned()).is_outdated());
        assert!(!PasswordHash::stored("nonsense".to_owned()).is_of(&Secret::new("nonsense")));
    }
}
