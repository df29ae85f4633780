//! Properties of the SPF room over random records, texts and whole trees.

#![allow(clippy::unwrap_used)]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use proptest::prelude::*;
use protocols::answers::{Answer, Answers, Lookup, MxRecord, Outcome, Question, TxtRecord};
use protocols::finding::{Severity, corrected};
use protocols::limits::{PASSES_MAX, SPF_LINT_OCTETS_MAX};
use protocols::name::DomainName;
use protocols::published::PublishedData;
use protocols::spf::evaluate::{Receiver, Sender};
use protocols::spf::flatten::NotFlattened;
use protocols::spf::ranges::Family;
use protocols::spf::verdict_map::{Limits, NoMap};
use protocols::spf::{
    Authorised, OfStanding, Others, Record, SpfIntent, SpfQuery, SpfResult, check_host, covers,
    flatten, lint, merge, merge_standing, parse, parse_sound, proposed, survey, verdict_map,
};
use protocols::time::Timestamp;

/// A term, from parts that are mostly right.
fn term() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec!["", "", "", "+", "-", "~", "?"]);
    let name = prop::sample::select(vec![
        "example.com",
        "_spf.example.net",
        "%{d}",
        "%{ir}.%{v}._spf.%{d2}",
        "a-b.x%%y.example",
        "%{L1r-}.x.example.org",
        "d.example.",
        "%{p}.example",
        "%{o8R.-+,/_=}.example",
    ]);
    let v4 = (any::<u32>(), 0..=32u8).prop_map(|(a, l)| format!("{}/{l}", Ipv4Addr::from(a)));
    let v6 = (any::<u128>(), 0..=128u8).prop_map(|(a, l)| format!("{}/{l}", Ipv6Addr::from(a)));
    let cidr = prop::sample::select(vec!["", "", "/0", "/24", "//64", "/32//128", "/8//0"]);
    let mechanism = prop_oneof![
        Just("all".to_string()),
        name.clone().prop_map(|n| format!("include:{n}")),
        name.clone().prop_map(|n| format!("exists:{n}")),
        name.clone().prop_map(|n| format!("ptr:{n}")),
        Just("ptr".to_string()),
        (name.clone(), cidr.clone()).prop_map(|(n, c)| format!("a:{n}{c}")),
        cidr.clone().prop_map(|c| format!("mx{c}")),
        cidr.prop_map(|c| format!("a{c}")),
        v4.prop_map(|n| format!("ip4:{n}")),
        v6.prop_map(|n| format!("ip6:{n}")),
    ];
    prop_oneof![
        8 => (sign, mechanism).prop_map(|(s, m)| format!("{s}{m}")),
        1 => Just("x-y.z_1=a:b/c%{d}".to_string()),
        1 => Just("empty=".to_string()),
    ]
}

fn record_text() -> impl Strategy<Value = String> {
    let modifier = prop::sample::select(vec!["", " redirect=r.example", " exp=e.%{d}"]);
    (prop::collection::vec(term(), 0..8), modifier)
        .prop_map(|(terms, modifier)| format!("v=spf1 {}{modifier}", terms.join(" ")))
}

/// Text that looks like a record and has all sorts of things in it.
fn broken_text() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        term(),
        "[ -~]{0,12}",
        "\\PC{0,6}",
        prop::sample::select(vec![
            "\t",
            "\u{a0}",
            ",",
            ";",
            ":",
            "=",
            "/",
            "-",
            "%",
            "%{",
            "ip4:",
            "include",
            "\"",
            "\0",
            "ip4:192.0.2.*",
            "ip4:10/8",
            "https://x.example/",
            "v=spf1",
            "–all",
            "a:ü.example",
        ])
        .prop_map(ToString::to_string),
    ];
    let glue = prop::sample::select(vec![" ", "", "  ", ",", "\t"]);
    let start = prop::sample::select(vec![
        "v=spf1 ",
        "v=spf1",
        " v=spf1 ",
        "\"v=spf1;",
        "spf1 ",
        "",
    ]);
    (start, prop::collection::vec((scrap, glue), 0..10)).prop_map(|(start, scraps)| {
        let mut text = start.to_string();
        for (scrap, glue) in scraps {
            text.push_str(&scrap);
            text.push_str(glue);
        }
        text
    })
}

