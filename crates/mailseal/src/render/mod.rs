//! What a person sees on a terminal. Everything comes from findings and the catalogues; nothing is
//! judged here.

pub(crate) mod access;
pub(crate) mod added;
pub(crate) mod apply;
pub(crate) mod backup;
pub(crate) mod changed;
pub(crate) mod check;
pub(crate) mod dmarc;
pub(crate) mod finding;
pub(crate) mod flatten;
pub(crate) mod history;
pub(crate) mod instructions;
pub(crate) mod letter;
pub(crate) mod lifecycle;
pub(crate) mod lint;
pub(crate) mod mailcow;
pub(crate) mod manual;
pub(crate) mod plan;
pub(crate) mod question;
pub(crate) mod records;
pub(crate) mod signers;
pub(crate) mod spf;
pub(crate) mod stored;
pub(crate) mod style;
pub(crate) mod timeline;
pub(crate) mod watch;

use protocols::answers::Failure;
use protocols::assessment::{Assessment, Protection, Unknown};

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

/// The words of a protection's line. Where all that stays open was not asked because the person said
/// so (`--offline`), the line must not read as a failure: its `.not-asked` is taken.
pub(crate) fn summary(line: &Protection, assessment: &Assessment, catalogue: &Catalogue) -> String {
    let key = format!("summary-{}", line.key);
    let arguments = Arguments::none().values(&line.args);
    let mut open = assessment
        .unknowns
        .iter()
        .filter(|unknown| unknown.protection == line.kind)
        .peekable();
    let not_asked =
        open.peek().is_some() && open.all(|unknown| unknown.failure == Failure::NotAsked);
    let words = not_asked
        .then(|| catalogue.attribute(&key, "not-asked", &arguments))
        .flatten();
    words.unwrap_or_else(|| catalogue.say(&key, &arguments))
}
