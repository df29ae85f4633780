//! The arguments of the verbs that only look.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{PlainFormat, WorldArgs};

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[arg(required_unless_present = "from")]
    pub(crate) domains: Vec<String>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["domains", "save", "replay"])]
    pub(crate) from: Option<PathBuf>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1024))]
    pub(crate) parallel: Option<u64>,
    #[command(flatten)]
    pub(crate) asked: CheckAskedArgs,
    #[arg(long, value_enum, default_value_t = CheckFormat::Text, value_name = "FORMAT")]
    pub(crate) format: CheckFormat,
    #[arg(long, value_enum, default_value_t = FailOn::Medium, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
    #[arg(long, value_name = "FILE")]
    pub(crate) ignore: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) world: WorldArgs,
}

/// What is to be looked at, and what is known of the domain.
#[derive(Debug, Default, Args)]
pub(crate) struct CheckAskedArgs {
    #[arg(long, value_name = "NAME")]
    pub(crate) selector: Vec<String>,
    #[arg(long, conflicts_with = "mailboxes")]
    pub(crate) parked: bool,
    #[arg(long)]
    pub(crate) mailboxes: bool,
    #[arg(long, value_enum, value_name = "PART", value_delimiter = ',')]
    pub(crate) only: Vec<PartArg>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PartArg {
    Spf,
    Dkim,
    Dmarc,
    MtaSts,
    TlsRpt,
    Dane,
    Mail,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Ndjson,
    Sarif,
    Junit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Info,
    Low,
    Medium,
    High,
    Critical,
    Never,
}

#[derive(Debug, Args)]
pub(crate) struct LintArgs {
    #[arg(value_enum)]
    pub(crate) kind: KindArg,
    #[arg(allow_hyphen_values = true)]
    pub(crate) record: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) owner: Option<String>,
    #[arg(long, value_enum, default_value_t = CheckFormat::Text, value_name = "FORMAT")]
    pub(crate) format: CheckFormat,
    #[arg(long, value_enum, default_value_t = FailOn::Medium, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindArg {
    Spf,
    Dkim,
    Selector,
    Dmarc,
    DmarcReport,
    MtaSts,
    #[value(alias = "policy")]
    MtaStsPolicy,
    TlsRpt,
    Tlsa,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[arg(value_name = "ID")]
    pub(crate) ids: Vec<String>,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
}

#[derive(Debug, Args)]
pub(crate) struct SpfArgs {
    pub(crate) domain: String,
    pub(crate) ip: std::net::IpAddr,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) mail_from: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) helo: Option<String>,
    #[arg(long, value_name = "RECORD", allow_hyphen_values = true)]
    pub(crate) what_if: Option<String>,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) world: WorldArgs,
}

#[derive(Debug, Args)]
pub(crate) struct DmarcArgs {
    pub(crate) name: String,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) world: WorldArgs,
}

#[derive(Debug, Args)]
pub(crate) struct FlattenArgs {
    pub(crate) domain: String,
    #[arg(long, value_name = "RECORD", allow_hyphen_values = true)]
    pub(crate) record: Option<String>,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) world: WorldArgs,
}
