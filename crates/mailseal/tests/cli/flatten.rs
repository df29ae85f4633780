//! `mailseal flatten`: what is written out, what it proves and costs, and what it refuses.

use insta::assert_snapshot;
use serde_json::Value;

use super::{Place, has_fields, json, offline};

fn line<'a>(name: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut line = vec!["flatten", name];
    line.extend(more);
    offline(&line, "flatten.zone")
}

fn document(name: &str, more: &[&str]) -> Value {
    let mut line = line(name, more);
    line.extend(["--format", "json"]);
    let document = json(&Place::new().run(&line));
    assert_eq!(document["schema"], "mailseal.flatten/1");
    assert_eq!(document["domain"], name);
    document
}

/// Addresses, hosts and includes become networks. It says that it is proven, and what from now on
/// no longer follows its owner.
#[test]
fn hosts_and_includes_become_networks() {
    assert_snapshot!(Place::new().both(&line("plain.flat.example", &[])));
}

/// The record as it stands is a permerror for some. What it means can be said with fewer lookups,
/// and it is told that these addresses get another result now.
#[test]
fn too_many_lookups_are_repaired() {
    assert_snapshot!(Place::new().both(&line("many.flat.example", &[])));
}

/// A record may be tried before it is published; its includes are those of the world.
#[test]
fn a_record_that_is_not_published_yet() {
    let record = ["--record", "v=spf1 include:_one.flat.example -all"];
    assert_snapshot!(Place::new().both(&line("new.flat.example", &record)));
}

/// What is published is judged as before: this is asked of `spf`, not of `flatten`.
#[test]
fn what_is_written_out_judges_the_same() {
    let flattened = document("plain.flat.example", &[]);
    let published = flattened["publish"].as_array().unwrap();
    let mut zone = String::from("$TTL 60\n");
    for record in published {
        let (name, value) = (&record["name"], &record["value"]);
        let name = name.as_str().unwrap().trim_end_matches('.');
        zone.push_str(&format!("{name}. TXT {value}\n"));
    }
    let place = Place::new();
    let after = place.file("after.zone", zone);
    let addresses = [
        ("192.0.2.1", "pass"),
        ("192.0.2.2", "softfail"),
        ("198.51.100.7", "pass"),
        ("198.51.100.200", "pass"),
        // `-ip4` within an include: the include does not match, the end of the record counts.
        ("203.0.113.9", "softfail"),
        ("2001:db8::1", "pass"),
        ("2001:db9::1", "softfail"),
    ];
    for (address, expected) in addresses {
        for zone in ["flatten.zone", &after] {
            let line = ["spf", "plain.flat.example", address, "--format", "json"];
            let verdict = json(&place.run(&offline(&line, zone)));
            assert_eq!(verdict["result"], expected, "{address} by {zone}");
        }
    }
}

const REFUSED: [(&str, &str); 9] = [
    ("a macro", "macro.flat.example"),
    ("a macro in an include", "deep.flat.example"),
    ("exists", "exists.flat.example"),
    ("ptr", "ptr.flat.example"),
    ("an include of itself", "loop.flat.example"),
    ("an include of nothing", "lost.flat.example"),
    ("a syntax error", "broken.flat.example"),
    ("two records", "twice.flat.example"),
    ("no record", "out.flat.example"),
];

#[test]
fn what_cannot_be_written_out() {
    let mut shown = String::new();
    for (name, domain) in REFUSED {
        let said = Place::new().both(&line(domain, &[]));
        assert_eq!(said.matches("=> 1\n").count(), 2, "{name}: {said}");
        shown.push_str(&format!("# {name}\n{said}\n"));
    }
    assert_snapshot!(shown);
}

#[test]
fn documents() {
    let plain = document("plain.flat.example", &[]);
    has_fields(&plain, &["record", "publish", "frozen", "refused"]);
    assert_eq!(plain["lookups_before"], 3);
    assert_eq!(plain["lookups_after"], 0);
    assert_eq!(plain["refused"], Value::Null);
    has_fields(&plain["publish"][0], &["name", "type", "value"]);
    let frozen = plain["frozen"].as_array().unwrap();
    let ttl_of = |name: &str| {
        let one = frozen.iter().find(|f| f["question"]["name"] == name);
        one.map(|f| f["ttl"].as_u64().unwrap())
    };
    assert_eq!(ttl_of("out.flat.example"), Some(300));
    assert_eq!(ttl_of("_two.flat.example"), Some(600));

    for (name, domain) in REFUSED {
        let refused = document(domain, &[]);
        let reason = refused["refused"].as_str().unwrap();
        assert!(!reason.is_empty(), "{name}");
        assert!(refused.get("publish").is_none(), "{name}");
    }
    assert_eq!(document("twice.flat.example", &[])["records"], 2);
}
