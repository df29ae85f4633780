//! The arguments of the verbs that move keys and policies.

use clap::{Args, ValueEnum};

use super::{LookArgs, PlainFormat};

#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    pub(crate) domain: Option<String>,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) look: LookArgs,
}

#[derive(Debug, Args)]
pub(crate) struct AdvanceArgs {
    pub(crate) domain: String,
    #[command(flatten)]
    pub(crate) asked: AdvanceAskedArgs,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) look: LookArgs,
}

/// Where a domain shall go, and what its owner says.
#[derive(Debug, Default, Args)]
pub(crate) struct AdvanceAskedArgs {
    #[arg(long, value_enum, value_name = "STAGE")]
    pub(crate) to: Option<StageArg>,
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    pub(crate) confirm: Vec<ConfirmArg>,
    #[arg(long, value_name = "HOST")]
    pub(crate) mx: Vec<String>,
}

/// Where a machine shall go: a DMARC rung, an MTA-STS mode, or mail or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StageArg {
    None,
    QuarantineTest,
    Quarantine,
    RejectTest,
    Reject,
    Testing,
    Enforce,
    NoMtaSts,
    Parked,
    Mail,
}

/// What the owner says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConfirmArg {
    Signing,
    Aligned,
    Mailboxes,
    CleanTls,
    NoMail,
    Unused,
    Early,
}

#[derive(Debug, Args)]
pub(crate) struct LeaveArgs {
    pub(crate) domain: String,
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    pub(crate) confirm: Vec<ConfirmArg>,
    #[arg(long, conflicts_with = "confirm")]
    pub(crate) abort: bool,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) look: LookArgs,
}

#[derive(Debug, Args)]
pub(crate) struct RotateArgs {
    pub(crate) domain: String,
    #[command(flatten)]
    pub(crate) asked: RotateAskedArgs,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) look: LookArgs,
}

/// Which keys are to have successors, or that they shall have none after all.
#[derive(Debug, Default, Args)]
pub(crate) struct RotateAskedArgs {
    #[arg(long, value_enum, value_name = "ALGORITHM")]
    pub(crate) algorithm: Vec<AlgorithmArg>,
    #[arg(long, value_name = "NAME")]
    pub(crate) selector: Option<String>,
    #[arg(long, conflicts_with_all = ["algorithm", "selector"])]
    pub(crate) abort: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AlgorithmArg {
    Rsa2048,
    Rsa3072,
    Rsa4096,
    Ed25519,
}
