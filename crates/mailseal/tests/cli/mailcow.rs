//! Beside a mailcow, played by a stand-in with its shapes: what each verb says, and that a key is given
//! only when everybody can see its record.

use std::process::{Command, Output};
use std::time::Duration;

use insta::assert_snapshot;
use peers::{MailcowFault, MailcowStandIn, MailcowState};

use super::lifecycle::without_moments;
use super::{Place, added, json, offline};

/// What stands before anything is published; an absence is kept for one second.
const HEAD: &str = "$ORIGIN seal.example.\n$TTL 60\n@ SOA ns1 hostmaster 1 2 3 4 1\n@ NS ns1\n\
    ns1 A 203.0.114.53\n@ MX 10 mx1\nmx1 A 203.0.114.25\n";

/// A place with an access to a mailcow.
struct Beside {
    place: Place,
    mailcow: MailcowStandIn,
}

impl Beside {
    fn new() -> Beside {
        let place = Place::new();
        let mailcow = MailcowStandIn::start(MailcowState {
            domains: ["seal.example", "other.example"]
                .map(str::to_owned)
                .to_vec(),
            aliases: vec![("alias.example".to_owned(), "seal.example".to_owned())],
            ..MailcowState::default()
        });
        Beside { place, mailcow }
    }

    /// The access is in a file of its own, as a person keeps it.
    fn access(&self, key: &str) -> String {
        let url = self.mailcow.url();
        let secret = self.place.file("mailcow.key", key);
        self.place.file(
            "access.toml",
            format!(
                "[cow]\nprovider = \"mailcow\"\nzones = \"all\"\nset = {{ url = \"{url}\" }}\n\
                 secret = {{ api-key = \"file:{secret}\" }}\n"
            ),
        )
    }

