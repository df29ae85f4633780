//! The command line: one file per verb.

pub(crate) mod access;
pub(crate) mod add;
pub(crate) mod advance;
pub(crate) mod apply;
pub(crate) mod args;
pub(crate) mod backup;
pub(crate) mod change;
pub(crate) mod check;
mod completions;
mod confirm;
mod dmarc;
pub(crate) mod explain;
pub(crate) mod flatten;
mod help;
mod history;
mod keys;
mod leave;
pub(crate) mod ledger;
pub(crate) mod lint;
mod list;
pub(crate) mod look;
pub(crate) mod mailcow;
mod man;
pub(crate) mod plan;
pub(crate) mod publish;
pub(crate) mod records;
pub(crate) mod remove;
pub(crate) mod resume;
pub(crate) mod rotate;
mod serve;
mod show;
pub(crate) mod spf;
mod status;
mod timeline;
mod undo;
pub(crate) mod verdict;
mod watch;
pub(crate) mod world;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::ErrorKind;

use crate::context::{Context, language};
use crate::failure::Failed;
use crate::reason;
use crate::wording::Catalogue;
use args::{LanguageArg, Line, Verb};

/// What a command ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Nothing at or above `--fail-on`.
    Fine,
    /// Findings.
    Findings,
    /// The command could not be carried out.
    Usage,
    /// Something could not be checked, and nothing worse was found.
    Unknown,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Fine => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Unknown => 3,
        })
    }
}

/// Runs a command line.
pub(crate) fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.collect();
    let catalogue = Catalogue::of(language(language_typed(&arguments)));
    let mut command = help::command(&catalogue);
    let parsed = command
        .try_get_matches_from_mut(&arguments)
        .and_then(|m| Line::from_arg_matches(&m));
    let line = match parsed {
        Ok(line) => line,
        Err(error) => {
            // Every argument must be complete before it can be named.
            command.build();
            return not_understood(&error, &arguments, &command, &catalogue);
        }
    };
    let context = Context::of(&line.global, catalogue);
    match run_verb(&line.verb, &context) {
        Ok(exit) => exit.into(),
        Err(failed) => {
            context.print_error(&failed.words(&context.catalogue));
            failed.exit().into()
        }
    }
}

fn run_verb(verb: &Verb, context: &Context) -> Result<Exit, Failed> {
    match verb {
        Verb::Add(args) => add::run(args, context),
        Verb::List(args) => list::run(args, context),
        Verb::Show(args) => show::run(args, context),
        Verb::Records(args) => records::run(args, context),
        Verb::Plan(args) => plan::run(args, context),
        Verb::Apply(args) => apply::run(args, context),
        Verb::Undo(args) => undo::run(args, context),
        Verb::Resume(args) => resume::run(args, context),
        Verb::History(args) => history::run(args, context),
        Verb::Change(args) => change::run(args, context),
        Verb::Remove(args) => remove::run(args, context),
        Verb::Access(verb) => access::run(verb, context),
        Verb::Status(args) => status::run(args, context),
        Verb::Advance(args) => advance::run(args, context),
        Verb::Rotate(args) => rotate::run(args, context),
        Verb::Leave(args) => leave::run(args, context),
        Verb::Keys(args) => keys::run(args, context),
        Verb::Mailcow(args) => mailcow::run(&args.verb, context),
        Verb::Serve(args) => serve::run(args, context),
        Verb::Timeline(args) => timeline::run(args, context),
        Verb::Watch(verb) => watch::run(verb, context),
        Verb::Backup(args) => backup::run(args, context),
        Verb::Restore(args) => backup::restore(args, context),
        Verb::Check(args) => check::run(args, context),
        Verb::Spf(args) => spf::run(args, context),
        Verb::Dmarc(args) => dmarc::run(args, context),
        Verb::Flatten(args) => flatten::run(args, context),
        Verb::Lint(args) => lint::run(args, context),
        Verb::Explain(args) => explain::run(args, context),
        Verb::Completions(args) => completions::run(args, context),
        Verb::Man(args) => man::run(args, context),
    }
}

/// The runtime for verbs that ask. One thread: what takes time is waiting, and to wake another thread
/// for every reply costs more than to read it.
fn runtime() -> Result<tokio::runtime::Runtime, Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.map_err(|e| Failed::new("error-network").because(reason::of_io(&e)))
}

/// The language must be known before the rest is read, for the help and for errors.
fn language_typed(arguments: &[OsString]) -> Option<LanguageArg> {
    let texts: Vec<&str> = arguments.iter().filter_map(|a| a.to_str()).collect();
    let value =
        texts
            .iter()
            .enumerate()
            .find_map(|(index, text)| match text.strip_prefix("--lang") {
                Some("") => texts.get(index + 1).copied(),
                Some(rest) => rest.strip_prefix('='),
                None => None,
            });
    match value {
        Some("de") => Some(LanguageArg::De),
        Some("en") => Some(LanguageArg::En),
        Some(_) | None => None,
    }
}

fn not_understood(
    error: &clap::Error,
    arguments: &[OsString],
    command: &clap::Command,
    catalogue: &Catalogue,
) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => print(error, Exit::Fine),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => print(error, Exit::Usage),
        // `ErrorKind` is not ours and may grow.
        _ => {
            let text = help::error_text(error, arguments, command, catalogue);
            anstream::eprintln!("{text}");
            Exit::Usage.into()
        }
    }
}

fn print(error: &clap::Error, exit: Exit) -> ExitCode {
    // A closed pipe after the help is no failure worth a word.
    error.print().unwrap_or(());
    exit.into()
}
