//! What every page has around its content.

use super::assets::{ICON, SCRIPT, SHEET, SPRITE};
use super::parts::note::Note;
use super::viewer::{Keys, Theme, Viewer, code};
use super::words::Words;
use crate::wording::Language;

/// The places of the top bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The domains.
    Domains,
    /// The reports.
    Reports,
    /// What happened.
    Activity,
    /// The settings.
    Settings,
    /// None of them.
    Elsewhere,
}

/// One step of the path to a page; the last has no address.
#[derive(Debug, Clone)]
pub(crate) struct Crumb {
    pub(crate) name: String,
    pub(crate) href: Option<String>,
}

/// Whoever looks, as far as a frame needs it.
pub(crate) struct Around {
    /// How they want to see it.
    pub(crate) viewer: Viewer,
    /// Their name, where they are signed in.
    pub(crate) who: Option<String>,
    /// What every form of theirs carries, so that no other site can send one.
    pub(crate) csrf: String,
}

/// What every page has around its content.
pub(crate) struct Frame {
    pub(crate) words: Words,
    around: Around,
    title: String,
    place: Place,
    pub(crate) crumbs: Vec<Crumb>,
    pub(crate) notes: Vec<Note>,
    is_refused: bool,
}

/// An entry of the top bar.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) href: &'static str,
    pub(crate) is_here: bool,
}

/// The way to the other language.
pub(crate) struct OtherLanguage {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) href: String,
}

impl Frame {
    /// Around a page of this title.
    pub(crate) fn new(around: Around, title: impl Into<String>) -> Frame {
        Frame {
            words: around.viewer.words(),
            around,
            title: title.into(),
            place: Place::Elsewhere,
            crumbs: Vec::new(),
            notes: Vec::new(),
            is_refused: false,
        }
    }

    /// At a place of the top bar.
    pub(crate) fn at(mut self, place: Place) -> Frame {
        self.place = place;
        self
    }

    /// Below a page; called from the outermost on, the page itself last.
    pub(crate) fn below(mut self, name: impl Into<String>, href: impl Into<String>) -> Frame {
        self.crumbs.push(Crumb {
            name: name.into(),
            href: Some(href.into()),
        });
        self
    }

    /// The page itself, as the path names it.
    pub(crate) fn here(mut self, name: impl Into<String>) -> Frame {
        self.crumbs.push(Crumb {
            name: name.into(),
            href: None,
        });
        self
    }

    /// With what is to be said first.
    pub(crate) fn note(mut self, note: Option<Note>) -> Frame {
        self.notes.extend(note);
        self
    }

    /// Around a form that was refused: the title says so first, for whoever hears it.
    pub(crate) fn refused(mut self) -> Frame {
        self.is_refused = true;
        self
    }

    pub(crate) fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    pub(crate) fn title(&self) -> String {
        let title = format!("{} · mailseal", self.title);
        if self.is_refused {
            return self.words.with("pages-title-refused", "title", title);
        }
        title
    }

    pub(crate) fn lang(&self) -> &'static str {
        code(self.around.viewer.language)
    }

    /// What `data-theme` says; the system decides where it is not there.
    pub(crate) fn theme(&self) -> Option<&'static str> {
        match self.around.viewer.theme {
            Theme::System => None,
            Theme::Light | Theme::Dark => Some(self.around.viewer.theme.word()),
        }
    }

    pub(crate) fn keys_are_off(&self) -> bool {
        self.around.viewer.keys == Keys::Off
    }

    pub(crate) fn sheet(&self) -> &'static str {
        &SHEET.path
    }

    pub(crate) fn script(&self) -> &'static str {
        &SCRIPT.path
    }

    pub(crate) fn icon(&self) -> &'static str {
        &ICON.path
    }

    pub(crate) fn sprite(&self) -> &'static str {
        SPRITE
    }

    /// The words of ages for the script, its number still open.
    pub(crate) fn age(&self, unit: &str) -> String {
        self.words.with(&format!("pages-ago-{unit}"), "n", "{n}")
    }

    pub(crate) fn who(&self) -> Option<&str> {
        self.around.who.as_deref()
    }

    /// The hidden value of forms.
    pub(crate) fn csrf(&self) -> &str {
        &self.around.csrf
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        let entry = |place, key, href| Entry {
            name: self.t(key),
            href,
            is_here: self.place == place,
        };
        vec![
            entry(Place::Domains, "pages-domains", "/domains"),
            entry(Place::Reports, "pages-reports", "/reports"),
            entry(Place::Activity, "pages-activity", "/activity"),
            entry(Place::Settings, "pages-settings", "/settings"),
        ]
    }

    pub(crate) fn other_language(&self) -> OtherLanguage {
        let (language, name) = match self.around.viewer.language {
            Language::English => (Language::German, "Deutsch"),
            Language::German => (Language::English, "English"),
        };
        OtherLanguage {
            code: code(language),
            name,
            href: self.around.viewer.in_language(language),
        }
    }

    pub(crate) fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}
