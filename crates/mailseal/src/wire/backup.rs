//! What `backup --format json` and `restore --format json` print.

use std::path::Path;

use serde::Serialize;
use store::{Contents, KeyCopy, Opened};

use crate::cli::backup::key_file;

#[derive(Serialize)]
struct Shape<'a> {
    schema: &'static str,
    /// The copy, or the data directory it was put in.
    place: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    master_key_file: Option<String>,
    octets: u64,
    domains: u64,
    /// The ids of the master keys that something is sealed under.
    master_keys: &'a [String],
    /// Whether all that is sealed was seen to open; `false` where no master key was at hand.
    opened: bool,
}

/// A copy that was made.
pub(crate) fn made(file: &Path, key: KeyCopy, contents: &Contents) -> String {
    let key = key_file(file, key).map(|path| path.display().to_string());
    super::document(&shape("mailseal.backup/1", file, key, contents))
}

/// A copy that is in place.
pub(crate) fn restored(directory: &Path, contents: &Contents) -> String {
    super::document(&shape("mailseal.restore/1", directory, None, contents))
}

fn shape<'a>(
    schema: &'static str,
    place: &Path,
    master_key_file: Option<String>,
    contents: &'a Contents,
) -> Shape<'a> {
    Shape {
        schema,
        place: place.display().to_string(),
        master_key_file,
        octets: contents.octets,
        domains: contents.domains,
        master_keys: &contents.master_keys,
        opened: contents.opened == Opened::All,
    }
}
