//! The story of a domain's keys and policies, as a person walks through it: what each verb says, what
//! waits and for whom. Time goes on by itself here, so only what takes seconds is walked; years pass
//! in the tests of `protocols`.

use std::time::Duration;

use insta::assert_snapshot;

use super::{Place, added, json, offline};

/// The zone with the records that are wanted now, as `apply` would leave it; a moment of absence is
/// kept for three seconds.
fn published(place: &Place) -> String {
    let head = "$ORIGIN seal.example.\n$TTL 60\n@ SOA ns1 hostmaster 1 2 3 4 3\n@ NS ns1\n\
                ns1 A 203.0.114.53\n@ MX 10 mx1\nmx1 A 203.0.114.25\n";
    let records = ["records", "seal.example", "--offline", "--format", "zone"];
    let records = String::from_utf8(place.run(&records).stdout).unwrap();
    place.file("published.zone", format!("{head}{records}"))
}

fn bare(place: &Place) -> String {
    place.file(
        "bare.zone",
        "$ORIGIN seal.example.\n$TTL 60\n@ SOA ns1 hostmaster 1 2 3 4 3\n@ NS ns1\n\
         ns1 A 203.0.114.53\n@ MX 10 mx1\nmx1 A 203.0.114.25\n",
    )
}

/// Moments are the run's own.
pub(super) fn without_moments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(" UTC") {
        let start = at.saturating_sub("2026-11-24 12:00".len());
        out.push_str(&rest[..start]);
        out.push_str("MOMENT");
        rest = &rest[at + " UTC".len()..];
    }
    out.push_str(rest);
    out
}

/// The lines of the journal without date and time.
fn without_minutes(history: &str) -> String {
    let lines = history.lines().map(|line| {
        let mut words: Vec<&str> = line.split(' ').collect();
        let is_date = |word: &&str| word.len() == 10 && word.matches('-').count() == 2;
        if let Some(at) = words.iter().position(is_date) {
            words.drain(at..=at + 1);
        }
        format!("{}\n", words.join(" "))
    });
    lines.collect()
}

fn advance(place: &Place, zone: &str, more: &[&str]) -> String {
    let mut line = offline(&["--lang", "en", "advance", "seal.example"], zone);
    line.extend(more);
    place.masked(&place.run(&line))
}

/// A domain whose first keys sign.
fn signing(place: &Place) -> String {
    added(place);
    advance(place, &bare(place), &[]);
    let zone = published(place);
    advance(place, &zone, &[]);
    std::thread::sleep(Duration::from_millis(3_100));
    advance(place, &zone, &[]);
    let said = advance(place, &zone, &["--confirm", "signing"]);
    assert!(said.contains("+ DKIM s1: now: signs"), "{said}");
    zone
}

#[test]
fn the_first_keys_of_a_domain() {
    let place = Place::new();
    added(&place);
    let bare = bare(&place);
    let mut shown = format!("# nothing is published\n{}", advance(&place, &bare, &[]));
    let zone = published(&place);
    shown.push_str(&format!(
        "# all is published\n{}",
        advance(&place, &zone, &[])
    ));
    let early = advance(&place, &zone, &["--confirm", "signing"]);
    assert!(
        !early.contains("now: signs"),
        "not seen for long enough: {early}"
    );
    std::thread::sleep(Duration::from_millis(3_100));
    shown.push_str(&format!(
        "# a moment later\n{}",
        place.both(&offline(&["status", "seal.example"], &zone))
    ));
    let early = advance(&place, &zone, &["--confirm", "signing"]);
    assert!(!early.contains("now: signs"), "told of just now: {early}");
    shown.push_str(&format!(
        "# whoever signs has them\n{}",
        advance(&place, &zone, &["--confirm", "signing"])
    ));
    assert_snapshot!(without_moments(&shown));
}

