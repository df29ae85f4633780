//! What can be typed. The help texts are in the catalogues (`cli.ftl`), by verb and argument.

mod backup;
mod change;
mod lives;
mod look;
mod publish;
mod serve;
mod signers;
mod watch;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use backup::{BackupArgs, RestoreArgs};
pub(crate) use change::{AlignmentArg, ChangeArgs, ChangeAskedArgs, OthersArg, WritersArg};
pub(crate) use lives::{
    AdvanceArgs, AdvanceAskedArgs, AlgorithmArg, ConfirmArg, LeaveArgs, RotateArgs,
    RotateAskedArgs, StageArg, StatusArgs,
};
pub(crate) use look::{
    CheckArgs, CheckAskedArgs, CheckFormat, DmarcArgs, ExplainArgs, FailOn, FlattenArgs, KindArg,
    LintArgs, PartArg, SpfArgs,
};
pub(crate) use publish::{
    AccessAddArgs, AccessListArgs, AccessRemoveArgs, AccessTestArgs, AccessVerb, ApplyArgs,
    AskedArgs, HistoryArgs, LiveArgs, PlanArgs, ResumeArgs, RoleArg, UndoArgs,
};
pub(crate) use serve::ServeArgs;
pub(crate) use signers::{
    KeysArgs, KeysExportArgs, KeysVerb, MailcowArgs, MailcowDetectArgs, MailcowDomainArgs,
    MailcowImportArgs, MailcowListArgs, MailcowMtaStsArgs, MailcowServerArgs, MailcowVerb,
    SignerFormat,
};
pub(crate) use watch::{SideArg, TimelineArgs, WatchNowArgs, WatchTestTellArgs, WatchVerb};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "mailseal",
    version,
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
pub(crate) struct Line {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// What goes with every verb.
#[derive(Debug, Args)]
pub(crate) struct Global {
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) master_key: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE", id = "access_file")]
    pub(crate) access: Option<PathBuf>,
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub(crate) lang: Option<LanguageArg>,
    #[arg(long, global = true, value_enum, default_value_t = ColorArg::Auto, value_name = "WHEN")]
    pub(crate) color: ColorArg,
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageArg {
    En,
    De,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorArg {
    Auto,
    Always,
    Never,
}

/// The verbs, in the order a person meets them.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Add(AddArgs),
    List(ListArgs),
    Show(ShowArgs),
    Change(ChangeArgs),
    Records(RecordsArgs),
    Plan(PlanArgs),
    Apply(ApplyArgs),
    Undo(UndoArgs),
    Resume(ResumeArgs),
    History(HistoryArgs),
    Remove(RemoveArgs),
    #[command(subcommand, disable_help_subcommand = true)]
    Access(AccessVerb),
    Status(StatusArgs),
    Advance(AdvanceArgs),
    Rotate(RotateArgs),
    Leave(LeaveArgs),
    Keys(KeysArgs),
    Mailcow(MailcowArgs),
    Serve(ServeArgs),
    Timeline(TimelineArgs),
    #[command(subcommand, disable_help_subcommand = true)]
    Watch(WatchVerb),
    Backup(BackupArgs),
    Restore(RestoreArgs),
    Check(CheckArgs),
    Lint(LintArgs),
    Explain(ExplainArgs),
    Spf(SpfArgs),
    Dmarc(DmarcArgs),
    Flatten(FlattenArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    pub(crate) domain: String,
    #[command(flatten)]
    pub(crate) asked: AddAskedArgs,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) world: WorldArgs,
}

/// What a person says of a domain that is taken in.
#[derive(Debug, Default, Args)]
pub(crate) struct AddAskedArgs {
    #[arg(long, value_name = "HOST")]
    pub(crate) mx: Vec<String>,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) report_to: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) selector: Option<String>,
    #[arg(long, value_name = "TERM", allow_hyphen_values = true)]
    pub(crate) spf: Vec<String>,
    #[arg(long, value_enum, value_name = "STEP")]
    pub(crate) dmarc: Option<LadderArg>,
    #[arg(long)]
    pub(crate) mailboxes: bool,
    #[arg(long, value_name = "NAME")]
    pub(crate) adopt_selector: Vec<String>,
    #[arg(long, value_name = "HOST")]
    pub(crate) policy_host: Option<String>,
    #[arg(long, conflicts_with_all = ["mx", "selector", "spf", "dmarc", "mailboxes", "adopt_selector", "policy_host"])]
    pub(crate) parked: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LadderArg {
    None,
    QuarantineTest,
    Quarantine,
    RejectTest,
    Reject,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlainFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    pub(crate) domain: String,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
}

#[derive(Debug, Args)]
pub(crate) struct RecordsArgs {
    pub(crate) domain: String,
    #[arg(long, value_enum, default_value_t = RecordsFormat::Table, value_name = "FORMAT")]
    pub(crate) format: RecordsFormat,
    #[arg(long, value_name = "PROVIDER")]
    pub(crate) provider: Option<String>,
    #[command(flatten)]
    pub(crate) world: WorldArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RecordsFormat {
    Table,
    Zone,
    Json,
    Dnscontrol,
    Octodns,
    Terraform,
}

#[derive(Debug, Args)]
pub(crate) struct RemoveArgs {
    pub(crate) domain: String,
    #[arg(long)]
    pub(crate) keep_records: bool,
    #[arg(long)]
    pub(crate) yes: bool,
}

/// Where a look at the world goes to, in place of every authoritative server.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct LookArgs {
    #[arg(long, value_name = "SERVER")]
    pub(crate) dns: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) zone: Vec<PathBuf>,
    #[arg(long)]
    pub(crate) offline: bool,
    #[arg(long)]
    pub(crate) allow_private: bool,
    #[arg(long, value_name = "FILE")]
    pub(crate) ca: Vec<PathBuf>,
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: Option<u64>,
}

/// Where the answers come from.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct WorldArgs {
    #[arg(long, value_name = "SERVER")]
    pub(crate) dns: Vec<String>,
    #[arg(long, conflicts_with = "dns")]
    pub(crate) authoritative: bool,
    #[arg(long, value_name = "FILE")]
    pub(crate) zone: Vec<PathBuf>,
    #[arg(long)]
    pub(crate) offline: bool,
    #[arg(long, value_name = "FILE")]
    pub(crate) save: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["dns", "authoritative", "zone", "offline", "save"])]
    pub(crate) replay: Option<PathBuf>,
    #[arg(long)]
    pub(crate) allow_private: bool,
    #[arg(long, value_name = "FILE")]
    pub(crate) ca: Vec<PathBuf>,
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    #[arg(long, value_name = "DIR")]
    pub(crate) out_dir: Option<PathBuf>,
}
