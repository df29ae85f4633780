//! A domain without mail.

use crate::place::{NameServers, PRIMARY, Primary, Setting, errors, fates, json, text, zone_of};

const DOMAIN: &str = "parked.test";

#[test]
fn a_parked_domain_says_in_one_command_that_it_has_no_mail() {
    let foreign = "@ 300 TXT \"MS=ms1\"\nwww A 192.0.2.80\n";
    let setting = Setting::new(Primary::Knot, &[zone_of(DOMAIN, NameServers::One, foreign)]);
    setting.add_with(DOMAIN, &["--parked", "--report-to", "forged@parked.test"]);
    let before = setting.zone(DOMAIN);
    let applied = json(&setting.within(&["apply", DOMAIN, "--yes", "--format", "json"]));
    let job = &applied["domains"][0]["job"];
    assert_eq!(job["end"], "done", "{applied:#}");
    assert!(fates(job).values().all(|fate| fate == "written"));

    let stands = |kind, name: &str| setting.stands(PRIMARY, kind, name);
    assert_eq!(stands("TXT", DOMAIN), ["MS=ms1", "v=spf1 -all"]);
    // RFC 7505 §3: a null MX.
    assert_eq!(stands("MX", DOMAIN), ["0 ."]);
    // No selector has a key, whoever asks for it.
    for selector in ["s1", "default", "google"] {
        let name = format!("{selector}._domainkey.{DOMAIN}");
        assert_eq!(stands("TXT", &name), ["v=DKIM1; p="]);
    }
    assert_eq!(
        stands("TXT", "_dmarc.parked.test"),
        ["v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:forged@parked.test"]
    );

    let plan = setting.within(&["plan", DOMAIN]);
    assert_eq!(plan.status.code(), Some(0), "{}", text(&plan));
    let check = setting.within(&["check", DOMAIN, "--parked", "--authoritative"]);
    let said = text(&check);
    for fault in [
        "domain/parked",
        "null-mx",
        "wanted-record",
        "record-differs",
    ] {
        assert!(!said.contains(fault), "{fault}: {said}");
    }

    let step = job["step"].to_string();
    let undone = setting.within(&["undo", &step, "--yes"]);
    assert_eq!(undone.status.code(), Some(0), "{}", errors(&undone));
    assert_eq!(setting.zone(DOMAIN), before);
}

/// RFC 7505 §3 has a null MX stand alone: beside another one it would refuse mail that somebody takes.
#[test]
fn a_mail_server_of_others_is_never_displaced() {
    let taken = [zone_of(DOMAIN, NameServers::One, "@ MX 10 mail\n")];
    let setting = Setting::new(Primary::Knot, &taken);
    setting.add_with(DOMAIN, &["--parked"]);
    let applied = setting.within(&["apply", DOMAIN, "--yes"]);
    let said = text(&applied);
    assert!(said.contains("MX"), "{said}");
    assert_eq!(
        setting.stands(PRIMARY, "MX", DOMAIN),
        ["10 mail.parked.test."]
    );
}
