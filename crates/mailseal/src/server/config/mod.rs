//! What the server does and where: a TOML file, a section a door. A name it does not know is an
//! error with its line, so that no setting is ignored for a slip of the pen.

mod ops;

use std::path::Path;

use serde::Deserialize;

use crate::failure::Failed;
use crate::input;

pub(crate) use ops::Ops;

/// The whole file. Every section has defaults that start anywhere.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    /// Health and metrics.
    pub(crate) ops: Ops,
}

/// Reads the file.
pub(crate) fn read(path: &Path) -> Result<Config, Failed> {
    let text = input::file(path)?;
    toml::from_str(&text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let before = text.get(..at).unwrap_or(&text);
        Failed::new("error-config-file")
            .file(path)
            .count("line", before.matches('\n').count() + 1)
            .text("what", error.message())
    })
}
