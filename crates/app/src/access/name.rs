//! The name of an access.

use std::fmt;

use super::error::AccessError;

/// Characters of a name.
const CHARACTERS_MAX: usize = 64;

/// The name a person gives an access: letters, digits, `-`, `_` and `.`, at most 64 of them, in small
/// letters whatever was typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccessName(String);

impl AccessName {
    /// Reads a name.
    ///
    /// # Errors
    /// [`AccessError::BadName`].
    pub fn parse(text: &str) -> Result<AccessName, AccessError> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        // A name that begins like an option would be taken for one.
        let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
        if !begins || text.len() > CHARACTERS_MAX || !text.chars().all(fits) {
            return Err(AccessError::BadName);
        }
        Ok(AccessName(text.to_ascii_lowercase()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccessName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_name() {
        let read = |text| AccessName::parse(text).map(|name| name.to_string());
        assert_eq!(read("Main-2.example_x").as_deref(), Ok("main-2.example_x"));
        for bad in ["", "-a", ".a", "a b", "a/b", "ä", &"a".repeat(65)] {
            assert_eq!(read(bad), Err(AccessError::BadName), "{bad}");
        }
    }
}
