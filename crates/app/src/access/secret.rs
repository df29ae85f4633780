//! A credential in memory.

use std::fmt;

use zeroize::Zeroizing;

/// A token, key or password. It is not printed by `Debug`, and wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a credential; white space around it, as an editor leaves it in a file, is no part of it.
    pub fn new(text: impl Into<String>) -> Secret {
        let text = Zeroizing::new(text.into());
        Secret(Zeroizing::new(text.trim().to_owned()))
    }

    /// The credential, to be sent or sealed and nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// `text` with the credential taken out of it, as an answer that repeats it would have it.
    pub fn struck_from(&self, text: &str) -> String {
        if self.0.is_empty() {
            return text.to_owned();
        }
        text.replace(self.0.as_str(), "[credential]")
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_printed() {
        let secret = Secret::new(" tok3n\n");
        assert_eq!(format!("{secret:?}"), "Secret(..)");
        assert_eq!(secret.expose(), "tok3n");
        assert_eq!(secret.struck_from("bad tok3n!"), "bad [credential]!");
        assert_eq!(Secret::new("").struck_from("as it is"), "as it is");
    }
}
