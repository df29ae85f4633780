//! The command line in the person's language: help, headings and the errors of typing.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, Error};

use super::args::Line;
use crate::wording::{Arguments, Catalogue};

/// The command with its words. An argument's words are `cli-arg-<verb>-<id>`, or `cli-arg-<id>`
/// where every verb means the same by it.
pub(crate) fn command(catalogue: &Catalogue) -> Command {
    let command = Line::command()
        .about(catalogue.word("cli-about"))
        .after_help(catalogue.word("cli-after"))
        .subcommand_help_heading(catalogue.word("cli-heading-commands"))
        .subcommand_value_name(catalogue.word("cli-value-command"))
        .disable_version_flag(true);
    let command = with_own_flags(command, catalogue).arg(
        Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version),
    );
    let mut command = localize(command, "main", catalogue);
    for name in names(&command) {
        command = command.mut_subcommand(&name, |verb| with_words(verb, &[&name], catalogue));
    }
    with_own_usage(command, "mailseal", catalogue)
}

/// A verb, and the verbs below it, with their words. Its id in the catalogues is its path with `-`.
fn with_words(verb: Command, path: &[&str], catalogue: &Catalogue) -> Command {
    let id = path.join("-");
    let key = format!("cli-{id}");
    let verb = with_own_flags(verb, catalogue)
        .about(catalogue.word(&key))
        .subcommand_help_heading(catalogue.word("cli-heading-commands"))
        .subcommand_value_name(catalogue.word("cli-value-command"));
    let verb = match catalogue.attribute(&key, "more", &Arguments::none()) {
        Some(more) => verb.after_help(more),
        None => verb,
    };
    let mut verb = localize(verb, &id, catalogue);
    for name in names(&verb) {
        let below = [path, &[name.as_str()]].concat();
        verb = verb.mut_subcommand(&name, |verb| with_words(verb, &below, catalogue));
    }
    with_own_usage(verb, &format!("mailseal {}", path.join(" ")), catalogue)
}

fn names(command: &Command) -> Vec<String> {
    let verbs = command.get_subcommands();
    verbs.map(|verb| verb.get_name().to_string()).collect()
}

/// clap's own help flag speaks English only, so it is replaced by one with our words.
fn with_own_flags(command: Command, catalogue: &Catalogue) -> Command {
    let usage = catalogue.word("cli-heading-usage");
    command
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help),
        )
        .help_template(format!(
            "{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}\n"
        ))
}

/// The usage line with our word for the options.
fn with_own_usage(command: Command, typed: &str, catalogue: &Catalogue) -> Command {
    let mut usage = format!("{typed} [{}]", catalogue.word("cli-value-options"));
    for argument in command.get_positionals() {
        let shown = argument.to_string();
        usage.push_str(&format!(" {shown}"));
    }
    if command.has_subcommands() {
        usage.push_str(&format!(" <{}>", catalogue.word("cli-value-command")));
    }
    command.override_usage(usage)
}

fn localize(command: Command, verb: &str, catalogue: &Catalogue) -> Command {
    command.mut_args(|arg| {
        let id = arg.get_id().as_str().replace('_', "-");
        let own = format!("cli-arg-{verb}-{id}");
        let key = if catalogue.has(&own) {
            own
        } else {
            format!("cli-arg-{id}")
        };
        let heading = if arg.is_positional() {
            "cli-heading-arguments"
        } else if arg.is_global_set() {
            "cli-heading-global"
        } else {
            "cli-heading-options"
        };
        let help = StyledStr::from(catalogue.word(&key));
        // Default and possible values are shown by us, clap would name them in English.
        let takes_value = arg.get_action().takes_values();
        let arg = arg
            .help(help)
            .help_heading(catalogue.word(heading))
            .hide_default_value(takes_value)
            .hide_possible_values(takes_value);
        if takes_value {
            let key = value_key(&arg);
            arg.value_name(catalogue.word(&key))
        } else {
            arg
        }
    })
}

/// The catalogue key of the word that stands for an argument's value.
fn value_key(arg: &Arg) -> String {
    let name = match arg.get_value_names() {
        Some([name, ..]) => name.as_str(),
        Some([]) | None => arg.get_id().as_str(),
    };
    format!("cli-value-{}", name.to_lowercase())
}

