//! What `docs/server.md` shows for the web servers of others, given to a real one.

use std::fs;
use std::process::Command;

use peers::{Authority, Fault};

use crate::place::Place;

/// The pieces of the document in this language.
fn pieces(language: &str) -> Vec<String> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/server.md");
    let text = fs::read_to_string(file).unwrap();
    let fence = format!("```{language}\n");
    let pieces = text.split(fence.as_str()).skip(1);
    pieces
        .map(|piece| piece.split_once("```").unwrap().0.to_owned())
        .collect()
}

/// nginx reads each piece as a part of its configuration, finds its certificate, and has no fault to
/// tell. That such a proxy brings the policies is shown by `policy_host::modes`.
#[test]
fn nginx_takes_what_is_shown() {
    let place = Place::new();
    let authority = Authority::new("documents");
    let leaf = authority.leaf(&["mta-sts.example.com"], Fault::None);
    fs::write(place.file("fullchain.pem"), &leaf.certificate_pem).unwrap();
    fs::write(place.file("privkey.pem"), &leaf.key_pem).unwrap();
    let pieces = pieces("nginx");
    assert_eq!(pieces.len(), 2);
    let directory = place.file("").display().to_string();
    let servers = pieces.concat().replace("/etc/ssl/mta-sts/", &directory);
    assert!(servers.contains(&directory));
    let logs = "error_log stderr; pid nginx.pid;";
    let config = format!("{logs} events {{}} http {{ access_log off; {servers} }}");
    let file = place.file("nginx.conf");
    fs::write(&file, config).unwrap();
    let mut nginx = Command::new("nginx");
    nginx
        .arg("-t")
        .arg("-p")
        .arg(place.file(""))
        .arg("-c")
        .arg(&file);
    nginx.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    let output = nginx
        .output()
        .unwrap_or_else(|error| panic!("nginx of nginx-light: {error}"));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    assert!(!told.contains("[warn]"), "{told}");
}
