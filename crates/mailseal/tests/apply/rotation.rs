//! The lives of keys, with the DNS changing as they go. Hours and months pass by a shifted clock.

use crate::place::{NameServers, PRIMARY, Primary, Setting, errors, json, text, zone};

const DOMAIN: &str = "turn.test";
const DAY: u32 = 24;

/// Selector → state, as `show` has it.
fn states(setting: &Setting) -> Vec<(String, String)> {
    let shown = json(&setting.run(&["show", DOMAIN, "--format", "json"]));
    let part = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let keys = shown["keys"].as_array().unwrap().iter();
    keys.map(|key| (part(&key["selector"]), part(&key["state"])))
        .collect()
}

fn all_in(setting: &Setting, state: &str) -> bool {
    let states = states(setting);
    states.iter().all(|(_, is)| is == state)
}

/// The selectors with a record in the DNS, of those that were ever made.
fn visible(setting: &Setting) -> Vec<String> {
    let states = states(setting).into_iter();
    states
        .map(|(selector, _)| selector)
        .filter(|selector| {
            let name = format!("{selector}._domainkey.{DOMAIN}");
            !setting.stands(PRIMARY, "TXT", &name).is_empty()
        })
        .collect()
}

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
fn a_key_is_followed_by_another_and_never_signs_unseen() {
    let zones = [zone(DOMAIN, NameServers::One, "")];
    let setting = Setting::new(Primary::Knot, &zones).serving_policies(&[DOMAIN]);
    setting.add(DOMAIN);
    // Nobody can verify what it would sign: the confirmation moves nothing.
    setting.in_hours(0, &["advance", DOMAIN, "--confirm", "signing"]);
    assert!(all_in(&setting, "created"), "{:?}", states(&setting));

    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    // Resolvers may remember for a minute that there was no record.
    setting.in_hours(0, &["advance", DOMAIN, "--confirm", "signing"]);
    assert!(all_in(&setting, "published"), "{:?}", states(&setting));
    setting.in_hours(4, &["advance", DOMAIN]);
    assert!(all_in(&setting, "visible"), "{:?}", states(&setting));
    setting.in_hours(5, &["advance", DOMAIN, "--confirm", "signing"]);
    assert!(all_in(&setting, "active"), "{:?}", states(&setting));

    // Forty days later new keys come beside the old ones.
    let turn = 40 * DAY;
    done(&setting.in_hours(turn, &["rotate", DOMAIN]));
    let old = ["active", "active", "created", "created"];
    let mut now: Vec<String> = states(&setting).into_iter().map(|(_, s)| s).collect();
    now.sort();
    assert_eq!(now, old);
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    assert_eq!(visible(&setting).len(), 4);

    setting.in_hours(turn + 1, &["advance", DOMAIN]);
    setting.in_hours(turn + 5, &["advance", DOMAIN]);
    setting.in_hours(turn + 6, &["advance", DOMAIN, "--confirm", "signing"]);
    let mut now: Vec<String> = states(&setting).into_iter().map(|(_, s)| s).collect();
    now.sort();
    assert_eq!(now, ["active", "active", "retiring", "retiring"]);

    // Mail under way still verifies: the old records stay for a week, whoever applies.
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    setting.in_hours(turn + 6 + 6 * DAY, &["advance", DOMAIN]);
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    assert_eq!(visible(&setting).len(), 4);

    setting.in_hours(turn + 6 + 8 * DAY, &["advance", DOMAIN]);
    let plan = text(&setting.within(&["plan", DOMAIN]));
    assert!(plan.contains("- TXT"), "{plan}");
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    let standing = visible(&setting);
    assert_eq!(standing.len(), 2, "{standing:?} of {:?}", states(&setting));
    for (selector, state) in states(&setting) {
        let stands = standing.contains(&selector);
        assert_eq!(stands, state == "active", "{selector} is {state}");
    }
}

#[test]
fn a_rotation_that_is_called_off_leaves_no_record() {
    let zones = [zone(DOMAIN, NameServers::One, "")];
    let setting = Setting::new(Primary::Bind, &zones).serving_policies(&[DOMAIN]);
    setting.add(DOMAIN);
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    setting.in_hours(0, &["advance", DOMAIN]);
    setting.in_hours(4, &["advance", DOMAIN]);
    setting.in_hours(5, &["advance", DOMAIN, "--confirm", "signing"]);
    let before = setting.zone(DOMAIN);
    done(&setting.in_hours(40 * DAY, &["rotate", DOMAIN]));
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    assert_ne!(setting.zone(DOMAIN), before);
    done(&setting.in_hours(40 * DAY, &["rotate", DOMAIN, "--abort"]));
    done(&setting.within(&["apply", DOMAIN, "--yes"]));
    assert_eq!(setting.zone(DOMAIN), before);
}