/// What is wrong with what was typed, what was expected there, and where to read on.
pub(crate) fn error_text(
    error: &Error,
    typed: &[OsString],
    command: &Command,
    catalogue: &Catalogue,
) -> String {
    let mut path = Vec::new();
    let mut verb = None;
    for text in typed.iter().filter_map(|text| text.to_str()) {
        if let Some(below) = verb.unwrap_or(command).find_subcommand(text) {
            path.push(below.get_name());
            verb = Some(below);
        }
    }
    let said = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::Number(number)) => number.to_string(),
        Some(_) | None => String::new(),
    };
    let argument = said(ContextKind::InvalidArg);
    let given = match error.kind() {
        ErrorKind::InvalidSubcommand => said(ContextKind::InvalidSubcommand),
        ErrorKind::UnknownArgument
        | ErrorKind::ArgumentConflict
        | ErrorKind::MissingRequiredArgument => argument.clone(),
        _ => said(ContextKind::InvalidValue),
    };
    let other = said(ContextKind::PriorArg);
    let key = usage_key(error.kind(), &given, &other);
    let text = catalogue.say(
        key,
        &Arguments::none()
            .text("given", &given)
            .text("argument", &argument)
            .text("other", other)
            .text("valid", said(ContextKind::ValidValue)),
    );
    let mut lines = vec![catalogue.say("error", &Arguments::none().text("text", text))];
    let suggested = said(ContextKind::SuggestedArg)
        + &said(ContextKind::SuggestedValue)
        + &said(ContextKind::SuggestedSubcommand);
    if !suggested.is_empty() {
        let suggested = Arguments::none().text("suggested", suggested);
        lines.push(catalogue.say("usage-suggestion", &suggested));
    } else if key != "usage-invalid-value"
        && !given.starts_with("--")
        && let Some(help) = help_of(&argument, verb, command)
    {
        let arguments = Arguments::none()
            .text("argument", argument)
            .text("help", help);
        lines.push(catalogue.say("usage-argument", &arguments));
    }
    let whole = [&["mailseal"], path.as_slice()].concat().join(" ");
    lines.push(catalogue.say("usage-help", &Arguments::none().text("command", whole)));
    lines.join("\n")
}

fn usage_key(kind: ErrorKind, given: &str, other: &str) -> &'static str {
    match kind {
        ErrorKind::InvalidValue if given.is_empty() => "usage-no-value",
        ErrorKind::InvalidValue => "usage-invalid-value",
        ErrorKind::ValueValidation => "usage-value-validation",
        ErrorKind::UnknownArgument => "usage-unknown-argument",
        ErrorKind::InvalidSubcommand => "usage-unknown-verb",
        ErrorKind::ArgumentConflict if given == other => "usage-twice",
        ErrorKind::ArgumentConflict => "usage-conflict",
        ErrorKind::MissingRequiredArgument => "usage-missing",
        ErrorKind::MissingSubcommand => "usage-no-verb",
        ErrorKind::InvalidUtf8 => "usage-not-utf8",
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            "usage-values"
        }
        // `ErrorKind` is not ours and may grow: what has no words of its own is named as a whole.
        _ => "usage-other",
    }
}

/// The help of an argument as clap names it in an error, such as `--timeout <SECONDS>`.
fn help_of(argument: &str, verb: Option<&Command>, command: &Command) -> Option<String> {
    let own = verb.into_iter().flat_map(Command::get_arguments);
    let found = own
        .chain(command.get_arguments())
        .find(|known| bare(&known.to_string()) == bare(argument))?;
    found.get_help().map(ToString::to_string)
}

/// Whether an argument may be left out is no part of its name.
fn bare(argument: &str) -> &str {
    argument.trim_matches(['<', '>', '[', ']', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Language;

    #[test]
    fn the_command_line_is_sound() {
        command(&Catalogue::of(Language::English)).debug_assert();
    }

    #[test]
    fn everything_that_can_be_typed_has_words() {
        for language in [Language::English, Language::German] {
            let mut command = command(&Catalogue::of(language));
            command.build();
            let verbs = command.get_subcommands();
            let verbs = verbs.flat_map(|verb| [verb].into_iter().chain(verb.get_subcommands()));
            for verb in std::iter::once(&command).chain(verbs) {
                let about = verb
                    .get_about()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                assert!(
                    !about.is_empty() && !about.starts_with("cli-"),
                    "{}: {about}",
                    verb.get_name()
                );
                for arg in verb.get_arguments() {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    let name = (verb.get_name(), arg.get_id());
                    assert!(
                        !help.is_empty() && !help.starts_with("cli-"),
                        "{name:?}: {help}"
                    );
                    let shown = arg.to_string();
                    assert!(!shown.contains("cli-value"), "{name:?}: {shown}");
                }
            }
        }
    }
}
