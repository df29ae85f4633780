//! The OpenSPF test suite for RFC 7208 (release 2014.05), every case of it.
//!
//! The suite is a file beside the project, `../shared/conformance/openspf`; where it is absent the
//! test says so and passes.

// A test may read files and stop at the first surprise.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;

use protocols::answers::{
    Answer, Answers, Failure, Lookup, MxRecord, Outcome, Question, TxtRecord,
};
use protocols::limits::{PASSES_MAX, SPF_NAMES_PER_TERM_MAX};
use protocols::name::DomainName;
use protocols::spf::evaluate::{Receiver, Sender, SpfVerdict};
use protocols::spf::{SpfQuery, check_host};
use protocols::time::Timestamp;
use saphyr::{LoadableYamlNode, Yaml};

const SUITE: &str = "../../../shared/conformance/openspf/rfc7208-tests-2014.05.yml";

/// Cases that are not run, each with its reason. There is none.
const SKIPPED: [(&str, &str); 0] = [];

#[test]
fn openspf_suite() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(SUITE);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("NOT RUN: the OpenSPF suite is not at {}", path.display());
        return;
    };
    let documents = Yaml::load_from_str(&text).unwrap();
    let (mut passed, mut failures) = (0, Vec::new());
    for scenario in documents.iter().filter(|d| !is_nothing(d)) {
        let world = World::of(get(scenario, "zonedata"));
        for (name, case) in entries(get(scenario, "tests")) {
            if SKIPPED.iter().any(|(skipped, _)| *skipped == name) {
                continue;
            }
            match run(&world, case) {
                Ok(()) => passed += 1,
                Err(why) => failures.push(format!("{name}: {why}")),
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(passed > 190, "only {passed} cases were found");
    println!(
        "{passed} cases of the OpenSPF suite hold, {} skipped",
        SKIPPED.len()
    );
}

fn run(world: &World, case: &Yaml<'_>) -> Result<(), String> {
    let helo = text(get(case, "helo"));
    let query = SpfQuery {
        client: text(get(case, "host")).parse().unwrap(),
        sender: Sender::mail_from(&text(get(case, "mailfrom")), &helo),
        helo,
        receiver: Receiver::Unknown,
        now: Timestamp(0),
    };
    let verdict = world.settle(&query)?;
    let result = verdict.result.to_string();
    let wanted = strings(get(case, "result"));
    if !wanted.contains(&result) {
        return Err(format!(
            "{result} where {wanted:?} is right: {:?}",
            verdict.cause
        ));
    }
    if is_nothing(get(case, "explanation")) {
        return Ok(());
    }
    // `DEFAULT` stands for what a receiver says where the domain says nothing.
    let wanted = text(get(case, "explanation"));
    let said = verdict.explanation.map_or("DEFAULT".into(), |e| e.text);
    // The suite writes the nibbles of `%{i}` in upper case, RFC 7208 §7.4 in lower.
    if said.eq_ignore_ascii_case(&wanted) {
        Ok(())
    } else {
        Err(format!("explains {said:?} where {wanted:?} is right"))
    }
}

/// The zone data of one scenario.
#[derive(Default)]
struct World(BTreeMap<String, Name>);

/// What is known of one name.
#[derive(Default)]
struct Name {
    txt: Vec<TxtRecord>,
    a: Vec<Ipv4Addr>,
    aaaa: Vec<Ipv6Addr>,
    mx: Vec<MxRecord>,
    ptr: Vec<DomainName>,
    /// Every type that has no record times out.
    times_out: bool,
}

impl World {
    fn of(zonedata: &Yaml<'_>) -> World {
        let mut world = World::default();
        for (name, records) in entries(zonedata) {
            let known = world.0.entry(name.to_ascii_lowercase()).or_default();
            // RFC 7208 §3.1: a name without TXT entries publishes its SPF entries as TXT; `TXT:
            // NONE` says that it does not.
            let has_txt = items(records).any(|r| !is_nothing(get(r, "TXT")));
            for record in items(records) {
                if record.as_str() == Some("TIMEOUT") {
                    known.times_out = true;
                    continue;
                }
                for (kind, value) in entries(record) {
                    match kind.as_str() {
                        "SPF" if has_txt => {}
                        "TXT" if text_of(value) == "NONE" => {}
                        "SPF" | "TXT" => known.txt.push(txt_record(value)),
                        "A" => known.a.push(text(value).parse().unwrap()),
                        "AAAA" => known.aaaa.push(text(value).parse().unwrap()),
                        "MX" => known.mx.push(mx_record(value)),
                        "PTR" => known.ptr.push(text(value).parse().unwrap()),
                        other => panic!("{name}: {other}"),
                    }
                }
            }
        }
        world
    }

    /// Asks until the verdict stands, and sees to it that no pass asks more than a receiver may.
    fn settle(&self, query: &SpfQuery) -> Result<SpfVerdict, String> {
        let mut answers = Answers::new();
        for _ in 0..PASSES_MAX {
            let need = match check_host(query, &answers) {
                Ok(verdict) => return Ok(verdict),
                Err(need) => need,
            };
            for question in need.questions() {
                let added = answers.add(question.clone(), self.answer(question));
                assert!(added, "{question:?} was asked again");
            }
            let most = 1 + 10 * (1 + SPF_NAMES_PER_TERM_MAX) + 1;
            assert!(answers.len() <= most, "{} questions", answers.len());
        }
        Err("no verdict".into())
    }

    fn answer(&self, question: &Question) -> Answer {
        match question {
            Question::Txt(name) => Answer::Txt(self.lookup(name.as_str(), |n| &n.txt)),
            Question::A(name) => Answer::A(self.lookup(name.as_str(), |n| &n.a)),
            Question::Aaaa(name) => Answer::Aaaa(self.lookup(name.as_str(), |n| &n.aaaa)),
            Question::Mx(name) => Answer::Mx(self.lookup(name.as_str(), |n| &n.mx)),
            Question::Ptr(address) => Answer::Ptr(self.lookup(&reverse(*address), |n| &n.ptr)),
            other => panic!("{other:?}"),
        }
    }

    fn lookup<T: Clone>(&self, name: &str, of: impl Fn(&Name) -> &Vec<T>) -> Lookup<T> {
        Lookup::plain(match self.0.get(name) {
            None => Outcome::NxDomain,
            Some(known) if !of(known).is_empty() => Outcome::Records(of(known).clone()),
            Some(known) if known.times_out => Outcome::Failed(Failure::Timeout),
            Some(_) => Outcome::NoData,
        })
    }
}

fn reverse(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, d] = v4.octets();
            format!("{d}.{c}.{b}.{a}.in-addr.arpa")
        }
        IpAddr::V6(v6) => {
            let octets = v6.octets().into_iter().rev();
            let nibbles: Vec<String> = octets
                .map(|octet| format!("{:x}.{:x}", octet & 15, octet >> 4))
                .collect();
            format!("{}.ip6.arpa", nibbles.join("."))
        }
    }
}

