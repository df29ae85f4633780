//! `[log]`: what is told of what happens, and in which form.

use serde::Deserialize;

/// What is logged, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Log {
    /// The least that is logged.
    pub(crate) level: Level,
    /// How a line looks.
    pub(crate) format: LogFormat,
}

/// How much is logged, from nothing but failures to every small thing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Level {
    /// What stopped something.
    Error,
    /// And what is going wrong.
    Warn,
    /// And what was done.
    #[default]
    Info,
    /// And why.
    Debug,
    /// And everything.
    Trace,
}

/// How a line looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LogFormat {
    /// Text on a terminal, `journal` where the journal listens, else JSON.
    #[default]
    Auto,
    /// A line for people, with the time.
    Text,
    /// As text, without the time and with the priority the journal understands.
    Journal,
    /// A JSON object a line.
    Json,
}

impl Log {
    pub(super) fn needs_restart(&self, new: &Log) -> Vec<&'static str> {
        // The level is taken over at once.
        match self.format == new.format {
            true => Vec::new(),
            false => vec!["log.format"],
        }
    }
}
