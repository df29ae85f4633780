//! The order of a policy and its record, end to end: a real Knot, `mailseal serve` on port 443 of a
//! network of its own, and the verbs that plan, wait and go on. RFC 8461 §8.1: 'Recipients SHOULD also
//! update the HTTPS policy body before updating the TXT record'.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::process::{Command, Output};
use std::thread;
use std::time::{Duration, Instant};

use peers::{DynamicServer, Namespace, Signing, UpdateKey, Zone};
use serde_json::Value;

use super::setting::{PATH, Setting};
use crate::place::{PATIENCE, Server};

const DNS: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 12);
const POLICIES: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 15);
const DOMAIN: &str = "sealed.test";
const HOST: &str = "mta-sts.sealed.test";
const RECORD: &str = "_mta-sts.sealed.test";
const HOURS_OF_A_DAY: u32 = 24;

/// A domain in a DNS of its own, and the program beside it.
struct Sealed {
    setting: Setting,
    _dns: DynamicServer,
    namespace: Namespace,
}

impl Sealed {
    fn new() -> Sealed {
        let namespace = Namespace::new(DNS);
        let zone = Zone {
            origin: DOMAIN.to_owned(),
            text: format!(
                "$ORIGIN {DOMAIN}.\n$TTL 60\n@ SOA ns1 hostmaster 1 3600 600 86400 60\n@ NS ns1\n\
                 ns1 A {DNS}\n@ MX 10 mail\nmail A 127.0.0.16\nmail2 A 127.0.0.17\n\
                 mta-sts A {POLICIES}\n"
            ),
        };
        let place = peers::Place::Inside(&namespace);
        let address = SocketAddrV4::new(DNS, 53);
        let dns = DynamicServer::knot(place, address, &[(zone, Signing::Unsigned)]);
        let sealed = Sealed {
            setting: Setting::with(&[DOMAIN]),
            _dns: dns,
            namespace,
        };
        sealed.gives_access();
        sealed
    }

    fn gives_access(&self) {
        let key = UpdateKey::SHA256;
        let file = self.setting.place.file("update.key");
        std::fs::write(&file, key.secret).unwrap();
        let settings = [
            format!("server={DNS}"),
            format!("key-name={}", key.name),
            format!("key-algorithm={}", key.algorithm),
        ];
        let secret = format!("key-secret=file:{}", file.display());
        let mut arguments = vec![
            "access",
            "add",
            "knot",
            "--provider",
            "rfc2136",
            "--all-zones",
        ];
        for setting in &settings {
            arguments.extend(["--set", setting]);
        }
        arguments.extend(["--secret", &secret]);
        done(&self.setting.place.run(&arguments));
    }

