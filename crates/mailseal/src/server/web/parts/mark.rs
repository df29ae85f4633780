//! Marks: a shape, a word, and only then a colour.

use std::fmt;

use askama::filters::HtmlSafe;
use protocols::assessment::State;
use protocols::finding::Severity;

use crate::server::web::words::Words;

/// What a mark says. Filled shapes act on mail today, hollow ones do not, the dashed one nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// A finding of this severity.
    Critical,
    /// A finding of this severity.
    High,
    /// A finding of this severity.
    Medium,
    /// A finding of this severity.
    Low,
    /// A finding of this severity.
    Info,
    /// It does not work as meant.
    Broken,
    /// Something of it is to be done.
    Attention,
    /// In force.
    InForce,
    /// Nobody knows. Never a fault.
    Unknown,
    /// It waits for time or the world.
    Waiting,
    /// Not set up, or not needed.
    Off,
}

impl Mark {
    /// That of a severity.
    pub(crate) fn of_severity(severity: Severity) -> Mark {
        match severity {
            Severity::Critical => Mark::Critical,
            Severity::High => Mark::High,
            Severity::Medium => Mark::Medium,
            Severity::Low => Mark::Low,
            Severity::Info => Mark::Info,
        }
    }

    /// That of a protection.
    pub(crate) fn of_state(state: State) -> Mark {
        match state {
            State::Fine => Mark::InForce,
            State::Warning => Mark::Attention,
            State::Problem => Mark::Broken,
            State::Absent | State::NotNeeded => Mark::Off,
            State::Unknown => Mark::Unknown,
        }
    }

    /// The class that brings the colour.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Mark::Critical => "is-critical",
            Mark::High => "is-high",
            Mark::Medium => "is-medium",
            Mark::Low => "is-low",
            Mark::Info => "is-info",
            Mark::Broken => "is-broken",
            Mark::Attention => "is-attention",
            Mark::InForce => "is-ok",
            Mark::Unknown => "is-unknown",
            Mark::Waiting => "is-waiting",
            Mark::Off => "is-off",
        }
    }

    /// The word that stands beside it, or hidden within.
    pub(crate) fn word(self, words: Words) -> String {
        words.t(match self {
            Mark::Critical => "pages-mark-critical",
            Mark::High => "pages-mark-high",
            Mark::Medium => "pages-mark-medium",
            Mark::Low => "pages-mark-low",
            Mark::Info => "pages-mark-info",
            Mark::Broken => "pages-mark-broken",
            Mark::Attention => "pages-mark-attention",
            Mark::InForce => "pages-mark-in-force",
            Mark::Unknown => "pages-mark-unknown",
            Mark::Waiting => "pages-mark-waiting",
            Mark::Off => "pages-mark-off",
        })
    }

    fn shape(self) -> &'static str {
        match self {
            Mark::Critical | Mark::Broken => "critical",
            Mark::High => "high",
            Mark::Medium | Mark::Attention => "medium",
            Mark::Low => "low",
            Mark::Info => "info",
            Mark::InForce => "ok",
            Mark::Unknown => "unknown",
            Mark::Waiting => "waiting",
            Mark::Off => "off",
        }
    }
}

/// The shape. Whoever cannot see it reads the word, which stands there too.
impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shape = self.shape();
        write!(
            f,
            r##"<svg class="mk" aria-hidden="true"><use href="#m-{shape}"/></svg>"##
        )
    }
}

impl HtmlSafe for Mark {}
