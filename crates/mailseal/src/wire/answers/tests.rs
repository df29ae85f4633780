//! Every answer comes back as it was saved.

use protocols::answers::*;

use super::*;

fn round(question: Question, answer: Answer) {
    let mut answers = Answers::new();
    assert!(answers.add(question, answer));
    let text = write(&Saved {
        now: Timestamp(1_795_000_000),
        answers: answers.clone(),
    });
    let read = read(&text).unwrap_or_else(|e| panic!("{e:?}\n{text}"));
    assert_eq!(read.answers, answers);
    assert_eq!(write(&read), text, "a replay saves the same octets");
}

fn example() -> DomainName {
    name("example.com").unwrap()
}

#[test]
fn every_outcome_comes_back() {
    let txt = |outcome| Answer::Txt(Lookup::plain(outcome));
    let octets = TxtRecord {
        strings: vec![vec![0, 0xff, b'"'], Vec::new()],
    };
    round(
        Question::Txt(example()),
        txt(Outcome::Records(vec![octets])),
    );
    round(Question::Txt(example()), txt(Outcome::NoData));
    round(Question::Txt(example()), txt(Outcome::NxDomain));
    round(
        Question::Txt(example()),
        txt(Outcome::Failed(Failure::Bogus)),
    );
}

#[test]
fn everything_about_a_lookup_comes_back() {
    let mut lookup = Lookup::plain(Outcome::Records(vec![MxRecord {
        preference: 0,
        exchange: None,
    }]));
    lookup.security = Security::Secure;
    lookup.ttl_seconds = 300;
    lookup.aliases = vec![name("alias.example").unwrap()];
    lookup.server = "192.0.2.1:53".to_string();
    lookup.by_server = vec![(
        "192.0.2.2:53".to_string(),
        Outcome::Failed(Failure::Timeout),
    )];
    round(Question::Mx(example()), Answer::Mx(lookup));
}

#[test]
fn sessions_come_back() {
    let tls = TlsSession {
        version: "TLSv1.3".to_string(),
        chain: vec![vec![0x30, 0x00]],
        trust: ChainTrust::UnknownIssuer,
    };
    let fetch = PolicyFetch::Response {
        tls: tls.clone(),
        status: 200,
        content_type: Some("text/plain".to_string()),
        location: None,
        body: b"version: STSv1\r\n".to_vec(),
        cut: false,
        milliseconds: 12,
    };
    round(
        Question::Policy(example()),
        Answer::Policy(fetch.clone().into()),
    );
    let both = PolicyFetches::ByFamily(Box::new(FamilyFetches {
        v4: fetch,
        v6: PolicyFetch::NoConnection(Failure::NoRoute),
    }));
    round(Question::Policy(example()), Answer::Policy(both));
    let probe = SmtpProbe::Greeted {
        address: "192.0.2.1".parse().unwrap(),
        greeting: "mx.example.com".to_string(),
        extensions: vec!["STARTTLS".to_string()],
        starttls: StartTls::Session(tls),
    };
    round(Question::Smtp(example()), Answer::Smtp(probe));
}

/// As files have it that were saved when policy hosts were asked over one family only.
#[test]
fn a_policy_without_families_is_read() {
    let text = r#"{"schema": "mailseal.answers/1", "now": 1795000000, "answers": [{
        "question": {"type": "POLICY", "name": "example.com"},
        "answer": {"policy": {"no-connection": "unreachable"}}}]}"#;
    let saved = read(text).unwrap();
    let fetches = saved.answers.policy(&example()).unwrap();
    let refused = PolicyFetch::NoConnection(Failure::Unreachable);
    assert_eq!(*fetches, PolicyFetches::Single(refused));
}

#[test]
fn a_file_that_is_none_says_where() {
    let check = |text: &str, failed: Failed| assert_eq!(read(text).err(), Some(failed), "{text}");
    let place =
        |key, line: u64, column: u64| Failed::new(key).count("line", line).count("column", column);
    check("{", place("reason-json-cut", 1, 1));
    check("\n{x", place("reason-json-syntax", 2, 2));
    check("{}", place("reason-answers-shape", 1, 2));
    let schema = Failed::new("reason-answers-schema")
        .text("found", "x")
        .text("known", SCHEMA);
    check(r#"{"schema":"x","now":0,"answers":[]}"#, schema);
}