    fn line<'a>(access: &'a str, line: &[&'a str]) -> Vec<&'a str> {
        [&["--access", access], line].concat()
    }

    fn both(&self, line: &[&str]) -> String {
        let access = self.access(MailcowStandIn::KEY);
        self.without_port(&self.place.both(&Beside::line(&access, line)))
    }

    fn run(&self, line: &[&str]) -> Output {
        let access = self.access(MailcowStandIn::KEY);
        self.place.run(&Beside::line(&access, line))
    }

    fn without_port(&self, text: &str) -> String {
        assert!(!text.contains(MailcowStandIn::KEY), "{text}");
        text.replace(&self.mailcow.url(), "http://MAILCOW")
    }

    /// mailcow signs with this key already.
    fn signs_with(&self, selector: &str, key: &str) {
        let key = (selector.to_owned(), key.to_owned());
        self.mailcow
            .state()
            .keys
            .insert("seal.example".to_owned(), key);
    }

    /// The zone as `apply` would leave it.
    fn published(&self) -> String {
        let line = ["records", "seal.example", "--offline", "--format", "zone"];
        let records = String::from_utf8(self.place.run(&line).stdout).unwrap();
        self.place
            .file("published.zone", format!("{HEAD}{records}"))
    }

    /// Nothing is published yet, and how long that is remembered is learnt.
    fn absent(&self) {
        let bare = self.place.file("bare.zone", HEAD);
        self.place
            .run(&offline(&["advance", "seal.example"], &bare));
    }

    /// The keys' records are seen everywhere, and nobody remembers their absence.
    fn visible(&self) -> String {
        let zone = self.published();
        for _ in 0..3 {
            self.place
                .run(&offline(&["advance", "seal.example"], &zone));
            std::thread::sleep(Duration::from_millis(1_100));
        }
        zone
    }

    /// A line in English when this many days have passed.
    fn in_days(&self, days: u32, line: &[&str]) -> String {
        let mut whole = vec!["--lang", "en"];
        whole.extend(line);
        let mailseal = self.place.command(&whole);
        let mut command = Command::new("faketime");
        command
            .args(["-f", &format!("+{days}d")])
            .arg(mailseal.get_program())
            .args(mailseal.get_args())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("LC_ALL", "C")
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        self.place
            .masked(&command.output().expect("faketime runs mailseal"))
    }

    /// Whether a selector's record is wanted.
    fn wants(&self, selector: &str) -> bool {
        let zone = std::fs::read_to_string(self.published()).unwrap();
        zone.contains(&format!("{selector}._domainkey.seal.example."))
    }

    fn key_states(&self) -> String {
        let shown = json(
            &self
                .place
                .run(&["show", "seal.example", "--format", "json"]),
        );
        let keys = shown["keys"].as_array().unwrap();
        let states = keys
            .iter()
            .map(|key| format!("{} {}", key["selector"], key["state"]));
        states.collect::<Vec<_>>().join(", ").replace('"', "")
    }
}

/// A key of 2048 bits made by somebody else.
fn foreign_key() -> String {
    let place = Place::new();
    added(&place);
    let shown = json(&place.run(&["records", "seal.example", "--offline", "--format", "json"]));
    let records = shown["records"].as_array().unwrap();
    let texts = records.iter().filter_map(|record| record["value"].as_str());
    let text = texts
        .into_iter()
        .find(|text| text.contains("k=rsa"))
        .unwrap();
    text.split("p=").nth(1).unwrap().to_owned()
}

#[test]
fn the_domains_of_a_mailcow() {
    let beside = Beside::new();
    added(&beside.place);
    beside.signs_with("dkim", &foreign_key());
    let mut shown = beside.both(&["mailcow", "list"]);
    let listed = beside.run(&["mailcow", "list", "--format", "json"]);
    shown.push_str(&beside.place.masked(&listed));
    assert_snapshot!("the_domains_of_a_mailcow", shown);
}

#[test]
fn a_key_of_mailcow_is_adopted_and_kept() {
    let beside = Beside::new();
    added(&beside.place);
    let mut shown = beside.both(&["mailcow", "adopt", "seal.example"]);
    let key = foreign_key();
    beside.signs_with("dkim", &key);
    shown.push_str(&beside.both(&["mailcow", "adopt", "seal.example"]));
    let zone = beside.published();
    assert!(
        std::fs::read_to_string(&zone)
            .unwrap()
            .contains("dkim._domainkey.seal.example.")
    );

    // No machine moves it away, whatever becomes of our own keys.
    beside.visible();
    let line = ["records", "seal.example", "--offline", "--format", "json"];
    let records = beside.place.run(&line).stdout;
    assert!(String::from_utf8(records).unwrap().contains(&key));

    // Another key at the same selector is never mixed with it.
    beside.signs_with("dkim", &foreign_key());
    shown.push_str(&beside.both(&["mailcow", "adopt", "seal.example"]));
    assert_snapshot!("a_key_of_mailcow_is_adopted_and_kept", shown);
}

#[test]
fn a_key_is_given_only_when_everybody_sees_it() {
    let beside = Beside::new();
    added(&beside.place);
    beside.signs_with("dkim", &foreign_key());
    let bare = beside.place.file("bare.zone", HEAD);
    let import = |zone: &str| {
        let line = offline(&["mailcow", "import-key", "seal.example"], zone);
        beside.both(&line)
    };
    let mut shown = import(&bare);
    assert_eq!(beside.mailcow.state().keys["seal.example"].0, "dkim");

    let zone = beside.visible();
    beside.mailcow.state().fault = Some(MailcowFault::ImportRefused);
    shown.push_str(&import(&zone));
    assert_eq!(beside.key_states(), "s1 visible, s1-ed25519 visible");
    beside.mailcow.state().fault = Some(MailcowFault::ImportLosesKey);
    shown.push_str(&import(&zone));
    // An answer that is lost after the key was taken is no failure.
    beside.signs_with("dkim", &foreign_key());
    beside.mailcow.state().fault = Some(MailcowFault::ImportCut);
    shown.push_str(&import(&zone));
    assert_eq!(beside.mailcow.state().keys["seal.example"].0, "s1");
    assert!(
        beside.key_states().starts_with("s1 active"),
        "{}",
        beside.key_states()
    );
    assert_snapshot!("a_key_is_given_only_when_everybody_sees_it", shown);
}

#[test]
fn the_record_of_an_adopted_key_goes_a_week_after_the_switch() {
    let beside = Beside::new();
    added(&beside.place);
    beside.signs_with("dkim", &foreign_key());
    beside.run(&["mailcow", "adopt", "seal.example"]);
    beside.absent();
    let mut shown = String::from("# adopted twice\n");
    shown.push_str(&beside.both(&["mailcow", "adopt", "seal.example"]));
    let zone = beside.visible();
    let advance = offline(&["advance", "seal.example"], &zone);
    beside.in_days(300, &offline(&["status", "seal.example"], &zone));
    assert!(beside.wants("dkim"));

    shown.push_str("# the switch\n");
    let import = offline(&["mailcow", "import-key", "seal.example"], &zone);
    let access = beside.access(MailcowStandIn::KEY);
    let import = Beside::line(&access, &import);
    shown.push_str(&beside.place.masked(&beside.place.run(&import)));
    shown.push_str(&beside.both(&offline(&["status", "seal.example"], &zone)));
    beside.in_days(6, &advance);
    assert!(beside.wants("dkim"));

    shown.push_str("# eight days later\n");
    shown.push_str(&beside.in_days(8, &advance));
    assert!(!beside.wants("dkim"), "{shown}");
    let left = beside.published();
    shown.push_str("# removed\n");
    shown.push_str(&beside.in_days(9, &offline(&["advance", "seal.example"], &left)));
    assert_snapshot!(
        "the_record_of_an_adopted_key_goes_a_week_after_the_switch",
        without_moments(&shown)
    );
}

#[test]
fn a_key_that_signs_after_all_is_kept() {
    let beside = Beside::new();
    added(&beside.place);
    let key = foreign_key();
    beside.signs_with("dkim", &key);
    beside.run(&["mailcow", "adopt", "seal.example"]);
    beside.absent();
    let zone = beside.visible();
    // Given by hand, or by an import whose answer nobody saw: the key before is known all the same.
    let shown =
        json(
            &beside
                .place
                .run(&["records", "seal.example", "--offline", "--format", "json"]),
        );
    let records = shown["records"].as_array().unwrap();
    let texts = records
        .iter()
        .filter(|r| r["name"] == "s1._domainkey.seal.example");
    let text = texts.filter_map(|r| r["value"].as_str()).next().unwrap();
    beside.signs_with("s1", text.split("p=").nth(1).unwrap());
    let said = beside.run(&offline(&["mailcow", "import-key", "seal.example"], &zone));
    let said = beside.place.masked(&said);
    assert!(said.contains("It has forgotten dkim."), "{said}");

    // A backup is put back.
    beside.signs_with("dkim", &key);
    let said = beside.run(&["mailcow", "adopt", "seal.example"]);
    assert!(
        String::from_utf8(said.stdout)
            .unwrap()
            .contains("from now on")
    );
    beside.in_days(30, &offline(&["advance", "seal.example"], &zone));
    assert!(beside.wants("dkim"));
}

#[test]
fn a_policy_row() {
    let beside = Beside::new();
    added(&beside.place);
    let mut shown = beside.both(&["mailcow", "mta-sts", "seal.example"]);
    shown.push_str(&beside.both(&["mailcow", "mta-sts", "seal.example", "--take-over"]));
    let row = beside.mailcow.state().policies["seal.example"].clone();
    assert_eq!(row["active"], "0");
    assert_eq!(row["mx"], "mx1.seal.example");
    let read_only = beside.access(MailcowStandIn::READ_ONLY_KEY);
    let line = Beside::line(&read_only, &["mailcow", "mta-sts", "seal.example"]);
    shown.push_str(&beside.place.both(&line));
    beside.mailcow.state().fault = Some(MailcowFault::Html);
    shown.push_str(&beside.both(&["mailcow", "mta-sts", "seal.example"]));
    shown.push_str(&beside.place.both(&["mailcow", "mta-sts", "seal.example"]));
    assert_snapshot!("a_policy_row", shown);
}

#[test]
fn who_serves_the_policy_is_not_known_offline() {
    let beside = Beside::new();
    let zone = beside.place.file("bare.zone", super::BARE_ZONE);
    let line = offline(&["mailcow", "detect", "bare.example"], &zone);
    assert_snapshot!(
        "who_serves_the_policy_is_not_known_offline",
        beside.place.both(&line)
    );
}
