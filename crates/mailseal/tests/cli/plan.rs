//! `mailseal plan`: what it says, its statuses, and that every export holds what it would write.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use serde_json::Value;

use super::{Place, has_fields, json, offline, without_keys_and_days};

/// A zone with records of others.
const ZONE: &str = r#"$ORIGIN seal.example.
@       3600 IN SOA ns1 hostmaster 1 7200 3600 1209600 3600
@       3600 IN NS  ada.ns.cloudflare.com.
@       3600 IN NS  bob.ns.cloudflare.com.
@       3600 IN MX  10 mail.seal.example.
@       900  IN TXT "v=spf1 include:spf.example.net -all"
@       900  IN TXT "MS=ms12345678"
_dmarc  3600 IN TXT "v=DMARC1; p=reject; rua=mailto:x@reports.example"
_smtp._tls 3600 IN TXT "v=TLSRPTv1;rua=mailto:tlsrpt@seal.example"
mail    3600 IN A   192.0.2.25
"#;

/// A zone in which nothing of mail stands.
const EMPTY: &str = r#"$ORIGIN seal.example.
@       3600 IN SOA ns1 hostmaster 1 7200 3600 1209600 3600
@       3600 IN NS  ns1.seal.example.
"#;

fn added(more: &[&str]) -> Place {
    let place = Place::new();
    let line = [&["add", "seal.example", "--offline"], more].concat();
    let output = place.run(&line);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    place
}

const MAIL: [&str; 2] = ["--mx", "mail.seal.example"];

#[test]
fn what_would_change() {
    let place = added(&MAIL);
    let zone = place.file("zone", ZONE);
    let mut shown = place.both(&offline(&["plan", "seal.example"], &zone));
    let taken = [
        "plan",
        "seal.example",
        "--instructions",
        "--take-over",
        "dmarc",
    ];
    shown.push_str(&place.both(&offline(&taken, &zone)));
    let several = ZONE.replace("MS=ms12345678", "v=spf1 a ~all");
    let several = place.file("several", several);
    let quiet = ["plan", "seal.example", "--quiet"];
    shown.push_str(&place.both(&offline(&quiet, &several)));
    assert_snapshot!(without_keys_and_days(&shown));
}

#[test]
fn nothing_to_do_is_status_0() {
    let place = added(&["--parked"]);
    let records = ["records", "seal.example", "--offline", "--format", "zone"];
    let records = place.run(&records).stdout;
    let zone = format!("{EMPTY}{}", String::from_utf8(records).unwrap());
    let zone = place.file("zone", zone);
    assert_snapshot!(place.both(&offline(&["plan", "seal.example", "-v"], &zone)));
}

#[test]
fn what_could_not_be_observed_is_status_3() {
    let place = added(&MAIL);
    let zone = place.file("zone", EMPTY.replace("seal.example", "other.example"));
    let said = place.both(&offline(&["plan", "seal.example"], &zone));
    assert_snapshot!(without_keys_and_days(&said));
}

#[test]
fn a_saved_plan_is_replayed() {
    let place = added(&MAIL);
    let zone = place.file("zone", ZONE);
    let saved = place.path("saved").display().to_string();
    let line = ["plan", "seal.example", "--format", "json"];
    let first = place.run(&offline(&[&line[..], &["--save", &saved]].concat(), &zone));
    let second = place.run(&[&line[..], &["--replay", &saved]].concat());
    assert_eq!(first.stdout, second.stdout);
    assert_eq!(second.status.code(), Some(1));
}

#[test]
fn the_document() {
    let place = added(&MAIL);
    let zone = place.file("zone", ZONE);
    let plan = json(&place.run(&offline(
        &["plan", "seal.example", "--format", "json"],
        &zone,
    )));
    assert_eq!(plan["schema"], "mailseal.plan/1");
    has_fields(
        &plan,
        &[
            "domain",
            "provider",
            "settled",
            "steps",
            "waiting",
            "blocked",
            "unknowns",
            "in_place",
            "adopted",
            "foreign_records",
        ],
    );
    assert_eq!(plan["provider"], "cloudflare");
    assert_eq!(plan["foreign_records"], 2);
    assert_eq!(plan["waiting"][0]["role"], "mta-sts");
    assert_eq!(
        plan["waiting"][0]["until"]["policy_served"],
        "https://mta-sts.seal.example/.well-known/mta-sts.txt"
    );
    assert_eq!(plan["blocked"][0]["why"], "foreign");
    let spf = plan["steps"].as_array().unwrap().iter();
    let spf: Vec<&Value> = spf.filter(|step| step["role"] == "spf").collect();
    assert_eq!(spf[0]["reason"], "merge");
    assert_eq!(spf[0]["kept"][0]["value"], "MS=ms12345678");
}

/// A record: name, type, value.
type Line = (String, String, String);

