//! Why a command could not be carried out, as a key and its arguments; the words are `error-…` in
//! the catalogues, with `.next` for what to do about it.

use protocols::finding::Value;

use crate::wording::{Arguments, Catalogue};

/// Why a command stopped. Always exit status 2: nothing is said of any domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failed {
    key: &'static str,
    values: Vec<(&'static str, Value)>,
}

impl Failed {
    /// The failure of this key.
    pub(crate) fn new(key: &'static str) -> Failed {
        Failed {
            key,
            values: Vec::new(),
        }
    }

    /// With a text for its placeable.
    pub(crate) fn text(mut self, name: &'static str, value: impl ToString) -> Failed {
        self.values.push((name, Value::Text(value.to_string())));
        self
    }

    /// With a number for its placeable.
    pub(crate) fn count(mut self, name: &'static str, value: impl TryInto<u64>) -> Failed {
        self.values
            .push((name, Value::Count(value.try_into().unwrap_or(u64::MAX))));
        self
    }

    /// The words: what is wrong, and what to do.
    pub(crate) fn words(&self, catalogue: &Catalogue) -> String {
        let arguments = Arguments::none().values(&self.values);
        let text = catalogue.say(self.key, &arguments);
        let mut words = catalogue.say("error", &Arguments::none().text("text", text));
        if let Some(next) = catalogue.attribute(self.key, "next", &arguments) {
            words.push('\n');
            words.push_str(&next);
        }
        words.push('\n');
        words
    }
}
