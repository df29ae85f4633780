//! What is in force at a domain goes on when it is taken in.

use insta::assert_snapshot;
use serde_json::Value;

use super::{Place, json, offline, without_keys_and_days};

/// What `add` says as JSON, with more at the end of the line.
fn added(domain: &str, more: &[&str]) -> Value {
    let mut line = vec!["add", domain, "--format", "json"];
    line.extend(more);
    json(&Place::new().run(&offline(&line, "standing.zone")))
}

/// The text of the one record to publish at a name.
fn text(document: &Value, owner: &str) -> String {
    let records = document["records"].as_array().unwrap();
    let texts: Vec<&Value> = records.iter().filter(|r| r["name"] == owner).collect();
    let [record] = texts[..] else {
        panic!("one record at {owner}: {document:#}");
    };
    record["value"].as_str().unwrap().to_owned()
}

#[test]
fn nothing_in_force_is_lowered() {
    let document = added("standing.example", &[]);
    assert_eq!(
        text(&document, "_dmarc.standing.example"),
        "v=DMARC1; p=reject; sp=quarantine; np=reject; psd=n; adkim=s; fo=1; \
         rua=mailto:all@reports.example; ruf=mailto:one@reports.example"
    );
    assert_eq!(
        text(&document, "_smtp._tls.standing.example"),
        "v=TLSRPTv1; rua=https://tls.reports.example/in"
    );
    assert_eq!(
        text(&document, "standing.example"),
        "v=spf1 mx include:_spf.sender.example -all"
    );
    // The policy cannot be fetched from a zone file: what is served stays.
    assert_eq!(document["policy"], Value::Null);
    let taken: Vec<&Value> = document["taken_over"].as_array().unwrap().iter().collect();
    let protections: Vec<&str> = taken
        .iter()
        .filter_map(|t| t["protection"].as_str())
        .collect();
    assert_eq!(protections, ["spf", "dmarc", "mta-sts", "tls-rpt"]);
    assert_eq!(document["not_seen"], serde_json::json!([]));
}

#[test]
fn what_a_parent_says_is_in_force_too() {
    let document = added("sub.standing.example", &[]);
    // `sp` of the parent is `p` here; its names that do not exist are rejected as before.
    assert_eq!(
        text(&document, "_dmarc.sub.standing.example"),
        "v=DMARC1; p=quarantine; np=reject; adkim=s; fo=1; rua=mailto:all@reports.example; \
         ruf=mailto:one@reports.example"
    );
}

#[test]
fn what_a_person_says_comes_first() {
    let more = [
        "--dmarc",
        "quarantine",
        "--report-to",
        "me@standing.example",
    ];
    let document = added("standing.example", &more);
    let dmarc = text(&document, "_dmarc.standing.example");
    assert!(
        dmarc.contains("p=quarantine; sp=quarantine; np=reject"),
        "{dmarc}"
    );
    assert!(dmarc.contains("rua=mailto:me@standing.example"), "{dmarc}");
    let tls_rpt = text(&document, "_smtp._tls.standing.example");
    assert_eq!(tls_rpt, "v=TLSRPTv1; rua=mailto:me@standing.example");
}

#[test]
fn reports_of_a_parked_domain_go_where_they_went() {
    let document = added("standing.example", &["--parked"]);
    assert_eq!(
        text(&document, "_dmarc.standing.example"),
        "v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:all@reports.example"
    );
}

#[test]
fn what_was_taken_over_is_said() {
    let mut shown = String::new();
    let lines: [&[&str]; 3] = [
        &["add", "standing.example", "--adopt-selector", "google"],
        &["add", "standing.example", "--dmarc", "none"],
        &["add", "sub.standing.example", "--adopt-selector", "gone"],
    ];
    for line in lines {
        for language in ["en", "de"] {
            let mut whole = vec!["--lang", language];
            whole.extend(line);
            let place = Place::new();
            let said = place.masked(&place.run(&offline(&whole, "standing.zone")));
            // The records are shown elsewhere.
            let head = said.split("\n  1  ").next().unwrap();
            shown.push_str(&format!("# {}\n{head}\n\n", whole.join(" ")));
        }
    }
    assert_snapshot!(without_keys_and_days(&shown));
}

