//! The line that a check shows of DKIM, by what the DNS says.

use super::build::KeyIntent;
use super::key::PublicKey;
use super::selector::Selector;
use super::survey::{Guess, KnownSelector, Selectors, Signing, Source, WELL_KNOWN_SELECTORS};
use super::{assess, parse};
use crate::answers::{Answer, Answers, Failure, Lookup, Outcome, Question, TxtRecord};
use crate::assessment::{Presence, RoomReport};
use crate::finding::Value;
use crate::limits::PASSES_MAX;
use crate::name::DomainName;

const ED25519: &str = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const OTHER: &str = "v=DKIM1; k=ed25519; p=tU23R02y65q+h4cLixdLDqYG7M9dW1xgdICotDPpWaU=";

fn key(record: &str) -> PublicKey {
    parse(record).record.unwrap().public_key().unwrap().clone()
}

/// A world of TXT records; a name that is above one of them exists, any other does not.
struct World<'a> {
    records: &'a [(&'a str, &'a str)],
    failing: &'a [&'a str],
}

impl World<'_> {
    fn answer(&self, name: &DomainName) -> Lookup<TxtRecord> {
        if self.failing.contains(&name.as_str()) {
            return Lookup::plain(Outcome::Failed(Failure::Timeout));
        }
        let texts = self
            .records
            .iter()
            .filter(|(owner, _)| *owner == name.as_str());
        let records: Vec<TxtRecord> = texts.map(|(_, text)| TxtRecord::of(text)).collect();
        let below = format!(".{name}");
        Lookup::plain(if !records.is_empty() {
            Outcome::Records(records)
        } else if self
            .records
            .iter()
            .any(|(owner, _)| owner.ends_with(&below))
        {
            Outcome::NoData
        } else {
            Outcome::NxDomain
        })
    }

    /// The report, and how many questions it took.
    fn assess(&self, selectors: &Selectors) -> (RoomReport, usize) {
        let domain = "example.com".parse().unwrap();
        let mut answers = Answers::new();
        for _ in 0..PASSES_MAX {
            match assess(&domain, selectors, Signing::Expected, &answers) {
                Ok(report) => return (report, answers.len()),
                Err(need) => {
                    for question in need.questions() {
                        let Question::Txt(name) = question else {
                            panic!("{question:?}")
                        };
                        answers.add(question.clone(), Answer::Txt(self.answer(name)));
                    }
                }
            }
        }
        panic!("no verdict")
    }
}

fn selectors(known: &[(&str, Source)]) -> Selectors {
    let known = known.iter().map(|(text, source)| KnownSelector {
        selector: Selector::parse(text).unwrap(),
        source: source.clone(),
    });
    Selectors {
        known: known.collect(),
        guess: Guess::WellKnown,
    }
}

fn ours(record: &str) -> Source {
    Source::Ours {
        key: key(record),
        age_days: 0,
    }
}

/// The line is `key` with this presence and these keys.
fn check(world: &World<'_>, known: &Selectors, presence: Presence, key: &str, keys: &str) {
    let line = world.assess(known).0.protection;
    let shown = line
        .args
        .iter()
        .find(|(name, _)| *name == "keys")
        .map(|(_, value)| value.clone());
    let shown = match shown {
        Some(Value::Text(text)) => text,
        Some(Value::Count(_)) | None => String::new(),
    };
    assert_eq!(
        (line.presence, line.key, shown.as_str()),
        (presence, key, keys)
    );
}

