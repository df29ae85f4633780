//! A domain is left: days and weeks pass by a shifted clock, until the zone is what it was before.

use std::process::Output;

use crate::place::{
    NameServers, POLICIES, PRIMARY, Primary, Setting, errors, json, text, zone, zone_of,
};

const DOMAIN: &str = "left.test";
const DAY: u32 = 24;
/// When the domain is left, in hours from now.
const LEFT: u32 = 40 * DAY;

fn done(output: &Output) {
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}{}",
        text(output),
        errors(output)
    );
}

/// A story at one domain.
struct Story {
    setting: Setting,
}

impl Story {
    /// The domain sealed, its keys signing.
    fn sealed(setting: Setting, options: &[&str]) -> Story {
        setting.add_with(DOMAIN, options);
        done(&setting.within(&["apply", DOMAIN, "--yes"]));
        setting.within(&["resume", DOMAIN]);
        let story = Story { setting };
        assert_eq!(story.texts("_mta-sts").len(), 1);
        story.at(0, &["advance", DOMAIN]);
        story.at(4, &["advance", DOMAIN]);
        let signs = text(&story.at(5, &["advance", DOMAIN, "--confirm", "signing"]));
        assert!(signs.contains("now: signs"), "{signs}");
        story
    }

    fn at(&self, hours: u32, arguments: &[&str]) -> Output {
        self.setting.in_hours(hours, arguments)
    }

    fn apply(&self) {
        done(&self.setting.within(&["apply", DOMAIN, "--yes"]));
    }

    /// The TXT records at a name of the domain.
    fn texts(&self, label: &str) -> Vec<String> {
        let name = match label {
            "" => DOMAIN.to_owned(),
            label => format!("{label}.{DOMAIN}"),
        };
        self.setting.stands(PRIMARY, "TXT", &name)
    }

    fn key_records(&self) -> usize {
        let zone = self.setting.zone(DOMAIN);
        zone.iter()
            .filter(|line| line.contains("_domainkey"))
            .count()
    }

    /// How far the domain is on its way out.
    fn departure(&self, hours: u32) -> serde_json::Value {
        let said = json(&self.at(hours, &["status", DOMAIN, "--format", "json"]));
        said["domains"][0]["departure"].clone()
    }
}

