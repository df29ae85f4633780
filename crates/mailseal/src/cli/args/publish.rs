//! The arguments of the verbs that plan, write and take back.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{PlainFormat, WorldArgs};

/// The verbs below `access`.
#[derive(Debug, Subcommand)]
pub(crate) enum AccessVerb {
    Add(AccessAddArgs),
    List(AccessListArgs),
    Remove(AccessRemoveArgs),
    Test(AccessTestArgs),
}

#[derive(Debug, Args)]
pub(crate) struct AccessAddArgs {
    pub(crate) name: String,
    #[arg(long, value_name = "PROVIDER")]
    pub(crate) provider: String,
    #[arg(long, value_name = "ZONE", required_unless_present = "all_zones")]
    pub(crate) zone: Vec<String>,
    #[arg(long, conflicts_with = "zone")]
    pub(crate) all_zones: bool,
    #[arg(long, value_name = "SETTING")]
    pub(crate) set: Vec<String>,
    #[arg(long, value_name = "SECRET")]
    pub(crate) secret: Vec<String>,
    #[arg(long)]
    pub(crate) replace: bool,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
}

#[derive(Debug, Args)]
pub(crate) struct AccessListArgs {
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
}

#[derive(Debug, Args)]
pub(crate) struct AccessRemoveArgs {
    pub(crate) name: String,
}

#[derive(Debug, Args)]
pub(crate) struct AccessTestArgs {
    pub(crate) name: String,
    pub(crate) zone: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) ca: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
}

#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    #[arg(required = true)]
    pub(crate) domains: Vec<String>,
    #[arg(long)]
    pub(crate) instructions: bool,
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT", conflicts_with = "instructions")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) world: WorldArgs,
}

/// What the owner asks for beyond what is stored.
#[derive(Debug, Args)]
pub(crate) struct AskedArgs {
    #[arg(long)]
    pub(crate) merge_spf: bool,
    #[arg(long, value_enum, value_name = "ROLE", value_delimiter = ',')]
    pub(crate) take_over: Vec<RoleArg>,
}

#[derive(Debug, Args)]
pub(crate) struct ApplyArgs {
    #[arg(required_unless_present = "all")]
    pub(crate) domains: Vec<String>,
    #[arg(long, conflicts_with = "domains")]
    pub(crate) all: bool,
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) live: LiveArgs,
}

#[derive(Debug, Args)]
pub(crate) struct UndoArgs {
    pub(crate) step: u64,
    #[arg(long)]
    pub(crate) yes: bool,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) live: LiveArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ResumeArgs {
    pub(crate) domain: Option<String>,
    #[arg(long, requires = "domain")]
    pub(crate) give_up: bool,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) live: LiveArgs,
}

#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    pub(crate) domain: Option<String>,
    #[arg(long, default_value_t = 50, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) limit: u16,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
}

/// How the live world is asked by verbs that write to it.
#[derive(Debug, Args)]
pub(crate) struct LiveArgs {
    #[arg(long, value_name = "SERVER")]
    pub(crate) dns: Vec<String>,
    #[arg(long)]
    pub(crate) allow_private: bool,
    #[arg(long, value_name = "FILE")]
    pub(crate) ca: Vec<PathBuf>,
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: Option<u64>,
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(0..=86400))]
    pub(crate) wait: Option<u64>,
}

impl LiveArgs {
    /// Every authoritative server is asked; the resolver only finds them.
    pub(crate) fn world(&self) -> WorldArgs {
        WorldArgs {
            dns: self.dns.clone(),
            authoritative: true,
            allow_private: self.allow_private,
            ca: self.ca.clone(),
            timeout: self.timeout,
            ..WorldArgs::default()
        }
    }
}

/// In what another's records can be taken over. A null MX never takes the place of another's MX.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RoleArg {
    Spf,
    Dkim,
    Dmarc,
    MtaSts,
    PolicyHost,
    TlsRpt,
}
