//! What can be typed. The help texts are in the catalogues (`cli.ftl`), by verb and argument.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

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
    Keys(KeysArgs),
    Mailcow(MailcowArgs),
    Check(CheckArgs),
    Lint(LintArgs),
    Explain(ExplainArgs),
    Spf(SpfArgs),
    Dmarc(DmarcArgs),
    Flatten(FlattenArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

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
pub(crate) struct AddArgs {
    pub(crate) domain: String,
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
    #[arg(long, conflicts_with_all = ["mx", "selector", "spf", "dmarc", "mailboxes", "adopt_selector"])]
    pub(crate) parked: bool,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) world: WorldArgs,
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

#[derive(Debug, Args)]
pub(crate) struct RemoveArgs {
    pub(crate) domain: String,
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
    #[arg(long, value_enum, value_name = "STAGE")]
    pub(crate) to: Option<StageArg>,
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    pub(crate) confirm: Vec<ConfirmArg>,
    #[arg(long, value_name = "HOST")]
    pub(crate) mx: Vec<String>,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) look: LookArgs,
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
    Early,
}

#[derive(Debug, Args)]
pub(crate) struct RotateArgs {
    pub(crate) domain: String,
    #[arg(long, value_enum, value_name = "ALGORITHM")]
    pub(crate) algorithm: Vec<AlgorithmArg>,
    #[arg(long, value_name = "NAME")]
    pub(crate) selector: Option<String>,
    #[arg(long, conflicts_with_all = ["algorithm", "selector"])]
    pub(crate) abort: bool,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) look: LookArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AlgorithmArg {
    Rsa2048,
    Rsa3072,
    Rsa4096,
    Ed25519,
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

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[arg(required_unless_present = "from")]
    pub(crate) domains: Vec<String>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["domains", "save", "replay"])]
    pub(crate) from: Option<PathBuf>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1024))]
    pub(crate) parallel: Option<u64>,
    #[arg(long, value_name = "NAME")]
    pub(crate) selector: Vec<String>,
    #[arg(long, conflicts_with = "mailboxes")]
    pub(crate) parked: bool,
    #[arg(long)]
    pub(crate) mailboxes: bool,
    #[arg(long, value_enum, value_name = "PART", value_delimiter = ',')]
    pub(crate) only: Vec<PartArg>,
    #[arg(long, value_enum, default_value_t = CheckFormat::Text, value_name = "FORMAT")]
    pub(crate) format: CheckFormat,
    #[arg(long, value_enum, default_value_t = FailOn::Medium, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
    #[arg(long, value_name = "FILE")]
    pub(crate) ignore: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) world: WorldArgs,
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