#[test]
fn the_zone_becomes_what_it_was_before() {
    let foreign = "@ MX 10 mail\nmail A 127.0.0.16\n@ 300 TXT \"MS=ms1\"\n\
                   @ 300 TXT \"v=spf1 include:_spf.other.test  ~all\"\nwww A 192.0.2.80\n";
    let policies = format!("policies A {POLICIES}\n");
    let zones = [
        zone_of(DOMAIN, NameServers::One, foreign),
        zone_of("host.test", NameServers::One, &policies),
        zone("reports.test", NameServers::One, ""),
    ];
    let setting = Setting::new(Primary::Knot, &zones).serving_policies(&[DOMAIN]);
    let before = setting.zone(DOMAIN);
    let reports = setting.zone("reports.test");
    // Whoever gets the reports is looked after as well, so that its consent is published.
    setting.add("reports.test");
    let story = Story::sealed(
        setting,
        &[
            "--mx",
            "mail.left.test",
            "--dmarc",
            "reject",
            "--report-to",
            "all@reports.test",
            "--policy-host",
            "policies.host.test",
        ],
    );
    let consent = "left.test._report._dmarc.reports.test";
    let consents = || story.setting.stands(PRIMARY, "TXT", consent).len();
    assert_eq!(consents(), 1);
    let sealed_spf = "v=spf1 include:_spf.other.test  mx ~all";
    assert_eq!(story.texts(""), ["MS=ms1", sealed_spf]);

    // Nobody forgets a domain of which something stands.
    let removed = story.setting.run(&["remove", DOMAIN, "--yes"]);
    assert_eq!(removed.status.code(), Some(2), "{}", text(&removed));
    assert!(errors(&removed).contains("TXT _dmarc.left.test"));

    // The first day: the DMARC policy goes, MTA-STS says none, everything else stays.
    done(&story.at(LEFT, &["leave", DOMAIN]));
    let rotated = story.at(LEFT, &["rotate", DOMAIN]);
    assert_eq!(rotated.status.code(), Some(2), "{}", text(&rotated));
    let announced = story.texts("_mta-sts");
    let policy = story.setting.serves_wanted_policy(DOMAIN);
    assert!(policy.contains("mode: none"), "{policy}");
    story.apply();
    assert!(story.texts("_dmarc").is_empty());
    assert_eq!(story.texts("_mta-sts").len(), 1);
    assert_ne!(story.texts("_mta-sts"), announced);
    assert_eq!(story.texts(""), ["MS=ms1", sealed_spf]);
    assert_eq!((story.key_records(), consents()), (2, 1));

    // Receivers may keep the policy for an hour: mail needs its proofs.
    let unused = ["advance", DOMAIN, "--confirm", "unused"];
    let early = text(&story.at(LEFT + 1, &["advance", DOMAIN]));
    assert!(early.contains("go on signing until"), "{early}");
    story.apply();
    assert_eq!(story.texts(""), ["MS=ms1", sealed_spf]);
    let asked = text(&story.at(LEFT + 3, &["status", DOMAIN]));
    assert!(
        asked.contains("Leaving since") && asked.contains("--confirm unused"),
        "{asked}"
    );
    let german = text(&story.at(LEFT + 3, &["--lang", "de", "status", DOMAIN]));
    assert!(
        german.contains("Wird seit") && german.contains("--confirm unused"),
        "{german}"
    );
    let let_go = text(&story.at(LEFT + 3, &unused));
    assert!(let_go.contains("our part of the SPF record"), "{let_go}");
    story.apply();
    assert_eq!(
        story.texts(""),
        ["MS=ms1", "v=spf1 include:_spf.other.test  ~all"]
    );
    assert_eq!(story.key_records(), 2, "mail may be under way");

    // Six days later: no sender has a policy other than none, so its record goes; the host stays.
    let six = LEFT + 3 + 6 * DAY;
    story.at(six, &["advance", DOMAIN]);
    story.apply();
    assert!(story.texts("_mta-sts").is_empty());
    let alias = || story.setting.stands(PRIMARY, "CNAME", "mta-sts.left.test");
    assert_eq!((alias().len(), story.key_records()), (1, 2));
    assert_eq!(story.texts("_smtp._tls").len(), 1);
    story.at(six + 1, &["advance", DOMAIN]);
    story.apply();
    assert_eq!(alias().len(), 1, "resolvers may keep the record");
    story.at(six + 3, &["advance", DOMAIN]);
    story.apply();
    assert!(alias().is_empty() && story.texts("_smtp._tls").is_empty());
    assert_eq!((story.key_records(), consents()), (2, 1));

    // A week after the last signature the keys go, and the consent with the last of it.
    let week = LEFT + 3 + 7 * DAY;
    story.at(week, &["advance", DOMAIN]);
    assert_eq!(story.departure(week)["left"], serde_json::Value::Null);
    story.apply();
    assert_eq!(story.setting.zone(DOMAIN), before);
    assert_eq!(story.setting.zone("reports.test"), reports);
    done(&story.at(week + 1, &["advance", DOMAIN]));
    assert!(story.departure(week + 1)["left"].is_u64());

    let plan = story.setting.within(&["plan", DOMAIN]);
    assert_eq!(plan.status.code(), Some(0), "{}", text(&plan));
    done(&story.setting.run(&["remove", DOMAIN, "--yes"]));
    assert_eq!(story.setting.zone(DOMAIN), before);
}

#[test]
fn a_departure_that_is_called_off_is_made_good() {
    let zones = [zone(DOMAIN, NameServers::One, "")];
    let setting = Setting::new(Primary::Bind, &zones).serving_policies(&[DOMAIN]);
    let story = Story::sealed(setting, &["--mx", "mail.left.test", "--dmarc", "reject"]);
    let sealed = story.setting.zone(DOMAIN);
    done(&story.at(LEFT, &["leave", DOMAIN]));
    story.setting.serves_wanted_policy(DOMAIN);
    story.apply();
    assert_ne!(story.setting.zone(DOMAIN), sealed);
    // Its keys sign on, so the policy of before comes back as it was.
    story.at(LEFT + 2, &["leave", DOMAIN, "--abort"]);
    story.setting.serves_wanted_policy(DOMAIN);
    story.apply();
    assert_eq!(story.setting.zone(DOMAIN), sealed);
    let again = story.at(LEFT + 3, &["leave", DOMAIN, "--abort"]);
    assert_eq!(again.status.code(), Some(2), "{}", text(&again));
}

#[test]
fn nothing_is_left_where_nothing_is_known_to_be_ours() {
    let zones = [zone(DOMAIN, NameServers::One, "")];
    let setting = Setting::new(Primary::Knot, &zones);
    setting.add(DOMAIN);
    let left = setting.within(&["leave", DOMAIN]);
    assert_eq!(left.status.code(), Some(2), "{}", text(&left));
    assert!(errors(&left).contains("mailseal remove left.test"));
    done(&setting.run(&["remove", DOMAIN, "--yes"]));
}