#[test]
fn what_the_line_says() {
    let at_s1 = |text| World {
        records: Vec::leak(vec![("s1._domainkey.example.com", text)]),
        failing: &[],
    };
    let none = Selectors::default();
    let asked = selectors(&[("s1", Source::Asked)]);
    let own = selectors(&[("s1", ours(ED25519))]);
    check(
        &at_s1(ED25519),
        &own,
        Presence::InForce,
        "dkim-own-keys",
        "ed25519 s1",
    );
    check(
        &at_s1(ED25519),
        &asked,
        Presence::InForce,
        "dkim-keys",
        "ed25519 s1",
    );
    check(
        &at_s1(ED25519),
        &none,
        Presence::InForce,
        "dkim-keys",
        "ed25519 s1",
    );
    check(
        &at_s1(OTHER),
        &own,
        Presence::Published,
        "dkim-mismatch",
        "ed25519 s1",
    );
    let testing = "v=DKIM1; k=ed25519; t=y; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    check(
        &at_s1(testing),
        &asked,
        Presence::Published,
        "dkim-testing",
        "ed25519 s1",
    );
    check(
        &at_s1("v=DKIM1; p="),
        &asked,
        Presence::Published,
        "dkim-broken",
        "",
    );
    check(
        &at_s1("v=DKIM1; p=AAAA"),
        &asked,
        Presence::Published,
        "dkim-broken",
        "",
    );
    let elsewhere = World {
        records: &[("x7._domainkey.example.com", ED25519)],
        failing: &[],
    };
    check(&elsewhere, &asked, Presence::Absent, "dkim-missing", "");
    check(
        &elsewhere,
        &none,
        Presence::Unknown,
        "dkim-selector-unknown",
        "",
    );
    let nothing = World {
        records: &[("example.com", "v=spf1 -all")],
        failing: &[],
    };
    check(&nothing, &none, Presence::Absent, "dkim-absent", "");
    let silent = World {
        records: &[],
        failing: &["_domainkey.example.com"],
    };
    check(&silent, &none, Presence::Unknown, "dkim-unknown", "");
}

#[test]
fn some_of_ours() {
    let world = World {
        records: &[
            ("s1._domainkey.example.com", ED25519),
            ("e1._domainkey.example.com", OTHER),
        ],
        failing: &[],
    };
    let both = selectors(&[("s1", ours(ED25519)), ("e1", ours(OTHER))]);
    check(
        &world,
        &both,
        Presence::InForce,
        "dkim-own-keys",
        "ed25519 s1, ed25519 e1",
    );
    let one = selectors(&[("s1", ours(ED25519)), ("e1", ours(ED25519))]);
    check(
        &world,
        &one,
        Presence::InForce,
        "dkim-keys",
        "ed25519 s1, ed25519 e1",
    );
}

#[test]
fn questions_are_few() {
    let none = Selectors::default();
    let nothing = World {
        records: &[("example.com", "v=spf1 -all")],
        failing: &[],
    };
    assert_eq!(nothing.assess(&none).1, 2);
    let other = World {
        records: &[("x7._domainkey.example.com", ED25519)],
        failing: &[],
    };
    assert_eq!(other.assess(&none).1, 2 + WELL_KNOWN_SELECTORS.len());
    let found = World {
        records: &[("s1._domainkey.example.com", ED25519)],
        failing: &[],
    };
    assert_eq!(found.assess(&selectors(&[("s1", Source::Asked)])).1, 3);
    assert_eq!(other.assess(&selectors(&[("s1", Source::Asked)])).1, 3 + 4);
    let quiet = Selectors {
        known: Vec::new(),
        guess: Guess::Nothing,
    };
    assert_eq!(other.assess(&quiet).1, 2);
}

#[test]
fn well_known_selectors_are_selectors() {
    for text in WELL_KNOWN_SELECTORS {
        let read = super::selector::read(text);
        assert_eq!(
            (read.record.is_some(), read.defects),
            (true, Vec::new()),
            "{text}"
        );
    }
}

#[test]
fn what_is_built_is_in_force() {
    let intent = KeyIntent::sign(key(ED25519));
    let domain: DomainName = "example.com".parse().unwrap();
    let selector = Selector::parse("e202611").unwrap();
    let publication = intent.publication(&domain, &selector).unwrap();
    let text = intent.record().to_string();
    let world = World {
        records: &[(publication.owner.as_str(), &text)],
        failing: &[],
    };
    let (report, _) = world.assess(&selectors(&[("e202611", ours(ED25519))]));
    assert_eq!(report.findings, []);
    assert_eq!(report.protection.key, "dkim-own-keys");
}
