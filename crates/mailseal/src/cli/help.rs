//! The command line in the person's language: help, headings and the errors of typing.

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
    let verbs: Vec<String> = command
        .get_subcommands()
        .map(|verb| verb.get_name().to_string())
        .collect();
    let mut command = localize(command, "main", catalogue);
    for name in verbs {
        command = command.mut_subcommand(&name, |verb| {
            let about = catalogue.word(&format!("cli-{name}"));
            let verb = with_own_flags(verb, catalogue).about(about);
            let verb = match catalogue.attribute(&format!("cli-{name}"), "more", &Arguments::none())
            {
                Some(more) => verb.after_help(more),
                None => verb,
            };
            localize(verb, &name, catalogue)
        });
    }
    command
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
        } else {
            "cli-heading-options"
        };
        let help = StyledStr::from(catalogue.word(&key));
        // Default and possible values are shown by us, clap would name them in English.
        let takes_value = arg.get_action().takes_values();
        arg.help(help)
            .help_heading(catalogue.word(heading))
            .hide_default_value(takes_value)
            .hide_possible_values(takes_value)
    })
}

/// What is wrong with what was typed, in the person's language.
pub(crate) fn error_text(error: &Error, catalogue: &Catalogue) -> String {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::Number(number)) => number.to_string(),
        Some(_) | None => String::new(),
    };
    let key = match error.kind() {
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            "usage-no-value"
        }
        ErrorKind::InvalidValue => "usage-invalid-value",
        ErrorKind::ValueValidation => "usage-value-validation",
        ErrorKind::UnknownArgument => "usage-unknown-argument",
        ErrorKind::InvalidSubcommand => "usage-unknown-verb",
        ErrorKind::ArgumentConflict => "usage-conflict",
        ErrorKind::MissingRequiredArgument => "usage-missing",
        ErrorKind::MissingSubcommand => "usage-no-verb",
        ErrorKind::InvalidUtf8 => "usage-not-utf8",
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            "usage-values"
        }
        // `ErrorKind` is not ours and may grow: what has no words of its own is named as a whole.
        _ => "usage-other",
    };
    let given = match error.kind() {
        ErrorKind::InvalidSubcommand => context(ContextKind::InvalidSubcommand),
        ErrorKind::UnknownArgument
        | ErrorKind::ArgumentConflict
        | ErrorKind::MissingRequiredArgument => context(ContextKind::InvalidArg),
        _ => context(ContextKind::InvalidValue),
    };
    let suggested = context(ContextKind::SuggestedArg)
        + &context(ContextKind::SuggestedValue)
        + &context(ContextKind::SuggestedSubcommand);
    let mut text = catalogue.say(
        key,
        &Arguments::none()
            .text("given", &given)
            .text("argument", context(ContextKind::InvalidArg))
            .text("other", context(ContextKind::PriorArg))
            .text("valid", context(ContextKind::ValidValue)),
    );
    if !suggested.is_empty() {
        text.push('\n');
        text.push_str(&catalogue.say(
            "usage-suggestion",
            &Arguments::none().text("suggested", suggested),
        ));
    }
    text.push('\n');
    text.push_str(&catalogue.word("usage-help"));
    text
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
            let command = command(&Catalogue::of(language));
            for verb in std::iter::once(&command).chain(command.get_subcommands()) {
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
                }
            }
        }
    }
}
