//! Why something went wrong, as a code and its values: what the journal keeps, and what is worded when
//! somebody reads it, in their language.

use std::borrow::Cow;
use std::fmt;

use protocols::finding::Value;
use protocols::name::DomainName;
use protocols::rrset::RecordKind;

/// A cause. Its code is a key of the catalogues and never changes its meaning; values from outside
/// are escaped where they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// What it is.
    pub code: Cow<'static, str>,
    /// The values of its words, by name.
    pub values: Vec<(Cow<'static, str>, Value)>,
    /// What brought it about.
    pub because: Option<Box<Cause>>,
}

impl Cause {
    /// The cause of this code.
    pub fn new(code: impl Into<Cow<'static, str>>) -> Cause {
        Cause {
            code: code.into(),
            values: Vec::new(),
            because: None,
        }
    }

    /// With a text for its words.
    #[must_use]
    pub fn text(mut self, name: &'static str, text: impl ToString) -> Cause {
        let value = Value::Text(text.to_string());
        self.values.push((name.into(), value));
        self
    }

    /// With a number for its words.
    #[must_use]
    pub fn count(mut self, name: &'static str, count: impl TryInto<u64>) -> Cause {
        let value = Value::Count(count.try_into().unwrap_or(u64::MAX));
        self.values.push((name.into(), value));
        self
    }

    /// With what brought it about.
    #[must_use]
    pub fn because(mut self, cause: Cause) -> Cause {
        self.because = Some(Box::new(cause));
        self
    }
}

/// As operators read it in a log: `zone-refused: why-key-may-not (key: mailseal)`.
impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        for (at, (name, value)) in self.values.iter().enumerate() {
            f.write_str(if at == 0 { " (" } else { ", " })?;
            match value {
                Value::Text(text) => write!(f, "{name}: {text}")?,
                Value::Count(count) => write!(f, "{name}: {count}")?,
            }
        }
        if !self.values.is_empty() {
            f.write_str(")")?;
        }
        match &self.because {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

/// What a value of a typed cause becomes in its code form.
pub(crate) trait Told {
    /// Puts it into a cause under this name.
    fn tell(&self, name: &'static str, cause: Cause) -> Cause;
}

macro_rules! told_as_text {
    ($($kind:ty),*) => {
        $(impl Told for $kind {
            fn tell(&self, name: &'static str, cause: Cause) -> Cause {
                cause.text(name, self)
            }
        })*
    };
}

macro_rules! told_as_count {
    ($($kind:ty),*) => {
        $(impl Told for $kind {
            fn tell(&self, name: &'static str, cause: Cause) -> Cause {
                cause.count(name, *self)
            }
        })*
    };
}

told_as_text!(String, DomainName, RecordKind, std::net::SocketAddr);
told_as_count!(u8, u16, u32, u64, usize);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_line_has_all_of_it() {
        let why = Cause::new("why-late").count("seconds", 30_u8);
        let cause = Cause::new("zone-no-answer")
            .text("zone", "a.example")
            .count("tries", 2_u8)
            .because(why);
        assert_eq!(
            cause.to_string(),
            "zone-no-answer (zone: a.example, tries: 2): why-late (seconds: 30)"
        );
    }
}
