//! `servers KIND NAME` blocks: what each authoritative server says to one question, and `fails`
//! blocks: questions that get no answer.

use protocols::answers::{Answer, Failure, Lookup, Outcome, Question};
use protocols::name::DomainName;
use zonefile::{Zone, Zones};

use crate::document::{Block, Case};

/// The outcome of an answer of one kind.
macro_rules! pick {
    ($answer:expr, $kind:ident) => {
        match $answer {
            Answer::$kind(lookup) => Some(lookup.outcome.clone()),
            _ => None,
        }
    };
}

/// The TTL of what authoritative servers say.
const TTL_SECONDS: u32 = 300;

/// One question with what the servers say to it, in the order of the case.
pub(crate) struct Said {
    question: Question,
    by_server: Vec<(String, Answer)>,
}

/// Reads the blocks of a case.
///
/// A line of `servers` is a server and what it says: record data, `nodata`, `nxdomain` or a
/// failure. A line of `fails` is a question and its failure: `TXT example.com timeout`.
pub(crate) fn read(case: &Case, place: &str) -> Vec<Said> {
    let mut said = Vec::new();
    for block in &case.blocks {
        let mut words = block.info.split_whitespace();
        match words.next() {
            Some("servers") => {
                let kind = words.next().unwrap_or_else(|| panic!("{place}: no kind"));
                let name = words.next().unwrap_or_else(|| panic!("{place}: no name"));
                said.push(Said {
                    question: question(kind, name, place),
                    by_server: by_server(block, kind, name, place),
                });
            }
            Some("fails") => said.extend(block.body.lines().map(|line| failing(line, place))),
            _ => {}
        }
    }
    said
}

/// The answer of the servers to a question, if a block speaks of it: the first server that answers
/// is believed.
pub(crate) fn answer(said: &[Said], question: &Question) -> Option<Answer> {
    let said = said.iter().find(|said| said.question == *question)?;
    let answers = &said.by_server;
    let first = answers.iter().find(|(_, answer)| !is_failed(answer));
    let (_, first) = first.or(answers.first())?;
    Some(match first {
        Answer::Txt(_) => Answer::Txt(joined(answers, |a| pick!(a, Txt))),
        Answer::A(_) => Answer::A(joined(answers, |a| pick!(a, A))),
        Answer::Aaaa(_) => Answer::Aaaa(joined(answers, |a| pick!(a, Aaaa))),
        Answer::Mx(_) => Answer::Mx(joined(answers, |a| pick!(a, Mx))),
        Answer::Ptr(_) => Answer::Ptr(joined(answers, |a| pick!(a, Ptr))),
        Answer::Tlsa(_) => Answer::Tlsa(joined(answers, |a| pick!(a, Tlsa))),
        Answer::Ns(_) => Answer::Ns(joined(answers, |a| pick!(a, Ns))),
        Answer::Caa(_) => Answer::Caa(joined(answers, |a| pick!(a, Caa))),
        Answer::Spf(_) => Answer::Spf(joined(answers, |a| pick!(a, Spf))),
        Answer::Cname(_) => Answer::Cname(joined(answers, |a| pick!(a, Cname))),
        Answer::Policy(_) | Answer::Smtp(_) => return None,
    })
}

fn joined<T: Clone>(
    answers: &[(String, Answer)],
    pick: impl Fn(&Answer) -> Option<Outcome<T>>,
) -> Lookup<T> {
    let by_server: Vec<(String, Outcome<T>)> = answers
        .iter()
        .filter_map(|(server, answer)| Some((server.clone(), pick(answer)?)))
        .collect();
    let believed = by_server
        .iter()
        .find(|(_, outcome)| !matches!(outcome, Outcome::Failed(_)))
        .or(by_server.first())
        .unwrap();
    let mut lookup = Lookup::plain(believed.1.clone());
    lookup.server = believed.0.clone();
    // A lone answer without a server's name is an ordinary one.
    if !lookup.server.is_empty() {
        lookup.by_server = by_server;
        lookup.ttl_seconds = TTL_SECONDS;
    }
    lookup
}

fn is_failed(answer: &Answer) -> bool {
    fn failed<T>(lookup: &Lookup<T>) -> bool {
        matches!(lookup.outcome, Outcome::Failed(_))
    }
    match answer {
        Answer::Txt(lookup) => failed(lookup),
        Answer::A(lookup) => failed(lookup),
        Answer::Aaaa(lookup) => failed(lookup),
        Answer::Mx(lookup) => failed(lookup),
        Answer::Ptr(lookup) => failed(lookup),
        Answer::Tlsa(lookup) => failed(lookup),
        Answer::Ns(lookup) => failed(lookup),
        Answer::Caa(lookup) => failed(lookup),
        Answer::Spf(lookup) => failed(lookup),
        Answer::Cname(lookup) => failed(lookup),
        Answer::Policy(_) | Answer::Smtp(_) => false,
    }
}

