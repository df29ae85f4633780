//! `mailseal change`: what is wanted otherwise, and what a plan makes of it.

use insta::assert_snapshot;

use super::{Place, json, offline};

/// A zone with a record of others, in which a service stands that is not used any more.
const ZONE: &str = r#"$ORIGIN seal.example.
@ 3600 IN SOA ns1 hostmaster 1 7200 3600 1209600 3600
@ 3600 IN NS  ns1.seal.example.
@ 3600 IN TXT "v=spf1 include:spf.old.example mx exists:%{i}.x.example ~all"
"#;

fn added(more: &[&str]) -> Place {
    let place = Place::new();
    let line = [&["add", "seal.example", "--offline"], more].concat();
    let output = place.run(&line);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    place
}

#[test]
fn a_service_comes_and_another_goes() {
    let place = added(&["--mx", "mail.seal.example", "--spf", "ip4:192.0.2.1"]);
    let zone = place.file("zone", ZONE);
    let change = [
        "change",
        "seal.example",
        "--spf",
        "include:_spf.new.example",
        "--no-spf",
        "include:spf.old.example",
        "--no-spf",
        "ip4:192.0.2.1",
        "--others",
        "fail",
        "--dmarc-reports",
        "dmarc@reports.example",
        "--tls-reports",
        "none",
        "--adkim",
        "strict",
    ];
    let mut said = place.both(&change);
    said.push_str(&place.both(&change));
    let plan = json(&place.run(&offline(
        &["plan", "seal.example", "--format", "json"],
        &zone,
    )));
    let steps = plan["steps"].as_array().unwrap().iter();
    for step in steps.filter(|step| step["role"] == "spf") {
        said.push_str(&format!("- {}\n+ {}\n", step["removed"], step["added"]));
    }
    assert_snapshot!(said);
}

#[test]
fn what_is_refused() {
    let place = added(&["--mx", "mail.seal.example"]);
    let mut said = String::new();
    for wish in [
        &["--spf", "ptr"][..],
        &["--no-spf", "-all"],
        &["--no-spf", "all"],
        &["--dmarc-reports", "nobody"],
        &["--policy-host", "mta-sts.seal.example"],
        &[],
    ] {
        said.push_str(&place.both(&[&["change", "seal.example"], wish].concat()));
    }
    said.push_str(&place.both(&["change", "other.example", "--adkim", "strict"]));
    let parked = added(&["--parked"]);
    said.push_str(&parked.both(&["change", "seal.example", "--others", "fail"]));
    said.push_str(&parked.both(&[
        "change",
        "seal.example",
        "--dmarc-reports",
        "d@x.example",
        "--format",
        "json",
    ]));
    assert_snapshot!(said);
}