fn intent() -> impl Strategy<Value = SpfIntent> {
    let host = prop::sample::select(vec!["a.example", "b.example.net", "_spf.c.example"]);
    let host = host.prop_map(|n| n.parse::<DomainName>().unwrap());
    // Wide networks are a finding of their own.
    let ip4 = (any::<u32>(), 9..=32u8)
        .prop_map(|(a, l)| format!("{}/{l}", Ipv4Addr::from(a)).parse().unwrap());
    let ip6 = (any::<u128>(), 17..=128u8)
        .prop_map(|(a, l)| format!("{}/{l}", Ipv6Addr::from(a)).parse().unwrap());
    let sender = prop_oneof![
        Just(Authorised::Mx),
        Just(Authorised::A),
        host.clone().prop_map(Authorised::Host),
        host.prop_map(Authorised::Include),
        ip4.prop_map(Authorised::Network),
        ip6.prop_map(Authorised::Network),
    ];
    let others = prop::sample::select(vec![Others::Fail, Others::SoftFail]);
    (prop::collection::vec(sender, 0..6), others).prop_map(|(senders, others)| SpfIntent {
        senders,
        others,
        standing: OfStanding::default(),
    })
}

proptest! {
    #[test]
    fn a_record_and_its_text(text in record_text()) {
        let record = parse(&text).record.unwrap();
        let canonical = record.to_string();
        let again = parse(&canonical);
        // The places are those of the canonical text, so they are equal from here on.
        let twice = parse(&again.record.clone().unwrap().to_string()).record.unwrap();
        prop_assert_eq!(again.record.as_ref(), Some(&twice));
        let terms = |r: &Record| r.terms.iter().map(|t| t.term.clone()).collect::<Vec<_>>();
        prop_assert_eq!(terms(&record), terms(&twice));
        prop_assert_eq!(Record::of(terms(&record)), twice);
    }

    #[test]
    fn no_text_is_too_broken(text in broken_text()) {
        let parsed = parse(&text);
        for defect in &parsed.defects {
            prop_assert!(text.get(defect.span.start..defect.span.end).is_some());
        }
        let findings = lint(&text, None);
        for finding in &findings {
            let span = finding.place.span.unwrap();
            prop_assert!(text.get(span.start..span.end).is_some(), "{}", finding.rule.id);
        }
        if parsed.record.is_some() && parsed.defects.iter().any(|d| d.kind.is_syntax_error()) {
            prop_assert!(findings.iter().any(|f| f.severity >= Severity::High));
        }
        if let Some(corrected) = corrected(&text, &findings) {
            lint(&corrected, None);
        }
    }

    #[test]
    fn octets_of_any_kind(octets in prop::collection::vec(any::<u8>(), 0..200)) {
        let text = TxtRecord { strings: vec![octets] }.text();
        lint(&text, None);
    }

    #[test]
    fn what_is_built_is_in_order(intent in intent()) {
        let text = intent.record().to_string();
        let bad: Vec<&str> = lint(&text, None)
            .iter()
            .filter(|f| f.severity >= Severity::Medium)
            .map(|f| f.rule.id)
            .collect();
        prop_assert!(bad.is_empty(), "{text}: {bad:?}");
        prop_assert!(covers(&name("example.com"), &intent.record(), &intent));
    }

    #[test]
    fn a_merge_covers_and_is_done_once(text in record_text(), intent in intent()) {
        let domain = name("example.com");
        let Ok(merged) = merge(&domain, &text, &intent) else {
            return Ok(());
        };
        let record = parse_sound(&merged.text).unwrap();
        prop_assert!(covers(&domain, &record, &intent), "{}", merged.text);
        prop_assert_eq!(merge(&domain, &merged.text, &intent).unwrap().edits, vec![]);
        // The owner's own terms are all there, in their order.
        let before = parse_sound(&text).unwrap();
        let kept = record.terms.iter().map(|t| &t.term);
        let mut wanted = before.terms.iter().map(|t| &t.term).peekable();
        for term in kept {
            if wanted.peek() == Some(&term) {
                wanted.next();
            }
        }
        prop_assert_eq!(wanted.next(), None);
    }

    #[test]
    fn merged_records_are_one(texts in prop::collection::vec(record_text(), 1..4)) {
        if let Ok(record) = merge_standing(&name("example.com"), &texts) {
            prop_assert!(parse_sound(&record.to_string()).is_some(), "{record}");
        }
    }
}

