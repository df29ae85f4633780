//! A question in words: `TXT example.com`, `port 25 of mx.example.com`.

use protocols::answers::{Failure, Question};

use crate::wire::names;
use crate::wording::{Arguments, Catalogue};

/// What was asked.
pub(crate) fn words(question: &Question, catalogue: &Catalogue) -> String {
    let named = |key, name| catalogue.say(key, &Arguments::none().text("name", name));
    match question {
        Question::Policy(domain) => named("question-policy", domain.to_string()),
        Question::Smtp(host) => named("question-smtp", host.to_string()),
        Question::Ptr(_)
        | Question::Txt(_)
        | Question::A(_)
        | Question::Aaaa(_)
        | Question::Mx(_)
        | Question::Tlsa(_)
        | Question::Ns(_)
        | Question::Caa(_)
        | Question::Spf(_)
        | Question::Cname(_) => {
            let (kind, name) = names::question(question);
            format!("{kind} {name}")
        }
    }
}

/// Why there is no answer.
pub(crate) fn failure_key(failure: Failure) -> &'static str {
    match failure {
        Failure::ServFail => "failure-serv-fail",
        Failure::Refused => "failure-refused",
        Failure::Timeout => "failure-timeout",
        Failure::Bogus => "failure-bogus",
        Failure::Unreachable => "failure-unreachable",
        Failure::NoRoute => "failure-no-route",
        Failure::Malformed => "failure-malformed",
        Failure::Guarded => "failure-guarded",
        Failure::NotAsked => "failure-not-asked",
    }
}
