//! What can be typed to see what changed.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::PlainFormat;

#[derive(Debug, Args)]
pub(crate) struct TimelineArgs {
    pub(crate) domain: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
    #[arg(long, value_enum, value_name = "SIDE")]
    pub(crate) side: Option<SideArg>,
    #[arg(long, value_name = "ENTRY")]
    pub(crate) before: Option<u64>,
    #[arg(long, default_value_t = 50, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) limit: u16,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SideArg {
    Ours,
    Others,
    Alarm,
    Gap,
}

/// The verbs below `watch`.
#[derive(Debug, Subcommand)]
pub(crate) enum WatchVerb {
    Now(WatchNowArgs),
    TestTell(WatchTestTellArgs),
}

#[derive(Debug, Args)]
pub(crate) struct WatchNowArgs {
    pub(crate) domain: String,
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
}

#[derive(Debug, Args)]
pub(crate) struct WatchTestTellArgs {
    pub(crate) name: String,
    #[arg(long, value_name = "FILE")]
    pub(crate) config: PathBuf,
}