fn name(text: &str) -> DomainName {
    text.parse().unwrap()
}

/// Records of eight domains that refer to each other, and the addresses of four hosts.
#[derive(Debug, Clone)]
struct World {
    records: Vec<String>,
    hosts: Vec<(Vec<u8>, Vec<u8>)>,
}

const DOMAINS: usize = 7;
const HOSTS: usize = 4;

/// A term over a small space of addresses, so that terms meet.
fn small_term() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec!["", "", "", "", "-", "~", "?"]);
    let mechanism = prop_oneof![
        6 => (any::<u8>(), 24..=32u8).prop_map(|(a, l)| format!("ip4:10.0.0.{a}/{l}")),
        3 => (any::<u8>(), 120..=128u8).prop_map(|(a, l)| format!("ip6:2001:db8::{a:x}/{l}")),
        2 => (0..HOSTS, 26..=32u8, 122..=128u8)
            .prop_map(|(h, l, m)| format!("a:h{h}.example/{l}//{m}")),
        1 => (0..DOMAINS).prop_map(|d| format!("mx:d{d}.example")),
        6 => (0..DOMAINS).prop_map(|d| format!("include:d{d}.example")),
    ];
    (sign, mechanism).prop_map(|(s, m)| format!("{s}{m}"))
}

fn small_record() -> impl Strategy<Value = String> {
    let end = prop_oneof![
        3 => prop::sample::select(vec![" -all", " ~all", " ?all", " all", ""])
            .prop_map(ToString::to_string),
        1 => (0..DOMAINS).prop_map(|d| format!(" redirect=d{d}.example")),
    ];
    (prop::collection::vec(small_term(), 0..6), end)
        .prop_map(|(terms, end)| format!("v=spf1 {}{end}", terms.join(" ")))
}

fn world() -> impl Strategy<Value = World> {
    let addresses = || prop::collection::vec(any::<u8>(), 0..3);
    (
        prop::collection::vec(small_record(), DOMAINS),
        prop::collection::vec((addresses(), addresses()), HOSTS),
    )
        .prop_map(|(records, hosts)| World {
            records: records
                .iter()
                .enumerate()
                .map(|(at, text)| forward(at, text))
                .collect(),
            hosts,
        })
}

/// Most references lead to a later domain, so that most trees have an end; those to the last domain
/// stay, and make a loop there.
fn forward(at: usize, text: &str) -> String {
    let mut text = text.to_string();
    for target in 0..DOMAINS - 1 {
        let further = at + 1 + target % (DOMAINS - at).max(1);
        let (from, to) = (
            format!(":d{target}."),
            format!(":d{}.", further.min(DOMAINS - 1)),
        );
        text = text.replace(&from, &to.replace(":d", ":D"));
    }
    text.replace(":D", ":d")
}