/// The suite writes octets as the characters of the same number.
fn txt_record(value: &Yaml<'_>) -> TxtRecord {
    let octets = |text: &String| text.chars().map(|c| u8::try_from(c).unwrap()).collect();
    TxtRecord {
        strings: strings(value).iter().map(octets).collect(),
    }
}

fn mx_record(value: &Yaml<'_>) -> MxRecord {
    let parts: Vec<&Yaml<'_>> = items(value).collect();
    let [preference, exchange] = parts.as_slice() else {
        panic!("{value:?}");
    };
    MxRecord {
        preference: text(preference).parse().unwrap(),
        exchange: match text(exchange).as_str() {
            "" => None,
            name => Some(name.parse().unwrap()),
        },
    }
}

/// The value of a key; nothing where there is none.
fn get<'y, 'i>(value: &'y Yaml<'i>, key: &str) -> &'y Yaml<'i> {
    const NOTHING: &Yaml<'static> = &Yaml::BadValue;
    value.as_mapping_get(key).unwrap_or(NOTHING)
}

fn is_nothing(value: &Yaml<'_>) -> bool {
    matches!(value, Yaml::BadValue) || value.is_null()
}

fn text(value: &Yaml<'_>) -> String {
    match value.as_str() {
        Some(text) => text.to_string(),
        None => value
            .as_integer()
            .map_or_else(|| panic!("no text: {value:?}"), |number| number.to_string()),
    }
}

/// As [`text`], for values that may be lists.
fn text_of(value: &Yaml<'_>) -> String {
    strings(value).concat()
}

fn strings(value: &Yaml<'_>) -> Vec<String> {
    match value.as_sequence() {
        Some(list) => list.iter().map(text).collect(),
        None => vec![text(value)],
    }
}

fn items<'y, 'i>(value: &'y Yaml<'i>) -> impl Iterator<Item = &'y Yaml<'i>> {
    value.as_sequence().unwrap().iter()
}

fn entries<'y, 'i>(value: &'y Yaml<'i>) -> impl Iterator<Item = (String, &'y Yaml<'i>)> {
    value
        .as_mapping()
        .unwrap()
        .iter()
        .map(|(k, v)| (text(k), v))
}
