//! Accesses: what is said of them, and that no secret is ever among it.

use std::fs::{self, Permissions};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::process::{Output, Stdio};
use std::thread;

use insta::assert_snapshot;

use super::{Place, json};

/// Stands for every secret; found nowhere but where it was given.
const CANARY: &str = "Y2FuYXJ5LW9mLWEtc2VjcmV0";

/// An interface that answers every call with this status and repeats what it was sent.
fn echo(status: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            let mut octet = [0];
            while !request.ends_with(b"\r\n\r\n") && stream.read(&mut octet).unwrap() == 1 {
                request.push(octet[0]);
            }
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n",
                request.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&request).unwrap();
        }
    });
    address
}

impl Place {
    /// A line with the canary in the environment and at standard input.
    fn with_secret(&self, line: &[&str]) -> Output {
        let mut command = self.command(line);
        command.env("CANARY", CANARY).stdin(Stdio::piped());
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Who does not read it has closed it.
        writeln!(child.stdin.take().unwrap(), "{CANARY}").ok();
        let output = child.wait_with_output().unwrap();
        let shown = format!("{output:?}");
        assert!(!shown.contains(CANARY), "{line:?}: {shown}");
        output
    }

    fn both_with_secret(&self, line: &[&str]) -> String {
        let whole = |language| [&["--lang", language], line].concat();
        ["en", "de"]
            .map(|language| self.masked(&self.with_secret(&whole(language))))
            .concat()
    }

    /// An access to a name server for two zones.
    fn gives_main(&self) -> String {
        self.both_with_secret(&MAIN)
    }
}

const MAIN: [&str; 17] = [
    "access",
    "add",
    "main",
    "--provider",
    "rfc2136",
    "--zone",
    "example.com",
    "--zone",
    "example.net",
    "--set",
    "server=192.0.2.1",
    "--set",
    "key-name=mailseal",
    "--secret",
    "key-secret=env:CANARY",
    "--replace",
    "--quiet",
];

#[test]
fn an_access_is_given_listed_and_removed() {
    let place = Place::new();
    let mut shown = place.both(&["access", "list"]);
    shown += &place.gives_main();
    let rest = [
        "access",
        "add",
        "rest",
        "--provider",
        "hetzner",
        "--all-zones",
    ];
    let secret = ["--secret", "token=-", "--replace"];
    shown += &place.both_with_secret(&[&rest[..], &secret[..]].concat());
    shown += &place.both_with_secret(&["access", "list"]);
    shown += &place.masked(&place.with_secret(&["access", "list", "--format", "json"]));
    shown += &place.both_with_secret(&["access", "remove", "main"]);
    assert_snapshot!(shown);
}

#[test]
fn what_cannot_be_an_access() {
    let place = Place::new();
    place.gives_main();
    let add = [
        "access",
        "add",
        "other",
        "--zone",
        "example.org",
        "--provider",
    ];
    let cases: [&[&str]; 12] = [
        &["godaddy"],
        &["hetzner"],
        &["hetzner", "--secret", CANARY],
        &["hetzner", "--secret", &format!("token={CANARY}")],
        &["hetzner", "--set", &format!("token={CANARY}")],
        &["hetzner", "--set", CANARY],
        &["hetzner", "--secret", "token=env:UNSET"],
        &["hetzner", "--secret", "token=file:/nowhere/token"],
        &["hetzner", "--secret", "token=-", "--set", "colour=red"],
        &[
            "hetzner",
            "--secret",
            "token=-",
            "--set",
            "url=http://192.0.2.1",
        ],
        &[
            "rfc2136",
            "--set",
            "server=ns1",
            "--set",
            "key-name=k",
            "--secret",
            "key-secret=-",
        ],
        &[
            "ovh",
            "--secret",
            "application-key=-",
            "--secret",
            "consumer-key=-",
        ],
    ];
    let mut shown = String::new();
    for case in cases {
        shown += &place.both_with_secret(&[&add, case].concat());
    }
    let again: Vec<_> = MAIN
        .into_iter()
        .filter(|word| *word != "--replace")
        .collect();
    shown += &place.both_with_secret(&again);
    shown += &place.both(&["access", "add", "-x y", "--provider", "hetzner"]);
    shown += &place.both(&[
        "access",
        "add",
        "a b",
        "--provider",
        "hetzner",
        "--all-zones",
    ]);
    shown += &place.both(&["access", "remove", "other"]);
    shown += &place.both(&["access", "test", "other"]);
    shown += &place.both(&["access", "test", "main", "example.org"]);
    assert_snapshot!(shown);
}