impl World {
    fn answer(&self, question: &Question) -> Answer {
        let domain = |name: &DomainName| number(name, "d").filter(|d| *d < DOMAINS);
        let host = |name: &DomainName| number(name, "h").filter(|h| *h < HOSTS);
        match question {
            Question::Txt(name) => Answer::Txt(Lookup::plain(match domain(name) {
                Some(d) => Outcome::Records(vec![TxtRecord::of(&self.records[d])]),
                None => Outcome::NxDomain,
            })),
            // Every domain's MX hosts are two of the four.
            Question::Mx(name) => Answer::Mx(Lookup::plain(match domain(name) {
                Some(d) => Outcome::Records(
                    [d % HOSTS, (d + 1) % HOSTS]
                        .map(|h| MxRecord {
                            preference: 0,
                            exchange: Some(format!("h{h}.example").parse().unwrap()),
                        })
                        .to_vec(),
                ),
                None => Outcome::NxDomain,
            })),
            Question::A(name) => Answer::A(Lookup::plain(match host(name) {
                Some(h) if !self.hosts[h].0.is_empty() => Outcome::Records(
                    self.hosts[h]
                        .0
                        .iter()
                        .map(|b| Ipv4Addr::new(10, 0, 0, *b))
                        .collect(),
                ),
                Some(_) => Outcome::NoData,
                None => Outcome::NxDomain,
            })),
            Question::Aaaa(name) => Answer::Aaaa(Lookup::plain(match host(name) {
                Some(h) if !self.hosts[h].1.is_empty() => {
                    Outcome::Records(self.hosts[h].1.iter().map(|b| v6(*b)).collect())
                }
                Some(_) => Outcome::NoData,
                None => Outcome::NxDomain,
            })),
            other => panic!("{other:?}"),
        }
    }

    fn settle<T>(
        &self,
        answers: &mut Answers,
        mut verdict: impl FnMut(&Answers) -> Result<T, protocols::answers::Need>,
    ) -> T {
        for _ in 0..4 * PASSES_MAX {
            match verdict(answers) {
                Ok(value) => return value,
                Err(need) => {
                    for question in need.questions() {
                        answers.add(question.clone(), self.answer(question));
                    }
                }
            }
        }
        panic!("no verdict");
    }
}

fn v6(last: u8) -> Ipv6Addr {
    Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, u16::from(last))
}

fn number(name: &DomainName, prefix: &str) -> Option<usize> {
    let label = name.labels().next()?;
    label.strip_prefix(prefix)?.parse().ok()
}

fn query(client: IpAddr) -> SpfQuery {
    SpfQuery {
        client,
        sender: Sender::mail_from("x@d0.example", "h0.example"),
        helo: "h0.example".to_string(),
        receiver: Receiver::Unknown,
        now: Timestamp(0),
    }
}

