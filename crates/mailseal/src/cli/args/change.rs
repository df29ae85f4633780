//! The arguments of `change`.

use clap::{Args, ValueEnum};

use super::PlainFormat;

#[derive(Debug, Args)]
pub(crate) struct ChangeArgs {
    pub(crate) domain: String,
    #[command(flatten)]
    pub(crate) asked: ChangeAskedArgs,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
}

/// What is wanted otherwise.
#[derive(Debug, Default, Args)]
#[group(id = "wishes", required = true, multiple = true)]
pub(crate) struct ChangeAskedArgs {
    #[arg(long, value_name = "TERM", allow_hyphen_values = true)]
    pub(crate) spf: Vec<String>,
    #[arg(long, value_name = "TERM", allow_hyphen_values = true)]
    pub(crate) no_spf: Vec<String>,
    #[arg(long, value_enum, value_name = "RESULT")]
    pub(crate) others: Option<OthersArg>,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) dmarc_reports: Vec<String>,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) tls_reports: Vec<String>,
    #[arg(long, value_enum, value_name = "MODE")]
    pub(crate) adkim: Option<AlignmentArg>,
    #[arg(long, value_enum, value_name = "MODE")]
    pub(crate) aspf: Option<AlignmentArg>,
    #[arg(long, value_enum, value_name = "WHO")]
    pub(crate) writers: Option<WritersArg>,
    #[arg(long, value_name = "HOST")]
    pub(crate) policy_host: Option<String>,
}

/// What becomes of senders that SPF does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OthersArg {
    Fail,
    Softfail,
    Neutral,
}

/// How names must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AlignmentArg {
    Relaxed,
    Strict,
}

/// Who writes from the domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WritersArg {
    People,
    Unstated,
}