#[test]
fn a_rotation_and_its_end() {
    let place = Place::new();
    let zone = signing(&place);
    let line = ["rotate", "seal.example", "--algorithm", "ed25519"];
    let mut line = offline(&line, &zone);
    line.extend(["--selector", "next"]);
    let mut shown = place.masked(&place.run(&line));
    let unseen = [
        "rotate",
        "seal.example",
        "--offline",
        "--algorithm",
        "rsa4096",
    ];
    shown.push_str(&place.both(&unseen));
    // One of an algorithm at a time, and never two on one selector.
    line[8] = "other";
    shown.push_str(&place.both(&line));
    let again = ["rotate", "seal.example", "--algorithm", "rsa2048"];
    let mut again = offline(&again, &zone);
    again.extend(["--selector", "s1"]);
    shown.push_str(&place.both(&again));
    let next = published(&place);
    shown.push_str(&advance(&place, &next, &[]));
    shown.push_str(&place.both(&["rotate", "seal.example", "--abort"]));
    shown.push_str(&advance(&place, &next, &[]));
    shown.push_str(&place.both(&["rotate", "seal.example", "--abort"]));
    // The journal tells what each change was.
    let history = place.both(&["history", "seal.example", "-v"]);
    shown.push_str(&without_minutes(&history));
    assert_snapshot!(without_moments(&shown));
}

#[test]
fn policies_on_the_owners_word() {
    let place = Place::new();
    let zone = signing(&place);
    let mut shown = String::new();
    let words: [&[&str]; 5] = [
        &["--to", "quarantine-test"],
        &["--to", "quarantine-test", "--confirm", "aligned,early"],
        &["--to", "enforce", "--confirm", "clean-tls,early"],
        &["--to", "none"],
        &["--mx", "mx1.seal.example", "--mx", "mx2.seal.example"],
    ];
    for more in words {
        shown.push_str(&format!(
            "# {}\n{}",
            more.join(" "),
            advance(&place, &zone, more)
        ));
    }
    assert_snapshot!(without_moments(&shown));
}

#[test]
fn a_domain_is_parked_when_nothing_needs_it() {
    let place = Place::new();
    let zone = signing(&place);
    let mut shown = advance(&place, &zone, &["--to", "parked"]);
    shown.push_str(&place.both(&offline(&["status"], &zone)));
    shown.push_str(&advance(&place, &zone, &["--confirm", "no-mail"]));
    shown.push_str(&advance(&place, &zone, &["--to", "mail"]));
    assert_snapshot!(without_moments(&shown));
    // One that was parked from the beginning is given mail.
    let add = ["add", "parked.example", "--parked", "--offline"];
    assert!(place.run(&add).status.success());
    let zone = place.file(
        "parked.zone",
        "$ORIGIN parked.example.\n$TTL 60\n@ SOA ns1 hostmaster 1 2 3 4 5\n@ NS ns1\n\
         ns1 A 203.0.114.53\n*._domainkey TXT \"v=DKIM1; p=\"\n",
    );
    let line = offline(&["advance", "parked.example", "--to", "mail"], &zone);
    let refused = place.masked(&place.run(&line));
    assert!(refused.contains("Name them with --mx"), "{refused}");
    let mut line = line;
    line.extend(["--mx", "mx.parked.example", "--format", "json"]);
    let document = json(&place.run(&line));
    assert_eq!(document["purpose"], "mail");
    assert_eq!(document["keys"].as_array().unwrap().len(), 2);
}

#[test]
fn a_domain_of_which_nothing_is_published_is_not_left() {
    let place = Place::new();
    added(&place);
    let bare = bare(&place);
    let leave = |more: &[&str]| {
        let mut line = offline(&["leave", "seal.example"], &bare);
        line.extend(more);
        place.both(&line)
    };
    let mut shown = leave(&[]);
    shown.push_str(&leave(&["--abort"]));
    shown.push_str(&leave(&["--abort", "--confirm", "unused"]));
    assert_snapshot!(without_moments(&shown));
}

#[test]
fn what_programs_read() {
    let place = Place::new();
    let zone = signing(&place);
    let mut line = offline(&["status", "seal.example"], &zone);
    line.extend(["--format", "json"]);
    let document = json(&place.run(&line));
    assert_eq!(document["schema"], "mailseal.status/1");
    let domain = &document["domains"][0];
    for field in ["purpose", "keys", "mta_sts", "dmarc", "waiting", "may_move"] {
        assert!(domain.get(field).is_some(), "no {field} in {domain}");
    }
    let waiting = domain["waiting"].as_array().unwrap();
    let unseen = waiting.iter().find(|note| note["weight"] == "unseen");
    assert_eq!(unseen.unwrap()["failure"], "not-asked", "the policy host");
    let stand = waiting.iter().find(|note| note["code"] == "dmarc-stand");
    assert!(stand.unwrap()["until"].as_u64().unwrap() > 1_700_000_000);
}
