//! The arguments of the verbs for those who sign.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{LookArgs, PlainFormat, WorldArgs};

#[derive(Debug, Args)]
pub(crate) struct KeysArgs {
    #[command(subcommand)]
    pub(crate) verb: KeysVerb,
}

/// The verbs below `keys`.
#[derive(Debug, Subcommand)]
pub(crate) enum KeysVerb {
    Export(KeysExportArgs),
}

#[derive(Debug, Args)]
pub(crate) struct KeysExportArgs {
    #[arg(required = true)]
    pub(crate) domains: Vec<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) selector: Option<String>,
    #[arg(long, requires = "selector")]
    pub(crate) unseen: bool,
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: SignerFormat,
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub(crate) installed: Option<PathBuf>,
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SignerFormat {
    Pem,
    Opendkim,
    Rspamd,
    Postfix,
    Exchange,
}

#[derive(Debug, Args)]
pub(crate) struct MailcowArgs {
    #[command(subcommand)]
    pub(crate) verb: MailcowVerb,
}

/// The verbs below `mailcow`.
#[derive(Debug, Subcommand)]
pub(crate) enum MailcowVerb {
    List(MailcowListArgs),
    Adopt(MailcowDomainArgs),
    ImportKey(MailcowImportArgs),
    MtaSts(MailcowMtaStsArgs),
    Detect(MailcowDetectArgs),
}

/// Which mailcow.
#[derive(Debug, Args)]
pub(crate) struct MailcowServerArgs {
    #[arg(long, value_name = "NAME")]
    pub(crate) server: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) api_ca: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct MailcowListArgs {
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) server: MailcowServerArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MailcowDomainArgs {
    pub(crate) domain: String,
    #[command(flatten)]
    pub(crate) server: MailcowServerArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MailcowImportArgs {
    pub(crate) domain: String,
    #[arg(long, value_name = "NAME")]
    pub(crate) selector: Option<String>,
    #[command(flatten)]
    pub(crate) server: MailcowServerArgs,
    #[command(flatten)]
    pub(crate) look: LookArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MailcowMtaStsArgs {
    pub(crate) domain: String,
    #[arg(long)]
    pub(crate) take_over: bool,
    #[command(flatten)]
    pub(crate) server: MailcowServerArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MailcowDetectArgs {
    pub(crate) domain: String,
    #[command(flatten)]
    pub(crate) world: WorldArgs,
}
