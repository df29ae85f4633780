//! State lines: the stages of a machine, those behind, the present one, those to come.

use askama::Template;
use askama::filters::HtmlSafe;

use super::mark::Mark;
use crate::server::web::words::Words;

/// A machine with its stages, and what it waits for.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/line.html")]
pub(crate) struct StateLine {
    name: String,
    stages: Vec<Stage>,
    /// What is to be said below, each with a mark.
    pub(crate) notes: Vec<(Mark, String)>,
}

impl HtmlSafe for StateLine {}

/// One stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stage {
    mark: Mark,
    /// `done`, `now` or `later`, for whoever does not see the mark.
    tense: String,
    name: String,
    fact: String,
    is_current: bool,
}

/// How the present stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Present {
    /// It is the last: nothing follows.
    Reached,
    /// It goes on from here.
    Waits,
    /// Something is wrong.
    Alarm,
}

impl StateLine {
    /// Stages with their names, of which the one at `at` is the present one with a fact of its own.
    pub(crate) fn new(
        name: String,
        stages: Vec<String>,
        at: usize,
        present: Present,
        fact: String,
        words: Words,
    ) -> StateLine {
        let stages = stages.into_iter().enumerate().map(|(index, name)| {
            let (mark, tense) = match index.cmp(&at) {
                std::cmp::Ordering::Less => (Mark::InForce, "pages-line-done"),
                std::cmp::Ordering::Greater => (Mark::Off, "pages-line-later"),
                std::cmp::Ordering::Equal => match present {
                    Present::Reached => (Mark::InForce, "pages-line-now"),
                    Present::Waits => (Mark::Waiting, "pages-line-now"),
                    Present::Alarm => (Mark::Broken, "pages-line-now"),
                },
            };
            Stage {
                mark,
                tense: words.t(tense),
                name,
                fact: if index == at {
                    fact.clone()
                } else {
                    String::new()
                },
                is_current: index == at,
            }
        });
        StateLine {
            name,
            stages: stages.collect(),
            notes: Vec::new(),
        }
    }
}
