//! What `backup` and `restore` print.

use std::path::Path;

use store::{Contents, KeyCopy, Opened};

use crate::cli::backup::key_file;
use crate::wording::{Arguments, Catalogue};

/// A copy that was made, and what goes with it.
pub(crate) fn made(file: &Path, key: KeyCopy, contents: &Contents, words: &Catalogue) -> String {
    let mut lines = vec![words.say("backup-made", &counted(file, contents))];
    match (key_file(file, key), contents.opened) {
        (Some(key), _) => {
            let arguments = Arguments::none().text("file", key.display().to_string());
            lines.push(words.say("backup-key-beside", &arguments));
        }
        (None, _) if contents.master_keys.is_empty() => {}
        (None, Opened::All) => lines.push(words.say("backup-key-apart", &keys(contents))),
        (None, Opened::NotTried) => lines.push(words.say("backup-key-not-here", &keys(contents))),
    }
    lines.join("\n") + "\n"
}

/// A copy that is in place.
pub(crate) fn restored(directory: &Path, contents: &Contents, words: &Catalogue) -> String {
    words.say("restore-done", &counted(directory, contents)) + "\n"
}

fn counted(file: &Path, contents: &Contents) -> Arguments<'static> {
    Arguments::none()
        .text("file", file.display().to_string())
        .count("count", contents.domains)
}

fn keys(contents: &Contents) -> Arguments<'static> {
    Arguments::none().text("keys", contents.master_keys.join(", "))
}
