//! Keys handed to mail servers: which files, who may read them, and what is said of keys that must not
//! sign. That the files do sign is shown by `tests/signers.rs`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use app::ledger::{Change, Entry, KeyState, Ledger, Line, StepKind, StepState};
use insta::assert_snapshot;
use protocols::dkim::Selector;
use protocols::time::Timestamp;
use store::{MasterKeyPlace, SqliteLedger};

use super::Place;

/// A place with `a.example`, whose keys `s1` (RSA) and `s1-ed25519` (Ed25519) are in these states.
fn place(rsa: KeyState, ed25519: KeyState) -> Place {
    let place = Place::new();
    let line = [
        "add",
        "a.example",
        "--mx",
        "mx.example",
        "--selector",
        "s1",
        "--offline",
    ];
    assert!(place.run(&line).status.success());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let data = place.path("data");
        let ledger = SqliteLedger::open(&data, MasterKeyPlace::DataDirectory)
            .await
            .unwrap();
        let changes = [("s1", rsa), ("s1-ed25519", ed25519)].map(|(selector, state)| {
            let selector = Selector::parse(selector).unwrap();
            Change::SetKeyState { selector, state }
        });
        let entry = Entry {
            domain: "a.example".parse().unwrap(),
            line: Line::Open {
                kind: StepKind::Change,
                payload: "{}".to_string(),
                state: StepState::Done,
            },
            changes: changes.to_vec(),
        };
        ledger.commit(entry, Timestamp(1)).await.unwrap();
        ledger.close().await;
    });
    place
}

fn export<'a>(format: &'a str, out: &'a str) -> Vec<&'a str> {
    vec![
        "keys",
        "export",
        "a.example",
        "--format",
        format,
        "--out",
        out,
    ]
}

/// Every file of a directory: its rights, its name, and its text where that is no private key.
fn listing(dir: &Path) -> String {
    let mut files: Vec<_> = fs::read_dir(dir).unwrap().map(Result::unwrap).collect();
    files.sort_by_key(std::fs::DirEntry::file_name);
    let shown = files.iter().map(|file| {
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        let name = file.file_name().into_string().unwrap();
        let text = fs::read_to_string(file.path()).unwrap();
        let text = if mode == 0o600 { "(private)\n" } else { &text };
        format!("--- {mode:o} {name}\n{text}")
    });
    shown.collect()
}

#[test]
fn files_for_each_signer() {
    let mut shown = String::new();
    for format in ["pem", "opendkim", "rspamd"] {
        let place = place(KeyState::Active, KeyState::Visible);
        let out = place.path("out").display().to_string();
        shown.push_str(&place.masked(&place.run(&export(format, &out))));
        let masked = listing(&place.path("out"));
        shown.push_str(&masked.replace(&place.path("").display().to_string(), "TMP/"));
    }
    assert_snapshot!("files_for_each_signer", shown);
}

#[test]
fn a_key_that_is_not_visible_does_not_sign() {
    let place = place(KeyState::Published, KeyState::Created);
    let out = place.path("out").display().to_string();
    let mut line = export("opendkim", &out);
    line.extend(["--installed", "/etc/dkimkeys", "--force"]);
    let mut shown = place.both(&line);
    shown.push_str(&listing(&place.path("out")));
    let out = place.path("rspamd").display().to_string();
    let mut line = export("rspamd", &out);
    line.extend([
        "--installed",
        "/etc/dkimkeys",
        "--selector",
        "s1-ed25519",
        "--unseen",
    ]);
    shown.push_str(&place.masked(&place.run(&line)));
    shown.push_str(&listing(&place.path("rspamd")));
    assert_snapshot!("a_key_that_is_not_visible_does_not_sign", shown);
}

#[test]
fn a_private_key_is_printed_only_when_that_is_asked_for() {
    let place = place(KeyState::Active, KeyState::Retired);
    let printed = place.run(&export("pem", "-"));
    let text = String::from_utf8(printed.stdout).unwrap();
    assert!(text.starts_with("-----BEGIN PRIVATE KEY-----\n"), "{text}");
    // The retired key is not among them.
    assert_eq!(text.matches("BEGIN").count(), 1);
    let secret = text.lines().nth(2).unwrap();
    let out = place.path("out").display().to_string();
    for format in ["opendkim", "rspamd", "pem"] {
        let mut line = export(format, &out);
        line.extend(["--force", "-v"]);
        let told = place.masked(&place.run(&line));
        assert!(!told.contains(secret) && !told.contains("BEGIN"), "{told}");
    }
}

#[test]
fn what_an_export_is_refused_for() {
    let place = place(KeyState::Active, KeyState::Active);
    let out = place.path("out").display().to_string();
    assert!(place.run(&export("opendkim", &out)).status.success());
    let odd = place.path("a b").display().to_string();
    let mut shown = String::new();
    let with = |more: &[&'static str]| {
        let mut line = export("pem", "-");
        line.extend(more);
        line
    };
    for line in [
        export("opendkim", &out),
        export("rspamd", "-"),
        export("rspamd", &odd),
        vec!["keys", "export", "a.example", "--format", "pem"],
        vec!["keys", "export", "b.example", "--format", "postfix"],
        with(&["--selector", "s9"]),
        with(&["--unseen"]),
        vec![
            "keys",
            "export",
            "a.example",
            "b.example",
            "--format",
            "pem",
            "--out",
            "-",
            "--selector",
            "s1",
        ],
        vec!["keys", "exprot"],
    ] {
        shown.push_str(&format!(
            "$ {}\n",
            line.join(" ")
                .replace(&out, "TMP/out")
                .replace(&odd, "TMP/a b")
        ));
        shown.push_str(&place.both(&line));
    }
    assert_snapshot!("what_an_export_is_refused_for", shown);
}

#[test]
fn notes_for_postfix_and_exchange() {
    let place = place(KeyState::Active, KeyState::Active);
    let mut shown = String::new();
    for format in ["postfix", "exchange"] {
        let line = ["keys", "export", "a.example", "--format", format];
        shown.push_str(&place.both(&line));
    }
    assert_snapshot!("notes_for_postfix_and_exchange", shown);
}
