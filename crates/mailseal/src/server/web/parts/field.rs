//! Fields of forms, and the summary of what is wrong with them.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;

use super::mark::Mark;
use crate::server::web::words::Words;

/// What is wrong in a form that was sent: the same words above it and at each field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Faults(Vec<(&'static str, String)>);

/// The summary above a form; empty where nothing is wrong.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/errors.html")]
pub(crate) struct Errors<'a> {
    words: Words,
    faults: &'a [(&'static str, String)],
}

impl HtmlSafe for Errors<'_> {}

/// The attributes of a field that was refused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FaultAttributes {
    field: &'static str,
    has_hint: bool,
    is_bad: bool,
}

impl fmt::Display for FaultAttributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.field;
        if self.is_bad {
            f.write_str(r#" aria-invalid="true""#)?;
        }
        match (self.has_hint, self.is_bad) {
            (true, true) => write!(f, r#" aria-describedby="{field}-hint {field}-err""#),
            (true, false) => write!(f, r#" aria-describedby="{field}-hint""#),
            (false, true) => write!(f, r#" aria-describedby="{field}-err""#),
            (false, false) => Ok(()),
        }
    }
}

impl HtmlSafe for FaultAttributes {}

/// What is wrong with a field, where something is.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/fault.html")]
pub(crate) struct Fault<'a> {
    words: Words,
    field: &'static str,
    text: Option<&'a str>,
}

impl HtmlSafe for Fault<'_> {}

impl Faults {
    /// One fault of a field, by its `id`.
    pub(crate) fn one(field: &'static str, text: String) -> Faults {
        Faults(vec![(field, text)])
    }

    /// Another one.
    pub(crate) fn add(&mut self, field: &'static str, text: String) {
        self.0.push((field, text));
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The summary.
    pub(crate) fn summary(&self, words: &Words) -> Errors<'_> {
        Errors {
            words: *words,
            faults: &self.0,
        }
    }

    fn of(&self, field: &str) -> Option<&str> {
        let mut faults = self.0.iter();
        faults
            .find(|(known, _)| *known == field)
            .map(|(_, text)| text.as_str())
    }

    /// The class of a field's frame.
    pub(crate) fn class(&self, field: &str) -> &'static str {
        match self.of(field) {
            Some(_) => "field bad",
            None => "field",
        }
    }

    /// `aria-invalid` and `aria-describedby` of a field without a hint.
    pub(crate) fn attributes(&self, field: &'static str) -> FaultAttributes {
        FaultAttributes {
            field,
            has_hint: false,
            is_bad: self.of(field).is_some(),
        }
    }

    /// `aria-invalid` and `aria-describedby` of a field with a hint.
    pub(crate) fn attributes_hinted(&self, field: &'static str) -> FaultAttributes {
        FaultAttributes {
            has_hint: true,
            ..self.attributes(field)
        }
    }

    /// The words at the field.
    pub(crate) fn at(&self, field: &'static str, words: &Words) -> Fault<'_> {
        Fault {
            words: *words,
            field,
            text: self.of(field),
        }
    }
}