    fn inside(&self, command: &Command) -> Command {
        let mut inside = self.namespace.command(command.get_program());
        inside.args(command.get_args()).env_clear().envs(
            command
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        inside
    }

    fn serve(&self) -> Server {
        let certificate = self.setting.certificate(&[HOST]);
        self.setting.place.configure(&format!(
            "[ops]\nlisten = ['127.0.0.1:8482']\n[policy-host]\nlisten = ['{POLICIES}:443']\n\
             listen-challenges = ['{POLICIES}:80']\n{certificate}"
        ));
        Server::start(self.inside(&self.setting.place.serve()))
    }

    /// Runs a verb that asks the world within.
    fn run(&self, arguments: &[&str]) -> Output {
        self.run_at(0, arguments)
    }

    /// The same, some hours from now; nothing is written to the DNS then, where updates signed at
    /// another time are refused.
    fn run_at(&self, hours: u32, arguments: &[&str]) -> Output {
        let verb = self.setting.place.command(arguments);
        let mut command = self.namespace.command("faketime");
        command
            .args(["-f", &format!("+{hours}h")])
            .arg(verb.get_program())
            .args(verb.get_args())
            .args(["--allow-private", "--timeout", "10", "--ca"])
            .arg(self.setting.place.file("ca.pem"))
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("LC_ALL", "C");
        command
            .output()
            .expect("faketime is installed; `make peers` installs it")
    }

    /// The record that announces the policy, if one stands.
    fn announced(&self) -> Option<String> {
        let mut command = self.namespace.command("kdig");
        command.args([&format!("@{DNS}"), "+short", "+norec", RECORD, "TXT"]);
        let said = command.output().unwrap();
        assert!(said.status.success(), "{said:?}");
        let text = String::from_utf8(said.stdout).unwrap();
        let text = text.trim().trim_matches('"');
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn served(&self) -> String {
        let mut command = self.namespace.command("curl");
        command
            .args(["--silent", "--show-error", "--fail", "--cacert"])
            .arg(self.setting.place.file("ca.pem"))
            .arg(format!("https://{HOST}{PATH}"));
        let said = command.output().unwrap();
        assert!(said.status.success(), "{said:?}");
        String::from_utf8(said.stdout).unwrap()
    }

    /// Waits until what is served says this, and gives it.
    fn serves(&self, what: &str) -> String {
        let begun = Instant::now();
        loop {
            let served = self.served();
            if served.contains(what) {
                return served;
            }
            assert!(begun.elapsed() < PATIENCE, "no {what:?} in {served}");
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// The record that what is served now would be announced with.
    fn announcing(&self) -> String {
        let said = self
            .setting
            .place
            .run(&["records", DOMAIN, "--offline", "--format", "json"]);
        let said: Value = serde_json::from_slice(&said.stdout).unwrap();
        assert_eq!(said["policy"]["text"], self.served().as_str());
        let records = said["records"].as_array().unwrap();
        let of_policy = records.iter().find(|record| record["name"] == RECORD);
        let value = &of_policy.unwrap()["value"];
        value.as_str().unwrap().to_owned()
    }
}

#[track_caller]
fn done(output: &Output) {
    assert!(output.status.success(), "{output:?}");
}

/// What a check finds at MTA-STS that is worth more than a hint.
fn faults(sealed: &Sealed) -> Vec<Value> {
    let said = sealed.run(&["check", DOMAIN, "--format", "json", "--authoritative"]);
    let report: Value = serde_json::from_slice(&said.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let counts = |finding: &&Value| {
        let id = finding["id"].as_str().unwrap();
        id.starts_with("mta-sts/") && finding["severity"] != "info" && finding["severity"] != "low"
    };
    findings.iter().filter(counts).cloned().collect()
}

#[test]
fn the_record_waits_for_the_policy_to_be_served() {
    let sealed = Sealed::new();
    // Nobody serves it: all but the record is published, and the job waits.
    let said = sealed.run(&["apply", DOMAIN, "--yes"]);
    assert_eq!(sealed.announced(), None, "{said:?}");
    let said = sealed.run(&["resume", DOMAIN, "--wait", "1"]);
    assert_eq!(sealed.announced(), None, "{said:?}");

    let server = sealed.serve();
    let testing = sealed.serves("mode: testing");
    assert!(testing.contains("mx: mail.sealed.test\r\n"), "{testing}");
    done(&sealed.run(&["resume", DOMAIN]));
    assert_eq!(sealed.announced(), Some(sealed.announcing()));
    assert_eq!(faults(&sealed), Vec::<Value>::new());
    server.stop();
}

#[test]
fn another_policy_is_served_before_it_is_announced() {
    let sealed = Sealed::new();
    let server = sealed.serve();
    sealed.serves("mode: testing");
    done(&sealed.run(&["apply", DOMAIN, "--yes"]));
    let testing = sealed.announced().unwrap();
    done(&sealed.run(&["advance", DOMAIN]));

    // Enforced after its two weeks: served first, announced then.
    let enforce = [
        "advance",
        DOMAIN,
        "--to",
        "enforce",
        "--confirm",
        "clean-tls",
    ];
    done(&sealed.run_at(15 * HOURS_OF_A_DAY, &enforce));
    sealed.serves("mode: enforce");
    assert_eq!(
        sealed.announced().as_ref(),
        Some(&testing),
        "nothing was applied yet"
    );
    done(&sealed.run(&["apply", DOMAIN, "--yes"]));
    let enforced = sealed.announced().unwrap();
    assert_eq!(enforced, sealed.announcing());
    assert_ne!(enforced, testing);

    // The owner moves the mail to another host, unasked. That senders may refuse it is said; from the
    // next look on both are listed while caches last.
    sealed.moves_mail("mail2");
    let said = sealed.run_at(15 * HOURS_OF_A_DAY + 1, &["advance", DOMAIN]);
    assert_eq!(said.status.code(), Some(1), "{said:?}");
    assert!(String::from_utf8_lossy(&said.stdout).contains("mail2.sealed.test takes mail, and"));
    let both = sealed.serves("mx: mail2.sealed.test\r\n");
    assert!(
        both.contains("mode: enforce") && both.contains("mx: mail.sealed.test\r\n"),
        "{both}"
    );
    done(&sealed.run(&["apply", DOMAIN, "--yes"]));
    assert_eq!(sealed.announced(), Some(sealed.announcing()));
    server.stop();
}

impl Sealed {
    /// The owner makes another host the one that takes mail.
    fn moves_mail(&self, host: &str) {
        let key = UpdateKey::SHA256;
        let script = self.setting.place.file("update");
        let text = format!(
            "server {DNS}\nzone {DOMAIN}.\nkey {}:{} {}\nupdate delete {DOMAIN}. MX\n\
             update add {DOMAIN}. 60 MX 10 {host}.{DOMAIN}.\nsend\n",
            key.algorithm, key.name, key.secret
        );
        std::fs::write(&script, text).unwrap();
        let said = self
            .namespace
            .command("knsupdate")
            .arg(script)
            .output()
            .unwrap();
        done(&said);
    }
}
