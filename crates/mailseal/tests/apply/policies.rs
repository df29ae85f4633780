//! The life of an MTA-STS policy, with the DNS and the policy host changing as it goes.

use crate::place::{NameServers, PRIMARY, Primary, Setting, errors, text, zone};

const DOMAIN: &str = "mode.test";
const RECORD: &str = "_mta-sts.mode.test";
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

/// Applies, and gives what stands at the record afterwards.
fn applied(setting: &Setting) -> Vec<String> {
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    setting.stands(PRIMARY, "TXT", RECORD)
}

#[test]
fn the_record_follows_the_policy_and_goes_last() {
    let zones = [zone(DOMAIN, NameServers::One, "")];
    let setting = Setting::new(Primary::Knot, &zones).serving_policies(&[DOMAIN]);
    setting.add(DOMAIN);
    let testing = applied(&setting);
    assert_eq!(testing.len(), 1);
    setting.in_hours(0, &["advance", DOMAIN]);

    // Two weeks later it may be enforced; without the owner's word it is not.
    let enforce = ["advance", DOMAIN, "--to", "enforce"];
    setting.in_hours(15 * DAY, &enforce);
    let clean = [&enforce[..], &["--confirm", "clean-tls"]].concat();
    done(&setting.in_hours(15 * DAY, &clean));
    // The record announces nothing that is not served.
    assert_eq!(applied(&setting), testing);
    let policy = setting.serves_wanted_policy(DOMAIN);
    assert!(policy.contains("mode: enforce"), "{policy}");
    let enforced = applied(&setting);
    assert_eq!(enforced.len(), 1);
    assert_ne!(enforced, testing, "a new policy has a new id");
    setting.in_hours(16 * DAY, &["advance", DOMAIN]);

    // Leaving: mode none first, until every cache is over; then the record; then the policy.
    setting.in_hours(60 * DAY, &["advance", DOMAIN, "--to", "no-mta-sts"]);
    let policy = setting.serves_wanted_policy(DOMAIN);
    assert!(policy.contains("mode: none"), "{policy}");
    let none = applied(&setting);
    assert_eq!(none.len(), 1);
    assert_ne!(none, enforced);
    setting.in_hours(60 * DAY + 1, &["advance", DOMAIN]);
    assert_eq!(
        applied(&setting),
        none,
        "senders may keep the enforced policy"
    );
    setting.in_hours(100 * DAY, &["advance", DOMAIN]);
    assert!(applied(&setting).is_empty());
}
