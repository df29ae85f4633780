//! A question in words: `TXT example.com`, `port 25 of mx.example.com`.

use protocols::answers::{Failure, Question};

use crate::wording::{Arguments, Catalogue};

/// What was asked.
pub(crate) fn words(question: &Question, catalogue: &Catalogue) -> String {
    let named = |key, name| catalogue.say(key, &Arguments::none().text("name", name));
    match question {
        Question::Policy(domain) => named("question-policy", domain.to_string()),
        Question::Smtp(host) => named("question-smtp", host.to_string()),
        Question::Ptr(address) => format!("PTR {address}"),
        Question::Txt(name) => format!("TXT {name}"),
        Question::A(name) => format!("A {name}"),
        Question::Aaaa(name) => format!("AAAA {name}"),
        Question::Mx(name) => format!("MX {name}"),
        Question::Tlsa(name) => format!("TLSA {name}"),
        Question::Ns(name) => format!("NS {name}"),
        Question::Caa(name) => format!("CAA {name}"),
        Question::Cname(name) => format!("CNAME {name}"),
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
        Failure::Malformed => "failure-malformed",
        Failure::Guarded => "failure-guarded",
        Failure::NotAsked => "failure-not-asked",
    }
}