fn by_server(block: &Block, kind: &str, name: &str, place: &str) -> Vec<(String, Answer)> {
    let mut servers: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in block.body.lines() {
        let (server, data) = line
            .split_once(' ')
            .unwrap_or_else(|| panic!("{place}: {line}: server and what it says"));
        match servers.iter_mut().find(|(known, _)| *known == server) {
            Some((_, all)) => all.push(data),
            None => servers.push((server, vec![data])),
        }
    }
    let question = question(kind, name, place);
    let answer = |data: &[&str]| match data {
        ["nxdomain"] => said(&question, Outcome::NxDomain),
        ["nodata"] => said(&question, Outcome::NoData),
        [word] if failure(word).is_some() => {
            said(&question, Outcome::Failed(failure(word).unwrap()))
        }
        records => {
            let lines = records.iter();
            let zone: String = lines
                .map(|data| format!("{name}. {TTL_SECONDS} IN {kind} {data}\n"))
                .collect();
            let zone = Zone::parse(&zone, None, "case").unwrap_or_else(|e| panic!("{place}: {e}"));
            Zones::of(vec![zone]).alone(&question)
        }
    };
    let servers = servers.iter();
    servers
        .map(|(server, data)| (server.to_string(), answer(data)))
        .collect()
}

fn failing(line: &str, place: &str) -> Said {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [kind, name, word] = words.as_slice() else {
        panic!("{place}: {line}: KIND NAME FAILURE");
    };
    let question = question(kind, name, place);
    let failure = failure(word).unwrap_or_else(|| panic!("{place}: {word}"));
    Said {
        by_server: vec![(String::new(), said(&question, Outcome::Failed(failure)))],
        question,
    }
}

fn question(kind: &str, name: &str, place: &str) -> Question {
    if kind == "PTR" {
        return Question::Ptr(name.parse().unwrap_or_else(|e| panic!("{place}: {e}")));
    }
    let name: DomainName = name.parse().unwrap_or_else(|e| panic!("{place}: {e}"));
    match kind {
        "TXT" => Question::Txt(name),
        "A" => Question::A(name),
        "AAAA" => Question::Aaaa(name),
        "MX" => Question::Mx(name),
        "TLSA" => Question::Tlsa(name),
        "NS" => Question::Ns(name),
        "CAA" => Question::Caa(name),
        "SPF" => Question::Spf(name),
        "CNAME" => Question::Cname(name),
        _ => panic!("{place}: {kind} is no kind"),
    }
}

/// An answer without records. The type of the records does not matter.
fn said(question: &Question, outcome: Outcome<()>) -> Answer {
    fn plain<T>(outcome: &Outcome<()>) -> Lookup<T> {
        Lookup::plain(match outcome {
            Outcome::Records(_) | Outcome::NoData => Outcome::NoData,
            Outcome::NxDomain => Outcome::NxDomain,
            Outcome::Failed(failure) => Outcome::Failed(*failure),
        })
    }
    match question {
        Question::Txt(_) => Answer::Txt(plain(&outcome)),
        Question::A(_) => Answer::A(plain(&outcome)),
        Question::Aaaa(_) => Answer::Aaaa(plain(&outcome)),
        Question::Mx(_) => Answer::Mx(plain(&outcome)),
        Question::Ptr(_) => Answer::Ptr(plain(&outcome)),
        Question::Tlsa(_) => Answer::Tlsa(plain(&outcome)),
        Question::Ns(_) => Answer::Ns(plain(&outcome)),
        Question::Caa(_) => Answer::Caa(plain(&outcome)),
        Question::Spf(_) => Answer::Spf(plain(&outcome)),
        Question::Cname(_) => Answer::Cname(plain(&outcome)),
        Question::Policy(_) | Question::Smtp(_) => panic!("no question to a name server"),
    }
}

pub(crate) fn failure(word: &str) -> Option<Failure> {
    Some(match word {
        "servfail" => Failure::ServFail,
        "refused" => Failure::Refused,
        "timeout" => Failure::Timeout,
        "bogus" => Failure::Bogus,
        "unreachable" => Failure::Unreachable,
        "malformed" => Failure::Malformed,
        "no-route" => Failure::NoRoute,
        _ => return None,
    })
}
