//! Real OpenDKIM and real rspamd sign with what `mailseal keys export` wrote, as it was written. Knot
//! serves the records that `mailseal records` printed, and each program verifies what the other has
//! signed, asking a real resolver.

#![allow(clippy::unwrap_used, clippy::expect_used)] // helpers outside #[test] functions

use std::fs;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV4};
use std::path::{Path, PathBuf};
use std::process::Command;

use app::ledger::{Change, Entry, KeyState, Ledger, Line, StepKind, StepState};
use peers::{Knot, KnotSetup, Namespace, OpenDkim, Place, Rspamd, Signing, Zone};
use protocols::dkim::Selector;
use protocols::time::Timestamp;
use serde_json::Value;
use store::{MasterKeyPlace, SqliteLedger};

const DOMAIN: &str = "sender.test";
const SERVER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 53);
const MESSAGE: &str = "From: A <a@sender.test>\r\nTo: b@receiver.test\r\nSubject: signed\r\n\
    Date: Tue, 24 Nov 2026 18:00:00 +0000\r\nMessage-ID: <1@sender.test>\r\n\
    MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nA text, with a line\r\nthat ends.\r\n";

/// A domain whose records are served.
struct Sender {
    place: tempfile::TempDir,
    namespace: Namespace,
    _knot: Knot,
}

impl Sender {
    fn new() -> Sender {
        let place = tempfile::tempdir().unwrap();
        // Servers that drop root's rights walk through.
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(place.path(), open).unwrap();
        mailseal(
            place.path(),
            &[
                "add",
                DOMAIN,
                "--mx",
                "mail.sender.test",
                "--selector",
                "s1",
            ],
        );
        visible(place.path());
        let zone = mailseal(
            place.path(),
            &["records", DOMAIN, "--format", "zone", "--offline"],
        );
        let namespace = Namespace::new(SERVER);
        let address = SocketAddr::V4(SocketAddrV4::new(SERVER, 53));
        let knot = KnotSetup::new(address, &[(DOMAIN, Signing::Unsigned)]);
        let head = "$ORIGIN sender.test.\n$TTL 60\n@ SOA ns hostmaster 1 3600 600 86400 60\n\
            @ NS ns\nns A 127.0.0.53\n";
        let zone = Zone {
            origin: DOMAIN.to_string(),
            text: format!("{head}{zone}"),
        };
        let knot = knot.start(Place::Inside(&namespace), &[zone]);
        Sender {
            place,
            namespace,
            _knot: knot,
        }
    }

    /// Exports both keys as a person does, and gives the directory.
    fn export(&self, format: &str) -> PathBuf {
        let out = self.place.path().join(format);
        let dir = out.display().to_string();
        let line = ["keys", "export", DOMAIN, "--format", format, "--out", &dir];
        mailseal(self.place.path(), &line);
        out
    }

    /// What both verifiers say of a message.
    fn judged(&self, signed: &str, rspamd: &Rspamd<'_>) -> (String, Value) {
        let opendkim = OpenDkim::verifying(IpAddr::V4(SERVER));
        let said = opendkim.verify(&self.namespace, signed);
        (said, json(&rspamd.verify(signed)))
    }
}

/// Time does not pass here: the keys are said to have been seen everywhere, as `advance` would.
fn visible(place: &Path) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let data = place.join("data");
        let ledger = SqliteLedger::open(&data, MasterKeyPlace::DataDirectory);
        let ledger = ledger.await.unwrap();
        let changes = ["s1", "s1-ed25519"].map(|selector| Change::SetKeyState {
            selector: Selector::parse(selector).unwrap(),
            state: KeyState::Visible,
        });
        let line = Line::Open {
            kind: StepKind::Change,
            payload: "{}".to_string(),
            state: StepState::Done,
        };
        let entry = Entry {
            domain: DOMAIN.parse().unwrap(),
            line,
            changes: changes.to_vec(),
        };
        ledger.commit(entry, Timestamp(1)).await.unwrap();
        ledger.close().await;
    });
}

fn mailseal(place: &Path, line: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_mailseal"))
        .env_clear()
        .env("LC_ALL", "C")
        .arg("--data-dir")
        .arg(place.join("data"))
        .args(line)
        .output()
        .expect("mailseal runs");
    assert!(output.status.success(), "{line:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Whether rspamd found the signature of a selector good.
fn allows(judged: &Value, selector: &str) -> bool {
    let options = judged["symbols"]["R_DKIM_ALLOW"]["options"].as_array();
    let wanted = format!("{DOMAIN}:s={selector}");
    options.is_some_and(|options| options.iter().any(|option| *option == wanted))
}

/// A message with other words in its body.
fn changed(signed: &str) -> String {
    signed.replace("that ends", "that has ended")
}

#[test]
fn what_is_exported_signs_and_verifies() {
    let sender = Sender::new();
    let opendkim = sender.export("opendkim");
    let settings = sender.export("rspamd").join("dkim_signing.conf");
    let rspamd = Rspamd::start(&sender.namespace, IpAddr::V4(SERVER), &settings);

    // OpenDKIM: a process for each algorithm, the second behind the first.
    let first = OpenDkim::signing(&opendkim.join("mailseal-opendkim.conf"));
    let second = OpenDkim::signing(&opendkim.join("mailseal-opendkim-ed25519.conf"));
    let rsa = first.sign(MESSAGE);
    assert!(
        rsa.contains("a=rsa-sha256") && rsa.contains("s=s1;"),
        "{rsa}"
    );
    let both = second.sign(&rsa);
    assert!(both.contains("a=ed25519-sha256"), "{both}");

    // rspamd: both signatures at once.
    let answer = json(&rspamd.sign(MESSAGE));
    let signatures = answer["dkim-signature"].as_array().cloned();
    let signatures = signatures.unwrap_or_default();
    assert_eq!(signatures.len(), 2, "{answer}");
    let lines = signatures.iter().map(|signature| {
        let value = signature.as_str().unwrap_or_default();
        format!("DKIM-Signature: {value}\r\n")
    });
    let by_rspamd = lines.collect::<String>() + MESSAGE;

    for signed in [&both, &by_rspamd] {
        let (said, judged) = sender.judged(signed, &rspamd);
        for selector in ["s1", "s1-ed25519"] {
            assert!(allows(&judged, selector), "{selector}: {judged}\n{signed}");
        }
        assert_eq!(said.matches("dkim=pass").count(), 2, "{said}\n{signed}");

        // The verifiers say no, too.
        let (said, judged) = sender.judged(&changed(signed), &rspamd);
        assert!(!said.contains("dkim=pass"), "{said}");
        let found_good = ["s1", "s1-ed25519"].map(|selector| allows(&judged, selector));
        assert_eq!(found_good, [false, false], "{judged}");
    }
}
