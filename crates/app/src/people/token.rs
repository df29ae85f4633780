//! Tokens of programs.

use std::fmt;

use protocols::time::Timestamp;

use super::{Scopes, SecretDigest, UserName};

/// Characters of a token's name.
const NAME_CHARACTERS_MAX: usize = 64;

/// The name a person gives a token: letters, digits, `-`, `_` and `.`, at most 64 of them, in small letters
/// whatever was typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenName(String);

impl TokenName {
    /// Reads a name; `None` for what is none.
    pub fn parse(text: &str) -> Option<TokenName> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
        let is_name = begins && text.len() <= NAME_CHARACTERS_MAX && text.chars().all(fits);
        is_name.then(|| TokenName(text.to_ascii_lowercase()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TokenName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A token as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is called.
    pub name: TokenName,
    /// What it may be used for.
    pub scopes: Scopes,
    /// Whose it is: it may do no more than its owner may, and goes with them. `None` for one that was
    /// made by a command.
    pub owner: Option<UserName>,
    /// When it was made.
    pub made: Timestamp,
    /// From when on it is worth nothing; `None` for never.
    pub expires: Option<Timestamp>,
    /// When it was last used, to the hour; `None` for never.
    pub used: Option<Timestamp>,
}

/// A token that is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// By which it is known.
    pub digest: SecretDigest,
    /// What it is called.
    pub name: TokenName,
    /// What it may be used for.
    pub scopes: Scopes,
    /// Whose it is.
    pub owner: Option<UserName>,
    /// From when on it is worth nothing; `None` for never.
    pub expires: Option<Timestamp>,
}

/// How exactly the last use is kept.
const USE_KEPT_SECONDS: u64 = 3_600;

impl Token {
    /// Whether it is worth something now.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.expires.is_none_or(|expires| now < expires)
    }

    /// Whether its use now is to be written down.
    pub fn moves(&self, now: Timestamp) -> bool {
        self.used
            .is_none_or(|used| now.0.saturating_sub(used.0) >= USE_KEPT_SECONDS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_name() {
        let read = |text| TokenName::parse(text).map(|name| name.to_string());
        assert_eq!(read("CI-deploy.1").as_deref(), Some("ci-deploy.1"));
        for bad in ["", "-a", "a b", "ä", &"a".repeat(65)] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_token_ends() {
        let mut token = Token {
            name: TokenName::parse("t").unwrap(),
            scopes: Scopes::NONE,
            owner: None,
            made: Timestamp(0),
            expires: Some(Timestamp(100)),
            used: None,
        };
        assert!(token.is_valid(Timestamp(99)) && !token.is_valid(Timestamp(100)));
        assert!(token.moves(Timestamp(1)));
        token.used = Some(Timestamp(1));
        assert!(!token.moves(Timestamp(3_600)) && token.moves(Timestamp(3_601)));
        token.expires = None;
        assert!(token.is_valid(Timestamp(u64::MAX)));
    }
}