/// The zone snippet, dnscontrol, octoDNS and Terraform hold what the plan would write, no more and no
/// less.
#[test]
fn every_export_holds_what_the_plan_would_write() {
    for (wanted, standing) in [(&MAIL[..], ZONE), (&MAIL, EMPTY), (&["--parked"], EMPTY)] {
        let place = added(wanted);
        // The others' records that say what is wanted are exported as well as they are adopted.
        let standing = standing
            .replace("_smtp._tls", "other")
            .replace("_dmarc", "other");
        let zone = place.file("zone", standing);
        let plan = ["plan", "seal.example", "--format", "json"];
        let planned = planned(&json(&place.run(&offline(&plan, &zone))));
        assert!(planned.len() >= 4, "{planned:?}");
        for (format, read) in [
            ("zone", of_zone as fn(&str) -> BTreeSet<Line>),
            ("dnscontrol", of_dnscontrol),
            ("octodns", of_octodns),
            ("terraform", of_terraform),
        ] {
            let line = ["records", "seal.example", "--format", format];
            let output = place.run(&offline(&line, &zone));
            let text = String::from_utf8(output.stdout).unwrap();
            assert_eq!(read(&text), planned, "{format}:\n{text}");
        }
    }
}

fn planned(plan: &Value) -> BTreeSet<Line> {
    let steps = ["steps", "waiting"].map(|key| plan[key].as_array().unwrap());
    let mut lines = BTreeSet::new();
    for step in steps.into_iter().flatten() {
        for added in step["added"].as_array().unwrap() {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            lines.insert((
                text(&step["name"]),
                text(&step["type"]),
                text(&added["value"]),
            ));
        }
    }
    lines
}

fn of_zone(text: &str) -> BTreeSet<Line> {
    let zone = zonefile::Zone::parse(text, None, "export").unwrap();
    let lines = zone.records().iter().map(|record| {
        let (kind, value) = match &record.data {
            zonefile::Data::Txt(txt) => ("TXT", txt.text()),
            zonefile::Data::Mx(mx) => ("MX", {
                let exchange = mx.exchange.as_ref();
                let exchange = exchange.map(ToString::to_string).unwrap_or_default();
                format!("{} {exchange}.", mx.preference)
            }),
            other => panic!("{other:?}"),
        };
        (record.owner.to_string(), kind.to_owned(), value)
    });
    lines.collect()
}

fn whole(relative: &str) -> String {
    match relative {
        "@" | "" => "seal.example".to_owned(),
        relative => format!("{relative}.seal.example"),
    }
}

fn of_dnscontrol(text: &str) -> BTreeSet<Line> {
    let body = text.strip_prefix("D_EXTEND(\"seal.example\",\n").unwrap();
    let body = body.strip_suffix(");\n").unwrap();
    let lines = body.lines().map(|line| {
        let (kind, rest) = line.trim().split_once('(').unwrap();
        let arguments = rest.strip_suffix(", TTL(3600)),").unwrap();
        let arguments: Vec<Value> = serde_json::from_str(&format!("[{arguments}]")).unwrap();
        let word = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let values: Vec<String> = arguments[1..].iter().map(word).collect();
        (
            whole(&word(&arguments[0])),
            kind.to_owned(),
            values.join(" "),
        )
    });
    lines.collect()
}

fn of_octodns(text: &str) -> BTreeSet<Line> {
    let (mut owner, mut kind) = (String::new(), String::new());
    let mut preference = String::new();
    let mut lines = BTreeSet::new();
    for line in text.lines().filter(|line| *line != "---") {
        let unquoted = |text: &str| serde_json::from_str::<String>(text).unwrap();
        if let Some(name) = line.strip_suffix(':').filter(|line| line.starts_with('"')) {
            owner = whole(&unquoted(name));
        } else if let Some(word) = line.strip_prefix("  - type: ") {
            kind = word.to_owned();
        } else if let Some(value) = line.strip_prefix("      - \"") {
            let text = unquoted(&format!("\"{value}")).replace("\\;", ";");
            lines.insert((owner.clone(), kind.clone(), text));
        } else if let Some(number) = line.strip_prefix("      - preference: ") {
            preference = number.to_owned();
        } else if let Some(exchange) = line.strip_prefix("        exchange: ") {
            let value = format!("{preference} {}", unquoted(exchange));
            lines.insert((owner.clone(), kind.clone(), value));
        } else {
            assert!(line == "    values:" || line == "    ttl: 3600", "{line}");
        }
    }
    lines
}

fn of_terraform(text: &str) -> BTreeSet<Line> {
    let (mut owner, mut kind) = (String::new(), "");
    let mut preference = String::new();
    let mut lines = BTreeSet::new();
    for line in text
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with('#'))
    {
        let unquoted = |text: &str| {
            let text: String = serde_json::from_str(text).unwrap();
            text.replace("$${", "${").replace("%%{", "%{")
        };
        if let Some(rest) = line.strip_prefix("resource \"dns_") {
            kind = if rest.starts_with("txt") { "TXT" } else { "MX" };
            owner = whole("@");
        } else if let Some(name) = line.strip_prefix("name = ") {
            owner = whole(&unquoted(name));
        } else if let Some(value) = line.strip_suffix(',') {
            lines.insert((owner.clone(), kind.to_owned(), unquoted(value)));
        } else if let Some(number) = line.strip_prefix("preference = ") {
            preference = number.to_owned();
        } else if let Some(exchange) = line.strip_prefix("exchange   = ") {
            let value = format!("{preference} {}", unquoted(exchange));
            lines.insert((owner.clone(), kind.to_owned(), value));
        }
    }
    lines
}
