//! Why a command could not be carried out, as a key and its arguments; the words are `error-…` in
//! the catalogues, with `.next` for what to do about it.

use std::path::Path;

use protocols::finding::Value;

use crate::cli::Exit;
use crate::wording::{Arguments, Catalogue};

/// Why a command stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failed {
    key: &'static str,
    values: Vec<(&'static str, Value)>,
    /// Why, in words of its own: the placeable `reason`.
    reason: Option<Box<Failed>>,
    exit: Exit,
}

impl Failed {
    /// The failure of this key.
    pub(crate) fn new(key: &'static str) -> Failed {
        Failed {
            key,
            values: Vec::new(),
            reason: None,
            exit: Exit::Usage,
        }
    }

    /// With another exit status than that of a command that could not be carried out.
    pub(crate) fn ending(mut self, exit: Exit) -> Failed {
        self.exit = exit;
        self
    }

    /// The exit status.
    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }

    /// With a text for its placeable.
    pub(crate) fn text(mut self, name: &'static str, value: impl ToString) -> Failed {
        self.values.push((name, Value::Text(value.to_string())));
        self
    }

    /// With the file it is about; `-` is standard input.
    pub(crate) fn file(self, path: &Path) -> Failed {
        self.text("file", path.display())
    }

    /// With a number for its placeable.
    pub(crate) fn count(mut self, name: &'static str, value: impl TryInto<u64>) -> Failed {
        self.values
            .push((name, Value::Count(value.try_into().unwrap_or(u64::MAX))));
        self
    }

    /// With the reason, which is worded by its own key.
    pub(crate) fn because(mut self, reason: Failed) -> Failed {
        self.reason = Some(Box::new(reason));
        self
    }

    /// Whether it is the failure of this key.
    pub(crate) fn is(&self, key: &str) -> bool {
        self.key == key
    }

    /// What is wrong, without what to do about it.
    pub(crate) fn what(&self, catalogue: &Catalogue) -> String {
        catalogue.say(self.key, &self.arguments(catalogue))
    }

    fn arguments(&self, catalogue: &Catalogue) -> Arguments<'_> {
        let arguments = Arguments::none().values(&self.values);
        let arguments = match self.values.first() {
            Some(("file", Value::Text(file))) if file == "-" => {
                arguments.text("file", catalogue.word("standard-input"))
            }
            Some(_) | None => arguments,
        };
        match &self.reason {
            Some(reason) => arguments.text("reason", reason.what(catalogue)),
            None => arguments,
        }
    }

    /// The words: what is wrong, and what to do.
    pub(crate) fn words(&self, catalogue: &Catalogue) -> String {
        let arguments = self.arguments(catalogue);
        let text = self.what(catalogue);
        let mut words = catalogue.say("error", &Arguments::none().text("text", text));
        if let Some(next) = catalogue.attribute(self.key, "next", &arguments) {
            words.push('\n');
            words.push_str(&next);
        }
        words.push('\n');
        words
    }
}
