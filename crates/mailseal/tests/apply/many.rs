//! A hundred domains in one command.

use serde_json::Value;

use crate::place::{NameServers, PRIMARY, Primary, Setting, errors, json, zone};

const DOMAINS: usize = 100;

#[test]
fn a_hundred_domains_in_one_command() {
    let domains: Vec<String> = (0..DOMAINS).map(|n| format!("d{n}.test")).collect();
    let zones: Vec<_> = domains
        .iter()
        .map(|domain| zone(domain, NameServers::One, "@ 300 TXT \"MS=ms1\"\n"))
        .collect();
    let setting = Setting::new(Primary::Knot, &zones);
    for domain in &domains {
        setting.add(domain);
    }
    let applied = setting.within(&["apply", "--all", "--yes", "--format", "json"]);
    assert_eq!(applied.status.code(), Some(0), "{}", errors(&applied));
    let said = json(&applied);
    let done = said["domains"].as_array().unwrap();
    assert_eq!(done.len(), DOMAINS);
    for domain in done {
        assert_eq!(domain["job"]["end"], "done", "{domain:#}");
    }
    for domain in domains.iter().step_by(17) {
        let apex = setting.stands(PRIMARY, "TXT", domain);
        assert_eq!(apex, ["MS=ms1", "v=spf1 mx ~all"], "{domain}");
    }
    let again = setting.within(&["apply", "--all", "--yes", "--format", "json"]);
    assert_eq!(again.status.code(), Some(0), "{}", errors(&again));

    // In the order given, whichever comes first.
    let named: Vec<&str> = domains.iter().rev().map(String::as_str).collect();
    let line = [&["plan"], &named[..], &["--format", "json"]].concat();
    let plans = json(&setting.within(&line));
    assert_eq!(of_domains(&plans), named);
    let statuses = json(&setting.within(&["status", "--format", "json"]));
    let mut sorted = named;
    sorted.sort_unstable();
    assert_eq!(of_domains(&statuses["domains"]), sorted);
}

fn of_domains(said: &Value) -> Vec<&str> {
    let all = said.as_array().unwrap().iter();
    all.map(|one| one["domain"].as_str().unwrap()).collect()
}
