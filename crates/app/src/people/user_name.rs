//! The name of a person.

use std::fmt;

/// Octets of a name.
const OCTETS_MAX: usize = 64;

/// The name a person signs in with: letters and digits of any script, and `-`, `_`, `.`, `+`, `@` between
/// them, in small letters whatever was typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserName(String);

impl UserName {
    /// Reads a name; `None` for what is none.
    pub fn parse(text: &str) -> Option<UserName> {
        let name = text.trim().to_lowercase();
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '@');
        // A name that begins like an option would be taken for one.
        let begins = name.starts_with(char::is_alphanumeric);
        (begins && name.len() <= OCTETS_MAX && name.chars().all(fits)).then_some(UserName(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_name() {
        let read = |text| UserName::parse(text).map(|name| name.to_string());
        assert_eq!(read(" Anna ").as_deref(), Some("anna"));
        assert_eq!(read("Jörg").as_deref(), Some("jörg"));
        assert_eq!(read("a.b+c@d.example").as_deref(), Some("a.b+c@d.example"));
        for bad in [
            "",
            "-a",
            "@a",
            "a b",
            "a/b",
            "a\u{202e}b",
            "a\0",
            &"a".repeat(65),
        ] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }
}
