//! Names that are aliases: the policy host, and the selector of a key whose record lies elsewhere.

use crate::place::{
    NameServers, POLICIES, PRIMARY, Primary, Setting, errors, json, text, zone, zone_of,
};

const DOMAIN: &str = "alias.test";
const DAY: u32 = 24;

fn done(output: &std::process::Output) {
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}{}",
        text(output),
        errors(output)
    );
}

#[test]
fn the_policy_host_becomes_an_alias_before_the_policy_is_announced() {
    let zones = [
        zone_of(DOMAIN, NameServers::One, "@ MX 10 mail\n"),
        zone_of(
            "host.test",
            NameServers::One,
            &format!("policies A {POLICIES}\n"),
        ),
    ];
    let setting = Setting::new(Primary::Knot, &zones).serving_policies(&[DOMAIN]);
    let before = setting.zone(DOMAIN);
    let named = [
        "--mx",
        "mail.alias.test",
        "--policy-host",
        "policies.host.test",
    ];
    setting.add_with(DOMAIN, &named);

    // The policy is served under a name that begins to exist on the way, so its record waits.
    let applied = json(&setting.within(&["apply", DOMAIN, "--yes", "--format", "json"]));
    let alias = || setting.stands(PRIMARY, "CNAME", "mta-sts.alias.test");
    assert_eq!(alias(), ["policies.host.test."]);
    let record = || setting.stands(PRIMARY, "TXT", "_mta-sts.alias.test");
    assert_eq!(record().len(), 0);
    let resumed = json(&setting.within(&["resume", DOMAIN, "--format", "json"]));
    assert_eq!(record().len(), 1, "{resumed:#}");
    let plan = setting.within(&["plan", DOMAIN]);
    assert_eq!(plan.status.code(), Some(0), "{}", text(&plan));

    // The alias is not taken back while the record announces a policy there.
    let first = applied["domains"][0]["job"]["step"].to_string();
    let second = resumed["jobs"][0]["step"].to_string();
    let undo = |step: &str| setting.within(&["undo", step, "--yes"]);
    let refused = undo(&first);
    assert_ne!(refused.status.code(), Some(0), "{}", text(&refused));
    assert_eq!((alias().len(), record().len()), (1, 1));
    done(&undo(&second));
    done(&undo(&first));
    assert_eq!(setting.zone(DOMAIN), before);
}

#[test]
fn the_record_of_a_key_goes_where_the_name_of_its_selector_leads() {
    let aliases = "s9._domainkey CNAME s9.alias.keys.test.\n";
    let zones = [
        zone(DOMAIN, NameServers::One, aliases),
        zone_of("keys.test", NameServers::One, ""),
    ];
    let setting = Setting::new(Primary::Knot, &zones).serving_policies(&[DOMAIN]);
    setting.add(DOMAIN);
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    setting.in_hours(0, &["advance", DOMAIN]);
    setting.in_hours(4, &["advance", DOMAIN]);
    setting.in_hours(5, &["advance", DOMAIN, "--confirm", "signing"]);

    let turn = 40 * DAY;
    let line = [
        "rotate",
        DOMAIN,
        "--algorithm",
        "ed25519",
        "--selector",
        "s9",
    ];
    let rotated = setting.in_hours(turn, &line);
    done(&rotated);
    assert!(
        text(&rotated).contains("s9.alias.keys.test"),
        "{}",
        text(&rotated)
    );
    let before = setting.zone(DOMAIN);
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    assert_eq!(setting.zone(DOMAIN), before, "the alias stays as it is");
    let record = setting.stands(PRIMARY, "TXT", "s9.alias.keys.test");
    assert_eq!(record.len(), 1);
    assert!(
        record[0].starts_with("v=DKIM1; k=ed25519; p="),
        "{record:?}"
    );
    assert_eq!(
        setting.zone("keys.test").len(),
        3,
        "{:?}",
        setting.zone("keys.test")
    );

    // It is seen through the alias, signs, and its record is then no more taken back.
    setting.in_hours(turn + 1, &["advance", DOMAIN]);
    setting.in_hours(turn + 5, &["advance", DOMAIN]);
    let signs = ["advance", DOMAIN, "--confirm", "signing"];
    let signing = text(&setting.in_hours(turn + 6, &signs));
    assert!(signing.contains("DKIM s9: now: signs"), "{signing}");
    let history = text(&setting.run(&["history", DOMAIN]));
    let job = history
        .lines()
        .find(|line| line.split_whitespace().nth(4) == Some("apply"))
        .and_then(|line| line.split_whitespace().next())
        .expect("a job");
    let undone = setting.within(&["undo", job, "--yes"]);
    assert_ne!(undone.status.code(), Some(0), "{}", text(&undone));
    assert_eq!(setting.stands(PRIMARY, "TXT", "s9.alias.keys.test"), record);
}
