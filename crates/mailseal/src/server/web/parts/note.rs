//! What is to be said first on a page: that something was done, or why it was not.

use askama::Template;
use askama::filters::HtmlSafe;

use super::mark::Mark;

/// A message above a page. It stays until the next page; nothing vanishes by time.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/note.html")]
pub(crate) struct Note {
    mark: Mark,
    /// `status` is read when there is time, `alert` at once.
    role: &'static str,
    text: String,
    link: Option<(String, String)>,
}

impl HtmlSafe for Note {}

impl Note {
    /// It is done.
    pub(crate) fn done(text: String) -> Note {
        Note::new(Mark::InForce, "status", text)
    }

    /// Something to know, of this mark.
    pub(crate) fn told(mark: Mark, text: String) -> Note {
        Note::new(mark, "status", text)
    }

    /// It was refused or failed.
    pub(crate) fn refused(text: String) -> Note {
        Note::new(Mark::Critical, "alert", text)
    }

    fn new(mark: Mark, role: &'static str, text: String) -> Note {
        Note {
            mark,
            role,
            text,
            link: None,
        }
    }

    /// With the way on.
    pub(crate) fn link(mut self, href: impl Into<String>, text: String) -> Note {
        self.link = Some((href.into(), text));
        self
    }
}