/// Clients inside and outside of the small space.
fn clients() -> Vec<IpAddr> {
    let v4 = (0..=255).map(|b| IpAddr::V4(Ipv4Addr::new(10, 0, 0, b)));
    let v6s = (0..=255).map(|b| IpAddr::V6(v6(b)));
    let far = [
        "0.0.0.0",
        "10.0.1.0",
        "255.255.255.255",
        "::",
        "2001:db8::100",
    ];
    v4.chain(v6s)
        .chain(far.map(|a| a.parse().unwrap()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// The map of all addresses says of each what `check_host` says of it, limits included.
    #[test]
    fn a_map_says_what_check_host_says(world in world()) {
        let mut answers = Answers::new();
        let domain = name("d0.example");
        for family in Family::BOTH {
            let map = world.settle(&mut answers, |answers| {
                match verdict_map(&domain, family, Limits::Enforced, answers) {
                    Ok(map) => Ok(Some(map)),
                    Err(NoMap::Need(need)) => Err(need),
                    Err(NoMap::Refused(_)) => Ok(None),
                }
            });
            let Some(map) = map else {
                continue;
            };
            for client in clients() {
                if client.is_ipv4() != (family == Family::Ip4) {
                    continue;
                }
                let query = query(client);
                let verdict = world.settle(&mut answers, |a| check_host(&query, a));
                let set = match verdict.result {
                    SpfResult::Pass => &map.pass,
                    SpfResult::Fail => &map.fail,
                    SpfResult::SoftFail => &map.softfail,
                    SpfResult::Neutral => &map.neutral,
                    SpfResult::PermError => &map.permerror,
                    SpfResult::None | SpfResult::TempError => panic!("{client}: {:?}", verdict.cause),
                };
                prop_assert!(set.contains(client), "{client} {:?}", verdict);
            }
        }
    }

    /// What was flattened gives every client what the record meant, and costs what it says.
    #[test]
    fn flattening_changes_nobody(world in world()) {
        let mut answers = Answers::new();
        let domain = name("d0.example");
        let text = world.records[0].clone();
        let flattened = world.settle(&mut answers, |answers| {
            match flatten(&domain, &text, answers) {
                Ok(flattened) => Ok(Some(flattened)),
                Err(NotFlattened::Need(need)) => Err(need),
                Err(NotFlattened::NotProven) => panic!("not proven: {text}"),
                Err(_) => Ok(None),
            }
        });
        let Some(flattened) = flattened else {
            return Ok(());
        };
        let mut after = answers.clone();
        for publication in &flattened.publications {
            let PublishedData::Txt(text) = &publication.data else {
                panic!("{publication:?}");
            };
            after = proposed(&publication.owner, text, &after);
        }
        for client in clients() {
            let query = query(client);
            let before = world.settle(&mut answers, |a| check_host(&query, a));
            let then = check_host(&query, &after).unwrap();
            let repaired = flattened.repaired.contains(client);
            if repaired {
                prop_assert_eq!(before.result, SpfResult::PermError);
                prop_assert_ne!(then.result, SpfResult::PermError);
            } else {
                prop_assert_eq!(before.result, then.result, "{}", client);
            }
            prop_assert!(usize::try_from(then.trace.lookups()).unwrap() <= flattened.lookups_after);
        }
    }

    /// The arithmetic of a trace adds up, and a survey counts at least what any client costs.
    #[test]
    fn the_arithmetic_adds_up(world in world()) {
        let mut answers = Answers::new();
        let domain = name("d0.example");
        let surveyed = world.settle(&mut answers, |answers| {
            survey(&domain, &world.records[0], answers)
        });
        adds_up(&surveyed.tree, 0);
        for client in clients().into_iter().step_by(37) {
            let query = query(client);
            let verdict = world.settle(&mut answers, |a| check_host(&query, a));
            if let Some(tree) = verdict.trace.tree() {
                adds_up(&tree, 0);
            }
            let is_over = verdict.trace.lookups() > surveyed.lookups;
            let has_loop = !surveyed.faults.is_empty();
            prop_assert!(!is_over || has_loop || surveyed.is_cut);
        }
    }
}

fn adds_up(tree: &protocols::spf::Tree, before: u32) {
    let mut sum = before;
    for term in &tree.terms {
        if let Some(branch) = &term.branch {
            adds_up(branch, sum + term.own);
        }
        sum += term.own + term.nested;
        assert_eq!(term.lookups, sum, "{} {}", tree.domain, term.text);
    }
}

/// The random trees are of the kind that can be computed with often enough to prove something.
#[test]
fn many_random_trees_flatten() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let (mut flat, mut nested) = (0, 0);
    for _ in 0..100 {
        let world = world().new_tree(&mut runner).unwrap().current();
        let mut answers = Answers::new();
        let flattened = world.settle(&mut answers, |answers| {
            match flatten(&name("d0.example"), &world.records[0], answers) {
                Ok(flattened) => Ok(Some(flattened)),
                Err(NotFlattened::Need(need)) => Err(need),
                Err(_) => Ok(None),
            }
        });
        if let Some(flattened) = flattened {
            flat += 1;
            nested += usize::from(flattened.lookups_before > 2);
        }
    }
    assert!(
        flat > 40 && nested > 15,
        "{flat} of 100, {nested} of them deeper"
    );
}

#[test]
fn of_a_very_long_record_only_the_length_is_told() {
    let text = format!("v=spf1 {}-all", "x=1 ".repeat(SPF_LINT_OCTETS_MAX / 4));
    let ids: Vec<&str> = lint(&text, None).iter().map(|f| f.rule.id).collect();
    assert_eq!(ids, ["spf/record-too-long"]);
}
