//! Beside a mailcow, played by a stand-in within: who serves a policy, told by a real web server's answers;
//! and the record of a key that mailcow holds, on a real name server.

use std::collections::BTreeMap;
use std::process::Output;

use peers::{Delivery, DkimKey, MailcowState};

use crate::place::{
    NameServers, POLICIES, PRIMARY, Primary, Setting, errors, json, text, zone, zone_of,
};

const DOMAIN: &str = "cow.test";
const DAY: u32 = 24;

fn done(output: &Output) {
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}{}",
        text(output),
        errors(output)
    );
}

#[test]
fn who_serves_a_policy_is_told_by_how_it_looks() {
    let at_the_host = format!("mta-sts A {POLICIES}\n");
    let domains = [
        "row.test",
        "file.test",
        "old.test",
        "ours.test",
        "page.test",
        "gone.test",
    ];
    let mut zones: Vec<_> = domains
        .iter()
        .map(|domain| zone_of(domain, NameServers::One, &at_the_host))
        .collect();
    zones.push(zone_of("nowhere.test", NameServers::One, ""));
    // Nobody listens there.
    zones.push(zone_of(
        "silent.test",
        NameServers::One,
        "mta-sts A 127.0.0.99\n",
    ));
    let setting = Setting::new(Primary::Knot, &zones).serving(&[
        ("row.test", Delivery::LikeMailcow),
        ("file.test", Delivery::Sound),
        ("old.test", Delivery::LikeMailcow),
        ("ours.test", Delivery::Sound),
        ("page.test", Delivery::WrongType),
        ("gone.test", Delivery::NotFound),
    ]);
    let row = "version: STSv1\nmode: enforce\nmax_age: 86400\nmx: mail.row.test\n";
    let file = "version: STSv1\nmode: enforce\nmx: mail.row.test\nmax_age: 86400\n";
    setting.serves("row.test", row);
    setting.serves("file.test", file);
    setting.serves("old.test", file);
    setting.serves("page.test", "<!DOCTYPE html><title>mailcow UI</title>");

    let expected = [
        ("row.test", 0, "served by mailcow from its row"),
        ("file.test", 1, "looks like a file that somebody wrote"),
        ("old.test", 1, "looks like a file that somebody wrote"),
        ("ours.test", 0, "as mailseal writes it"),
        ("page.test", 1, "is no policy"),
        ("gone.test", 1, "Nothing serves a policy"),
        ("nowhere.test", 1, "Nothing serves a policy"),
        ("silent.test", 3, "could not be learnt"),
    ];
    for (domain, status, words) in expected {
        let said = setting.within(&["mailcow", "detect", domain]);
        let shown = format!("{domain}: {}{}", text(&said), errors(&said));
        assert_eq!(said.status.code(), Some(status), "{shown}");
        assert!(shown.contains(words), "{shown}");
    }
}

/// The base64 of a key that somebody else made.
fn public_key() -> String {
    let record = DkimKey::rsa().record;
    record.split("p=").nth(1).unwrap_or_default().to_owned()
}

/// A domain of a mailcow that signs with the selector `dkim`.
fn signing_with(key: &str) -> MailcowState {
    MailcowState {
        domains: vec![DOMAIN.to_owned()],
        keys: BTreeMap::from([(DOMAIN.to_owned(), ("dkim".to_owned(), key.to_owned()))]),
        ..MailcowState::default()
    }
}

/// The record of mailcow's key as it stands.
fn of_mailcow(setting: &Setting) -> Vec<String> {
    setting.stands(PRIMARY, "TXT", "dkim._domainkey.cow.test")
}

/// The number of the newest job.
fn newest_job(setting: &Setting) -> String {
    let history = text(&setting.run(&["history", DOMAIN]));
    let mut lines = history.lines().map(|line| line.split_whitespace());
    let job = lines.find_map(|mut words| {
        let number = words.next()?.to_owned();
        words.nth(3).filter(|kind| *kind == "apply").map(|_| number)
    });
    job.expect("a job")
}