#[test]
fn a_secret_is_not_shown_even_where_the_other_side_repeats_it() {
    for status in ["403 No", "400 No", "500 No", "404 No", "200 Yes"] {
        let place = Place::new();
        let url = format!("url=http://{}", echo(status));
        for (provider, field) in [
            ("cloudflare", "token"),
            ("hetzner", "token"),
            ("ionos", "api-key"),
        ] {
            let secret = format!("{field}=env:CANARY");
            let add = [
                "access",
                "add",
                "a",
                "--provider",
                provider,
                "--zone",
                "example.com",
            ];
            let fields = ["--replace", "--set", &url, "--secret", &secret];
            let added = place.with_secret(&[&add[..], &fields[..]].concat());
            assert!(added.status.success(), "{added:?}");
            for line in [
                &["access", "test", "a", "-v"][..],
                &["access", "test", "a", "--format", "json"],
            ] {
                let tested = place.with_secret(line);
                assert!(matches!(tested.status.code(), Some(1 | 3)), "{tested:?}");
                let said = format!("{tested:?}");
                assert!(
                    status != "403 No" || said.contains("[credential]"),
                    "{said}"
                );
            }
        }
    }
}

#[test]
fn a_secret_lies_in_no_file_in_clear() {
    let place = Place::new();
    place.gives_main();
    for file in fs::read_dir(place.path("data")).unwrap() {
        let octets = fs::read(file.unwrap().path()).unwrap();
        let found = octets
            .windows(CANARY.len())
            .any(|window| window == CANARY.as_bytes());
        assert!(!found);
    }
}

#[test]
fn a_file_of_accesses_stands_before_those_of_the_store() {
    let place = Place::new();
    place.gives_main();
    let url = echo("403 No");
    let text = |secret: &str| {
        format!(
            "[main]\nprovider = \"cloudflare\"\nzones = [\"example.com\"]\n\
             set = {{ url = \"http://{url}\" }}\nsecret = {{ token = \"{secret}\" }}\n"
        )
    };
    let named = place.file("named.toml", text("env:CANARY"));
    let clear = place.file("clear.toml", text(CANARY));
    let broken = place.file("broken.toml", "[main]\nprovider = \"bind\"\n");
    let with = |file: &str, rest: &[&str]| {
        let shown = place.both_with_secret(&[&["--access", file], rest].concat());
        shown.replace(&url.to_string(), "ADDRESS")
    };
    let mut shown = with(&named, &["access", "list"]);
    shown += &with(&named, &["access", "test", "main"]);
    fs::set_permissions(&clear, Permissions::from_mode(0o644)).unwrap();
    shown += &with(&clear, &["access", "list"]);
    fs::set_permissions(&clear, Permissions::from_mode(0o600)).unwrap();
    shown += &with(&clear, &["access", "test", "main"]);
    shown += &with(&broken, &["access", "list"]);
    shown += &with("/nowhere/access.toml", &["access", "list"]);
    assert_snapshot!(shown);
}

#[test]
fn the_shapes_for_programs_hold_their_fields() {
    let place = Place::new();
    place.gives_main();
    let list = json(&place.run(&["access", "list", "--format", "json"]));
    assert_eq!(list["schema"], "mailseal.accesses/1");
    let access = &list["accesses"][0];
    assert_eq!(
        access["zones"],
        serde_json::json!(["example.com", "example.net"])
    );
    assert_eq!(access["settings"]["server"], "192.0.2.1");
}