/// A domain can be taken in without a look, and is then told what was not seen.
#[test]
fn without_a_look() {
    let place = Place::new();
    let line = ["add", "new.example", "--mx", "mx.new.example", "--offline"];
    let mut whole = line.to_vec();
    whole.extend(["--format", "json"]);
    let document = json(&place.run(&whole));
    let not_seen = document["not_seen"].as_array().unwrap();
    let protections: Vec<&str> = not_seen
        .iter()
        .filter_map(|n| n["protection"].as_str())
        .collect();
    assert_eq!(protections, ["spf", "dmarc", "mta-sts", "tls-rpt", "dkim"]);
    let dmarc = text(&document, "_dmarc.new.example");
    assert!(dmarc.contains("p=none"), "{dmarc}");
    let said = Place::new().run(&line).stdout;
    let said = String::from_utf8_lossy(&said);
    assert!(
        said.contains("Could not be looked at: SPF, DMARC, MTA-STS, TLS-RPT, DKIM"),
        "{said}"
    );
}

/// The name of the policy host is an alias where somebody else serves the policy.
#[test]
fn the_policy_host_is_an_alias_where_one_is_named() {
    let place = Place::new();
    let add = |domain, host| {
        let line = ["add", domain, "--offline", "--mx", "mx.example.net"];
        place.run(&[&line[..], &["--policy-host", host, "--format", "json"]].concat())
    };
    let document = json(&add("a.example", "policies.example.net"));
    assert_eq!(
        text(&document, "mta-sts.a.example"),
        "policies.example.net."
    );
    let refused = add("b.example", "MTA-STS.b.example");
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("an alias of itself"), "{said}");
    let shown = place.run(&["show", "b.example"]);
    assert_eq!(shown.status.code(), Some(2), "nothing was added");
}

/// A key of ours never takes the place of one that mail may be signed with.
#[test]
fn selectors_of_others() {
    let place = Place::new();
    let line = ["add", "standing.example", "--selector", "google"];
    let refused = place.run(&offline(&line, "standing.zone"));
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(
        said.contains("a key stands at the selector google"),
        "{said}"
    );

    let line = ["add", "standing.example", "--adopt-selector", "google"];
    let added = place.run(&offline(&line, "standing.zone"));
    assert!(added.status.success(), "{added:?}");
    let show = json(&place.run(&["show", "standing.example", "--format", "json"]));
    assert_eq!(show["domain"]["adopted"], serde_json::json!(["google"]));
    // The check looks at it from now on.
    let check = ["check", "standing.example", "--format", "json", "-v"];
    let report = place.run(&offline(&check, "standing.zone")).stdout;
    assert!(String::from_utf8_lossy(&report).contains("google"));
}

/// Applying what is wanted leaves what was in force as it is.
#[test]
fn a_plan_changes_nothing_in_force() {
    let place = Place::new();
    let added = place.run(&offline(&["add", "standing.example"], "standing.zone"));
    assert!(added.status.success(), "{added:?}");
    let plan = place.run(&offline(&["plan", "standing.example"], "standing.zone"));
    let said = String::from_utf8_lossy(&plan.stdout);
    assert!(said.contains("_domainkey"), "{said}");
    for kept in ["_mta-sts", "_smtp._tls", "v=spf1"] {
        assert!(!said.contains(kept), "{kept}: {said}");
    }
    // Only the tag of the older standard goes.
    let dmarc: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("v=DMARC1"))
        .collect();
    assert!(
        dmarc
            .iter()
            .all(|line| line.contains("p=reject; sp=quarantine; np=reject")),
        "{said}"
    );
}
