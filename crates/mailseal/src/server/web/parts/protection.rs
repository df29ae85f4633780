//! The protections of a domain: as a strip under its name, and in short for a table.

use askama::Template;
use askama::filters::HtmlSafe;
use protocols::assessment::{Assessment, Protection};

use super::mark::Mark;
use super::sentence;
use crate::render::summary;
use crate::server::web::words::Words;
use crate::wire::names;

/// The strip under a domain's name: each with its fact.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/protections.html")]
pub(crate) struct Protections {
    items: Vec<Item>,
}

impl HtmlSafe for Protections {}

/// The marks of a row in a table.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/strip.html")]
pub(crate) struct Strip {
    items: Vec<Item>,
    shape: StripShape,
}

impl HtmlSafe for Strip {}

/// How a strip in a table is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StripShape {
    /// Names beside their marks.
    Names,
    /// Marks alone, for long lists; the names are hidden text, and stand in the legend.
    Marks,
}

/// One protection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    mark: Mark,
    name: String,
    word: String,
    fact: String,
}

impl Protections {
    /// Of a check.
    pub(crate) fn of(assessment: &Assessment, words: Words) -> Protections {
        let items = assessment.protections.iter();
        Protections {
            items: items.map(|line| item(line, assessment, words)).collect(),
        }
    }
}

impl Strip {
    /// Of marks that are known already.
    pub(crate) fn of(
        marks: impl IntoIterator<Item = (String, Mark)>,
        shape: StripShape,
        words: Words,
    ) -> Strip {
        let items = marks.into_iter().map(|(name, mark)| Item {
            mark,
            name,
            word: mark.word(words),
            fact: String::new(),
        });
        Strip {
            items: items.collect(),
            shape,
        }
    }
}

/// The name of a protection.
pub(crate) fn name(line: &Protection, words: Words) -> String {
    words.t(&format!("protection-{}", names::protection(line.kind)))
}

fn item(line: &Protection, assessment: &Assessment, words: Words) -> Item {
    let mark = Mark::of_state(assessment.state(line));
    Item {
        mark,
        name: name(line, words),
        word: mark.word(words),
        fact: sentence(&summary(line, assessment, words.catalogue())),
    }
}
