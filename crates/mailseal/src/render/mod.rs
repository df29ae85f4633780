//! What a person sees on a terminal. Everything comes from findings and the catalogues; nothing is
//! judged here.

pub(crate) mod check;
pub(crate) mod dmarc;
pub(crate) mod finding;
pub(crate) mod flatten;
pub(crate) mod lint;
pub(crate) mod manual;
pub(crate) mod question;
pub(crate) mod records;
pub(crate) mod spf;
pub(crate) mod stored;
pub(crate) mod style;

use protocols::assessment::Unknown;

use crate::wording::{Arguments, Catalogue};

/// `TXT example.com: no answer in time; not counted as a fault`
pub(crate) fn unknown_words(unknown: &Unknown, catalogue: &Catalogue) -> String {
    let asked = question::words(&unknown.question, catalogue);
    let failure = catalogue.word(question::failure_key(unknown.failure));
    catalogue.say(
        "unknown-line",
        &Arguments::none()
            .text("question", asked)
            .text("failure", failure),
    )
}
