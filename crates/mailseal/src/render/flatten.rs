//! What `flatten` prints: the record before and after, what no longer follows its owner, and why it
//! cannot be done where it cannot.

use protocols::name::DomainName;
use protocols::spf::evaluate::At;
use protocols::spf::flatten::{Flattened, Frozen, NotFlattened};
use protocols::spf::verdict_map::Refusal;

use crate::cli::flatten::Outcome;
use crate::context::Context;
use crate::export::zone;
use crate::render::question;
use crate::render::style::{BAD, BOLD, CARE, DIM, GOOD, paint};
use crate::wording::{Arguments, Catalogue, escape};

/// The whole answer.
pub(crate) fn text(domain: &DomainName, outcome: &Outcome, context: &Context) -> String {
    let words = &context.catalogue;
    match outcome {
        Outcome::Flattened { before, after } => flattened(before, after, words),
        Outcome::NoRecord(count) => {
            let arguments = Arguments::none()
                .text("domain", domain.as_str())
                .count("count", *count);
            format!(
                "{}\n",
                paint(CARE, words.say("flatten-no-record", &arguments))
            )
        }
        Outcome::Refused(refused) => {
            format!("{}\n", paint(CARE, refusal(domain, refused, words)))
        }
    }
}

fn flattened(before: &str, after: &Flattened, words: &Catalogue) -> String {
    let mut out = format!("{}\n\n", paint(BAD, format!("- {}", escape(before))));
    out.push_str(&paint(GOOD, zone::text(&after.publications)));
    let counts = Arguments::none()
        .count("before", after.lookups_before)
        .count("after", after.lookups_after);
    out.push_str(&format!(
        "\n{}\n",
        paint(BOLD, words.say("flatten-lookups", &counts))
    ));
    out.push_str(&format!("{}\n", words.word("flatten-proof")));
    if !after.repaired.is_empty() {
        out.push_str(&format!("{}\n", words.word("flatten-repaired")));
    }
    out.push_str(&format!("\n{}\n", paint(CARE, words.word("flatten-drift"))));
    for Frozen {
        question,
        ttl_seconds,
    } in &after.frozen
    {
        let ttl = words.say(
            "flatten-ttl",
            &Arguments::none().count("seconds", *ttl_seconds),
        );
        out.push_str(&format!(
            "  {}  {}\n",
            question::words(question, words),
            paint(DIM, ttl)
        ));
    }
    out
}

/// Why it cannot be done.
pub(crate) fn refusal(domain: &DomainName, refused: &NotFlattened, words: &Catalogue) -> String {
    let at = |key: &str, at: &At| {
        let arguments = Arguments::none()
            .text("domain", at.domain.as_str())
            .text("term", &at.term);
        words.say(key, &arguments)
    };
    let of = |key: &str| words.say(key, &Arguments::none().text("domain", domain.as_str()));
    match refused {
        NotFlattened::Need(_) | NotFlattened::NotProven => of("flatten-not-proven"),
        NotFlattened::TooLarge => of("flatten-too-large"),
        NotFlattened::TooManyNetworks(count) => words.say(
            "flatten-too-many-networks",
            &Arguments::none().count("count", *count),
        ),
        NotFlattened::TooManyParts(count) => words.say(
            "flatten-too-many-parts",
            &Arguments::none().count("count", *count),
        ),
        NotFlattened::PartName => of("flatten-part-name"),
        NotFlattened::Refused(refusal) => match refusal {
            Refusal::Unsound(domain) => words.say(
                "flatten-unsound",
                &Arguments::none().text("domain", domain.as_str()),
            ),
            Refusal::Macro(term) => at("flatten-macro", term),
            Refusal::Exists(term) => at("flatten-exists", term),
            Refusal::Ptr(term) => at("flatten-ptr", term),
            Refusal::Target(term) => at("flatten-target", term),
            Refusal::Loop(term) => at("flatten-loop", term),
            Refusal::TooManyMxHosts(term) => at("flatten-too-many-mx-hosts", term),
            Refusal::TooLarge(_) => of("flatten-too-large"),
            Refusal::NoAnswer { question, failure } => {
                let arguments = Arguments::none()
                    .text("question", question::words(question, words))
                    .text("failure", words.word(question::failure_key(*failure)));
                words.say("flatten-no-answer", &arguments)
            }
        },
    }
}
