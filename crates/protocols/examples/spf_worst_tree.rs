//! How long an SPF verdict takes from given answers, for the worst trees that RFC 7208 §4.6.4
//! allows: ten terms that ask the DNS, no void lookup, and a client that nothing matches before the
//! last `all`.
//!
//! Prints one line a tree: microseconds of one verdict (best and median of many), and of the whole
//! run of passes that gathers the answers.

// An example measures, so it reads a clock.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use protocols::answers::{Answer, Answers, Lookup, MxRecord, Outcome, Question, TxtRecord};
use protocols::name::DomainName;
use protocols::spf::evaluate::{Receiver, Sender};
use protocols::spf::{SpfQuery, SpfResult, assess, check_host};
use protocols::time::Timestamp;

const RUNS: usize = 20_000;

fn main() {
    for (name, world) in [
        ("ten full includes", ten_includes()),
        ("ten mx of ten hosts", ten_mx()),
        ("a chain of ten includes", chain()),
        ("five full includes, five mx of ten hosts", mixed()),
        ("ten macro names", ten_macros()),
    ] {
        report(name, &world);
    }
    assessed(&ten_includes());
}

/// What a check of the domain costs: survey, rules and the sets of addresses.
fn assessed(world: &Answers) {
    let mut world = world.clone();
    let domain = name("example.com");
    for _ in 0..8 {
        if let Err(need) = assess(&domain, &world) {
            for question in need.questions() {
                world.add(question.clone(), nothing(question));
            }
        }
    }
    let mut times: Vec<Duration> = (0..RUNS / 10)
        .map(|_| {
            let start = Instant::now();
            black_box(assess(black_box(&domain), black_box(&world))).unwrap();
            start.elapsed()
        })
        .collect();
    times.sort();
    let median = micros(times[times.len() / 2]);
    println!("ten full includes, assessed                           median {median:5.1} µs");
}

fn nothing(question: &Question) -> Answer {
    match question {
        Question::Mx(_) => Answer::Mx(Lookup::plain(Outcome::NoData)),
        Question::Txt(_) => Answer::Txt(Lookup::plain(Outcome::NoData)),
        other => panic!("{other:?}"),
    }
}

fn report(name: &str, world: &Answers) {
    let query = SpfQuery {
        client: "203.0.113.77".parse().unwrap(),
        sender: Sender::mail_from("someone@example.com", "mail.example.com"),
        helo: "mail.example.com".to_string(),
        receiver: Receiver::Unknown,
        now: Timestamp(0),
    };
    let verdict = check_host(&query, world).unwrap();
    assert_eq!(
        verdict.result,
        SpfResult::Fail,
        "{name}: {:?}",
        verdict.cause
    );
    assert_eq!(verdict.trace.lookups(), 10, "{name}");
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(check_host(black_box(&query), black_box(world))).unwrap();
            start.elapsed()
        })
        .collect();
    times.sort();
    let runs = (0..RUNS / 100).map(|_| all_passes(&query, world));
    let passes = runs.min_by_key(|(_, time)| *time).unwrap();
    println!(
        "{name:42} {:3} answers  best {:5.1} µs  median {:5.1} µs  all {} passes {:6.1} µs",
        world.len(),
        micros(times[0]),
        micros(times[RUNS / 2]),
        passes.0,
        micros(passes.1),
    );
}

/// Every pass from no answer to the verdict, without the time it takes to add answers.
fn all_passes(query: &SpfQuery, world: &Answers) -> (usize, Duration) {
    let mut answers = Answers::new();
    let mut spent = Duration::ZERO;
    for pass in 1.. {
        let start = Instant::now();
        let result = check_host(query, &answers);
        spent += start.elapsed();
        match result {
            Ok(_) => return (pass, spent),
            Err(need) => {
                for question in need.questions() {
                    answers.add(question.clone(), world.get(question).unwrap().clone());
                }
            }
        }
    }
    unreachable!()
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn name(text: &str) -> DomainName {
    text.parse().unwrap()
}

fn txt(answers: &mut Answers, owner: &str, text: &str) {
    let records = Outcome::Records(vec![TxtRecord::of(text)]);
    answers.add(
        Question::Txt(name(owner)),
        Answer::Txt(Lookup::plain(records)),
    );
}

fn a(answers: &mut Answers, owner: &str) {
    let addresses = Outcome::Records(vec!["192.0.2.1".parse().unwrap()]);
    answers.add(
        Question::A(name(owner)),
        Answer::A(Lookup::plain(addresses)),
    );
}

/// A record of 450 octets full of terms, as short as they can be.
fn full(end: &str) -> String {
    let mut text = "v=spf1".to_string();
    for host in 1.. {
        let term = format!(" ip4:9.9.9.{host}");
        if text.len() + term.len() + end.len() > 450 {
            break;
        }
        text.push_str(&term);
    }
    text + end
}

fn record(term: impl Fn(usize) -> String) -> String {
    let mut text = "v=spf1".to_string();
    for index in 0..10 {
        write!(text, " {}", term(index)).unwrap();
    }
    text + " -all"
}

fn ten_includes() -> Answers {
    let mut answers = Answers::new();
    let text = record(|index| format!("include:_spf{index}.provider.example.net"));
    txt(&mut answers, "example.com", &text);
    for index in 0..10 {
        let owner = format!("_spf{index}.provider.example.net");
        txt(&mut answers, &owner, &full(" ~all"));
    }
    answers
}

fn mx_of_ten(answers: &mut Answers, index: usize) -> String {
    let domain = format!("hosts{index}.example.net");
    let hosts = (0..10).map(|host| format!("mx{host}.{domain}"));
    let exchanges: Vec<MxRecord> = hosts
        .map(|host| {
            a(answers, &host);
            MxRecord {
                preference: 10,
                exchange: Some(name(&host)),
            }
        })
        .collect();
    let records = Lookup::plain(Outcome::Records(exchanges));
    answers.add(Question::Mx(name(&domain)), Answer::Mx(records));
    format!("mx:{domain}")
}

fn ten_mx() -> Answers {
    let mut answers = Answers::new();
    let terms: Vec<String> = (0..10).map(|i| mx_of_ten(&mut answers, i)).collect();
    txt(&mut answers, "example.com", &record(|i| terms[i].clone()));
    answers
}

fn chain() -> Answers {
    let mut answers = Answers::new();
    txt(
        &mut answers,
        "example.com",
        "v=spf1 include:l0.example.net -all",
    );
    for level in 0..10 {
        let end = match level {
            9 => " ~all".to_string(),
            _ => format!(" include:l{}.example.net ~all", level + 1),
        };
        txt(&mut answers, &format!("l{level}.example.net"), &full(&end));
    }
    answers
}

fn mixed() -> Answers {
    let mut answers = Answers::new();
    let mut terms: Vec<String> = (0..5).map(|i| mx_of_ten(&mut answers, i)).collect();
    for index in 0..5 {
        let owner = format!("_spf{index}.provider.example.net");
        txt(&mut answers, &owner, &full(" ~all"));
        terms.push(format!("include:{owner}"));
    }
    txt(&mut answers, "example.com", &record(|i| terms[i].clone()));
    answers
}

fn ten_macros() -> Answers {
    let mut answers = Answers::new();
    let text = record(|index| format!("a:%{{ir}}.%{{v}}.%{{l1r-}}.x{index}.%{{d2}}"));
    txt(&mut answers, "example.com", &text);
    for index in 0..10 {
        a(
            &mut answers,
            &format!("77.113.0.203.in-addr.someone.x{index}.example.com"),
        );
    }
    answers
}
