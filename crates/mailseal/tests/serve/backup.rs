//! Copies of the data of a server that runs, and the master key as the service manager hands it over.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Output;

use serde_json::Value;

use crate::place::{Place, Server};

const OPS: &str = "[ops]\nlisten = ['127.0.0.1:0']\n";

fn text(octets: &[u8]) -> String {
    String::from_utf8(octets.to_vec()).unwrap()
}

#[track_caller]
fn fine(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    text(&output.stdout)
}

#[track_caller]
fn refused(output: &Output, expected: &str) {
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(text(&output.stderr).contains(expected), "{output:?}");
}

fn add(place: &Place, domain: &str) {
    let mail = format!("mail.{domain}");
    fine(&place.run(&["add", domain, "--mx", &mail, "--offline"]));
}

/// What is stored of a domain, and its private keys.
fn stored(place: &Place, domain: &str) -> (Value, Vec<u8>) {
    let shown = fine(&place.run(&["show", domain, "--format", "json"]));
    let shown = serde_json::from_str(&shown).unwrap();
    let out = place.file(&format!("keys-of-{domain}"));
    let out_dir = out.display().to_string();
    let arguments = [
        "keys", "export", domain, "--format", "rspamd", "--out", &out_dir,
    ];
    let exported = place.run(&arguments);
    // 1: it warns that nobody should sign with them yet.
    assert!(
        matches!(exported.status.code(), Some(0 | 1)),
        "{exported:?}"
    );
    let mut names: Vec<_> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|name| name.extension().is_some_and(|e| e == "key" || e == "pem"))
        .collect();
    names.sort();
    assert_eq!(names.len(), 2);
    let keys = names.iter().flat_map(|name| fs::read(name).unwrap());
    (shown, keys.collect())
}

#[test]
fn a_copy_made_beside_the_server_brings_everything_back() {
    let (place, other) = (Place::new(), Place::new());
    let server = place.start(OPS);
    add(&place, "a.example");
    add(&place, "b.example");
    let copy = place.file("copy").display().to_string();
    let said = fine(&place.run(&["backup", &copy, "--with-master-key", "--format", "json"]));
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        (&said["domains"], &said["opened"]),
        (&2.into(), &true.into())
    );
    assert_eq!(said["master_key_file"], format!("{copy}.master-key"));
    // What comes later is not in it, and it is not written over.
    add(&place, "c.example");
    refused(&place.run(&["backup", &copy]), "is there already");
    refused(&place.run(&["restore", &copy]), "is there already");
    assert_eq!(server.get("ops", "/health/ready").status, 200);

    let told = fine(&other.run(&["restore", &copy, "--with-master-key"]));
    assert!(
        told.contains("2 domains again, and every private key opens"),
        "{told}"
    );
    assert!(!fine(&other.run(&["list"])).contains("c.example"));
    let (shown, keys) = stored(&place, "a.example");
    assert_eq!(stored(&other, "a.example"), (shown, keys));
    // And a server runs on it.
    other.start(OPS).stop();
    server.stop();
}

#[test]
fn what_is_refused_is_said_in_both_languages() {
    let place = Place::new();
    let copy = place.file("copy").display().to_string();
    refused(
        &place.run(&["backup", &copy]),
        "holds no data that could be copied",
    );
    refused(&place.run(&["restore", &copy]), "cannot be used");
    fs::write(&copy, "").unwrap();
    refused(
        &place.run(&["restore", &copy]),
        "is no copy that mailseal backup has made",
    );
    let german = place.run(&["--lang", "de", "restore", &copy]);
    refused(&german, "ist keine Sicherung von mailseal backup");
    assert!(!place.data().join("mailseal.db").exists());
    add(&place, "a.example");
    let apart = place.file("apart").display().to_string();
    let told = fine(&place.run(&["--lang", "de", "backup", &apart]));
    assert!(
        told.contains("enthält eine Domain, wurde zurückgelesen"),
        "{told}"
    );
    assert!(told.contains("Sichern Sie auch dessen Datei"), "{told}");
    let other = Place::new();
    refused(&other.run(&["restore", &apart]), "the key file");
    assert!(!other.data().join("mailseal.db").exists());
}

#[test]
fn the_master_key_of_the_service_manager_is_found() {
    let place = Place::new();
    add(&place, "a.example");
    let credentials = place.file("credentials");
    fs::create_dir(&credentials).unwrap();
    let key = credentials.join("master-key");
    fs::rename(place.data().join("master.key"), &key).unwrap();
    // As an ACL of systemd shows.
    fs::set_permissions(&key, fs::Permissions::from_mode(0o440)).unwrap();
    place.configure(OPS);
    // Without it nothing is served: a key that is missed later would be missed at night.
    refused(
        &place.serve().output().unwrap(),
        "is not there, and private keys are stored",
    );
    let mut command = place.serve();
    command.env("CREDENTIALS_DIRECTORY", &credentials);
    Server::start(command).stop();
    let mut command = place.command(&["backup"]);
    command
        .arg(place.file("copy"))
        .env("CREDENTIALS_DIRECTORY", &credentials);
    fine(&command.output().unwrap());
    // Another one is not taken for it.
    let other = Place::new();
    add(&other, "b.example");
    fs::copy(other.data().join("master.key"), &key).unwrap();
    let mut command = place.serve();
    command.env("CREDENTIALS_DIRECTORY", &credentials);
    refused(&command.output().unwrap(), "does not hold the key");
    assert!(!place.data().join("master.key").exists());
}
