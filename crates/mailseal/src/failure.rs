//! Why a command could not be carried out, as a key and its arguments; the words are `error-…` in
//! the catalogues, with `.next` for what to do about it.

use std::borrow::Cow;
use std::path::Path;

use app::cause::Cause;
use protocols::finding::Value;

use crate::cli::Exit;
use crate::wording::{Arguments, Catalogue, Language};

/// Why a command stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failed {
    key: Cow<'static, str>,
    values: Vec<(Cow<'static, str>, Value)>,
    /// Why, in words of its own: the placeable `reason`.
    reason: Option<Box<Failed>>,
    exit: Exit,
}

impl Failed {
    /// The failure of this key.
    pub(crate) fn new(key: impl Into<Cow<'static, str>>) -> Failed {
        Failed {
            key: key.into(),
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
        let value = Value::Text(value.to_string());
        self.values.push((name.into(), value));
        self
    }

    /// With the file it is about; `-` is standard input.
    pub(crate) fn file(self, path: &Path) -> Failed {
        self.text("file", path.display())
    }

    /// With a number for its placeable.
    pub(crate) fn count(mut self, name: &'static str, value: impl TryInto<u64>) -> Failed {
        self.values.push((
            name.into(),
            Value::Count(value.try_into().unwrap_or(u64::MAX)),
        ));
        self
    }

    /// With the reason, which is worded by its own key.
    pub(crate) fn because(mut self, reason: Failed) -> Failed {
        self.reason = Some(Box::new(reason));
        self
    }

    /// The failure that a cause is in the catalogues.
    pub(crate) fn of(cause: &Cause) -> Failed {
        Failed {
            key: cause.code.clone(),
            values: cause.values.clone(),
            reason: cause.because.as_deref().map(Failed::of).map(Box::new),
            exit: Exit::Usage,
        }
    }

    /// The same by code and values, for those who word it later.
    pub(crate) fn cause(&self) -> Cause {
        Cause {
            code: self.key.clone(),
            values: self.values.clone(),
            because: self.reason.as_deref().map(Failed::cause).map(Box::new),
        }
    }

    /// What to do about it: the nearest to its ground that the catalogue has a word for.
    pub(crate) fn hint(&self, catalogue: &Catalogue) -> Option<String> {
        let deeper = self.reason.as_deref();
        let deeper = deeper.and_then(|reason| reason.hint(catalogue));
        deeper.or_else(|| catalogue.attribute(&self.key, "next", &self.arguments(catalogue)))
    }

    /// Whether it is the failure of this key.
    pub(crate) fn is(&self, key: &str) -> bool {
        self.key == key
    }

    /// Its key: the same in every language.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// What is wrong, as the log has it.
    pub(crate) fn in_english(&self) -> String {
        self.what(Catalogue::shared(Language::English))
    }

    /// What is wrong, without what to do about it.
    pub(crate) fn what(&self, catalogue: &Catalogue) -> String {
        if catalogue.has(&self.key) {
            catalogue.say(&self.key, &self.arguments(catalogue))
        } else {
            // A newer mailseal noted it.
            self.cause().to_string()
        }
    }

    fn arguments(&self, catalogue: &Catalogue) -> Arguments<'_> {
        let arguments = Arguments::none().values(&self.values);
        let arguments = match self.values.first() {
            Some((name, Value::Text(file))) if name == "file" && file == "-" => {
                arguments.text("file", catalogue.word("standard-input"))
            }
            Some(_) | None => arguments,
        };
        match &self.reason {
            Some(reason) => arguments.text("reason", reason.what(catalogue)),
            None => arguments,
        }
    }

    /// What to do about it, where there is something.
    pub(crate) fn next(&self, catalogue: &Catalogue) -> Option<String> {
        catalogue.attribute(&self.key, "next", &self.arguments(catalogue))
    }

    /// The words: what is wrong, and what to do.
    pub(crate) fn words(&self, catalogue: &Catalogue) -> String {
        let text = self.what(catalogue);
        let mut words = catalogue.say("error", &Arguments::none().text("text", text));
        if let Some(next) = self.next(catalogue) {
            words.push('\n');
            words.push_str(&next);
        }
        words.push('\n');
        words
    }
}
