//! `mailseal flatten DOMAIN`

use protocols::answers::{Answers, Need, Question};
use protocols::name::DomainName;
use protocols::spf::flatten::{Flattened, NotFlattened, flatten};
use protocols::spf::verdict_map::Refusal;
use protocols::spf::{Selection, select};

use crate::cli::Exit;
use crate::cli::args::{FlattenArgs, PlainFormat};
use crate::cli::world::evaluated;
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &FlattenArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    let given = args.record.as_deref();
    let outcome = evaluated(&args.world, context, |answers| {
        flattened(&domain, given, answers)
    })?;
    let text = match args.format {
        PlainFormat::Text => render::flatten::text(&domain, &outcome, context),
        PlainFormat::Json => wire::flatten::json(&domain, &outcome, &context.catalogue),
    };
    context.print(&text)?;
    Ok(match &outcome {
        Outcome::Flattened { .. } => Exit::Fine,
        Outcome::Refused(NotFlattened::Refused(Refusal::NoAnswer { .. })) => Exit::Unknown,
        Outcome::NoRecord(_) | Outcome::Refused(_) => Exit::Findings,
    })
}

/// What came of it.
pub(crate) enum Outcome {
    /// The record as it stands, and flattened.
    Flattened {
        /// The record that was flattened.
        before: String,
        /// What to publish, with its proof made.
        after: Box<Flattened>,
    },
    /// The domain has this many SPF records where one may be.
    NoRecord(usize),
    /// It cannot be done, or nothing would be gained.
    Refused(NotFlattened),
}

/// Flattens the record that is given, or the one that is published.
pub(crate) fn flattened(
    domain: &DomainName,
    given: Option<&str>,
    answers: &Answers,
) -> Result<Outcome, Need> {
    let before = match given {
        Some(text) => text.to_string(),
        None => match answers.txt(domain)?.outcome.known().map(select) {
            Ok(Selection::One(text)) => text,
            Ok(Selection::None) => return Ok(Outcome::NoRecord(0)),
            Ok(Selection::Several(texts)) => return Ok(Outcome::NoRecord(texts.len())),
            Err(failure) => {
                let question = Question::Txt(domain.clone());
                let unknown = Refusal::NoAnswer { question, failure };
                return Ok(Outcome::Refused(NotFlattened::Refused(unknown)));
            }
        },
    };
    match flatten(domain, &before, answers) {
        Ok(after) => Ok(Outcome::Flattened {
            before,
            after: Box::new(after),
        }),
        Err(NotFlattened::Need(need)) => Err(need),
        Err(refused) => Ok(Outcome::Refused(refused)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocols::answers::{Answer, Failure, Lookup, Outcome as Said};

    #[test]
    fn a_record_that_could_not_be_asked_is_not_absent() {
        let domain = DomainName::parse("example.com").unwrap();
        let check = |said: Said<_>, expect: &str| {
            let mut answers = Answers::new();
            let question = Question::Txt(domain.clone());
            answers.add(question, Answer::Txt(Lookup::plain(said)));
            let outcome = match flattened(&domain, None, &answers).unwrap() {
                Outcome::NoRecord(count) => format!("{count} records"),
                Outcome::Refused(NotFlattened::Refused(Refusal::NoAnswer { failure, .. })) => {
                    format!("{failure:?}")
                }
                Outcome::Flattened { .. } | Outcome::Refused(_) => "something else".to_string(),
            };
            assert_eq!(outcome, expect);
        };
        check(Said::NoData, "0 records");
        check(Said::Failed(Failure::Timeout), "Timeout");
    }
}