#[test]
fn the_record_of_an_adopted_key_goes_a_week_after_mailcow_was_given_another() {
    let zones = [zone(DOMAIN, NameServers::One, "")];
    let setting = Setting::new(Primary::Knot, &zones).serving_policies(&[DOMAIN]);
    let mailcow = setting.beside_mailcow(signing_with(&public_key()));
    setting.add(DOMAIN);
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    let before = setting.zone(DOMAIN);
    // The record that mailcow's page asks for was never published; adopting it wants it.
    done(&setting.run(&["mailcow", "adopt", DOMAIN]));
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    let adopted = of_mailcow(&setting);
    assert_eq!(adopted.len(), 1);
    let job = newest_job(&setting);

    // mailcow signs with it: what published it is not taken back.
    let refused = |why: &str| {
        let undone = setting.within(&["undo", &job, "--yes"]);
        assert_eq!(undone.status.code(), Some(1), "{}", text(&undone));
        assert!(text(&undone).contains(why), "{}", text(&undone));
        assert_eq!(of_mailcow(&setting), adopted);
    };
    refused("signs");

    // Everybody sees the new key: mailcow is given it, and the record before stays for a week.
    setting.in_hours(0, &["advance", DOMAIN]);
    setting.in_hours(4, &["advance", DOMAIN]);
    done(&setting.in_hours(5, &["mailcow", "import-key", DOMAIN]));
    assert!(mailcow.state().keys[DOMAIN].0.starts_with('s'));
    refused("still be on its way");
    setting.in_hours(5 + 6 * DAY, &["advance", DOMAIN]);
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    assert_eq!(of_mailcow(&setting), adopted);

    setting.in_hours(5 + 7 * DAY, &["advance", DOMAIN]);
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    assert!(of_mailcow(&setting).is_empty());
    assert_eq!(setting.zone(DOMAIN), before);
}

#[test]
fn a_domain_is_left_and_mailcow_signs_on() {
    let key = public_key();
    let (first, rest) = key.split_at(200);
    let record =
        format!("dkim._domainkey TXT \"v=DKIM1;k=rsa;t=s;s=email;p={first}\" \"{rest}\"\n");
    let zones = [zone(DOMAIN, NameServers::One, &record)];
    let setting = Setting::new(Primary::Knot, &zones).serving_policies(&[DOMAIN]);
    let mailcow = setting.beside_mailcow(signing_with(&key));
    let before = setting.zone(DOMAIN);
    setting.add(DOMAIN);
    done(&setting.run(&["mailcow", "adopt", DOMAIN]));
    let applied = json(&setting.within(&["apply", DOMAIN, "--yes", "--format", "json"]));
    assert_eq!(applied["domains"][0]["adopted"], 1, "{applied:#}");

    done(&setting.in_hours(0, &["leave", DOMAIN]));
    let adopt = setting.run(&["mailcow", "adopt", DOMAIN]);
    assert_eq!(adopt.status.code(), Some(2), "{}", text(&adopt));
    // mailcow takes a policy of mode none only with a host in it; senders do not look at that.
    done(&setting.run(&["mailcow", "mta-sts", DOMAIN]));
    let row = mailcow.state().policies[DOMAIN].clone();
    assert_eq!(
        (row["mode"].as_str(), row["mx"].as_str()),
        ("none", "mail.cow.test")
    );
    let served = "version: STSv1\nmode: none\nmax_age: 86400\nmx: mail.cow.test\n";
    setting.serves(DOMAIN, served);
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    for hours in [1, 3, 30, 31, 33, 8 * DAY] {
        setting.in_hours(hours, &["advance", DOMAIN, "--confirm", "unused"]);
        done(&setting.within(&["apply", DOMAIN, "--yes"]));
    }
    let line = ["status", DOMAIN, "--format", "json"];
    setting.in_hours(9 * DAY, &["advance", DOMAIN]);
    let status = json(&setting.in_hours(9 * DAY, &line));
    let departure = &status["domains"][0]["departure"];
    assert!(departure["left"].is_u64(), "{status:#}");
    assert_eq!(setting.zone(DOMAIN), before);
    done(&setting.run(&["mailcow", "mta-sts", DOMAIN, "--take-over"]));
    assert_eq!(mailcow.state().policies[DOMAIN]["active"], "0");
    done(&setting.run(&["remove", DOMAIN, "--yes"]));
}
