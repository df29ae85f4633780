//! Faults with their places, and the example file held against what the program does.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::collections::BTreeSet;
use std::fs;

use super::*;
use crate::wording::{Catalogue, Language};

/// The words about a text that is refused.
fn told(text: &str) -> String {
    let fault = parse(text).unwrap_err();
    let catalogue = Catalogue::of(Language::English);
    fault.in_file(Path::new("m.toml"), text).words(&catalogue)
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(told(text).trim_end(), expected);
}

#[test]
fn a_fault_is_told_with_its_place() {
    check(
        "[ops]\n  listne = []\n",
        "error: m.toml, line 2, column 3: there is no setting listne here\n\
         Probably listen is meant. There are: listen.",
    );
    check(
        "[log]\nlevel = 'warn'\n\n[quark]\n",
        "error: m.toml, line 4, column 2: there is no setting quark here\n\
         There are: log, ops, web, world, policy-host, watch, tell.",
    );
    check(
        "# ä\n[log]\nlevel = \"loud\"\n",
        "error: m.toml, line 3, column 9: the value is not understood; expected: one of `error`, \
         `warn`, `info`, `debug`, `trace`",
    );
    check(
        "ops.listen = 5",
        "error: m.toml, line 1, column 14: the value is not understood; expected: a sequence",
    );
    check(
        "[ops]\nlisten = [\"127.0.0.1\"]",
        "error: m.toml, line 2, column 11: invalid socket address syntax",
    );
    check(
        "[ops]\n\nlisten = ['[::1]:1', '[::1]:1']",
        "error: m.toml, line 3, column 1: ops.listen: [::1]:1 is named twice",
    );
    check(
        "[ops]\nlisten = [",
        "error: m.toml, line 2, column 11: unclosed array, expected `]`",
    );
}

#[test]
fn whom_to_tell_is_told_with_what_is_missing() {
    let tell = |rest: &str| format!("[[tell]]\nname = 'a'\n{rest}\n");
    let refused = |rest: &str, why: &str| {
        let expected = format!("error: m.toml, line 1, column 3: tell: {why}");
        check(&tell(rest), &expected);
    };
    let webhook = "kind = 'webhook'\nurl = 'https://b.example/'\n";
    refused(webhook, "a lacks secret");
    let inline = format!("{webhook}secret = 'whsec_hunter2'");
    refused(
        &inline,
        "a credential of a is not named by file:PATH or env:VARIABLE",
    );
    let other = format!("{webhook}secret = 'env:S'\nport = 25");
    refused(&other, "a is of a kind that has no port");
    let mail = "kind = 'mail'\nserver = 'b.example'\nfrom = 'c@b.example'\nto = ['d@b.example']\n";
    refused(&format!("{mail}user = 'e'"), "a lacks password, user");
    let twice = [tell(mail), tell(mail)].concat();
    check(
        &twice,
        "error: m.toml, line 1, column 3: tell: a is the name of two",
    );
    parse(&tell(mail)).unwrap();
    for bad in [
        "quiet = '22-7'",
        "digest = 'hourly'",
        "zone = 'Mars/Olympus'",
        "domains = ['a b']",
    ] {
        let fault = told(&tell(&format!("{mail}{bad}")));
        assert!(
            fault.contains("line 7") && fault.contains("expected"),
            "{bad}: {fault}"
        );
    }
    check(
        "[watch]\nevery = '2 h'\nslowest = '1 h'",
        "error: m.toml, line 3, column 1: watch.slowest: it must be at least watch.every",
    );
}

/// A value may be a secret that stands at the wrong place.
#[test]
fn no_value_is_repeated() {
    for text in [
        "log.level = 'hunter2'",
        "log.level = 'hunter2, expected hunter2'",
        "log = 'hunter2'",
        "ops.listen = 'hunter2'",
        "ops.listen = ['hunter2']",
        "log.level = hunter2",
        "log.level = 'hunter2",
        "log.level = \"hunter2\\q\"",
        "log.level = 'info'\nlog.level = 'hunter2'",
        "log.level.x = 'hunter2'",
    ] {
        let told = told(text);
        assert!(!told.contains("hunter2"), "{text}: {told}");
    }
}

#[test]
fn a_value_that_does_not_go_with_another_is_found_where_it_stands() {
    let fault = |setting| Fault::of_value(setting, Failed::new("reason-not-found"));
    let text = "\n[log]\n[ops]\n listen = []\n";
    let place = |setting| {
        let failed = fault(setting).in_file(Path::new("m.toml"), text);
        failed.what(&Catalogue::of(Language::English))
    };
    assert!(place(&["ops", "listen"]).starts_with("m.toml, line 4, column 2: ops.listen:"));
    assert!(place(&["log", "level"]).starts_with("m.toml, line 2, column 2: log.level:"));
    assert!(place(&["zebra", "level"]).starts_with("m.toml, line 1, column 1: zebra.level:"));
}

#[test]
fn what_a_running_server_takes_over() {
    let read = |text| parse(text).unwrap();
    let old = read("");
    assert!(old.needs_restart(&read("log.level = 'debug'")).is_empty());
    let new = read("log.format = 'json'\nops.listen = []");
    assert_eq!(old.needs_restart(&new), ["log.format", "ops.listen"]);
}

/// How the example file writes a setting that has its default, and one that has none.
const DEFAULT: &str = "#";
const SHOWN: &str = "#~ ";

fn example() -> String {
    let place = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/mailseal.example.toml"
    );
    fs::read_to_string(place).unwrap()
}

/// The example with the settings after this mark taken in.
fn taken_in(example: &str, marks: &[&str]) -> String {
    let lines = example.lines().map(|line| {
        let mark = marks.iter().find(|mark| line.starts_with(**mark));
        match mark {
            Some(&SHOWN) => &line[SHOWN.len()..],
            Some(&DEFAULT) if line[1..].starts_with(|c: char| c.is_ascii_lowercase()) => &line[1..],
            Some(_) | None => line,
        }
    });
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_example_shows_the_defaults() {
    assert_eq!(parse(&example()).unwrap(), Config::default());
    let read = parse(&taken_in(&example(), &[DEFAULT]));
    assert_eq!(read.unwrap(), Config::default());
}

#[test]
fn what_the_example_shows_beside_the_defaults_is_understood() {
    parse(&taken_in(&example(), &[SHOWN, DEFAULT])).unwrap();
}

/// Each table of the example is asked for a setting that there is none of: the refusal lists those
/// there are, and every one of them must be in the example.
#[test]
fn the_example_shows_every_setting() {
    let whole = taken_in(&example(), &[SHOWN, DEFAULT]);
    let mut tables: Vec<&str> = whole.lines().filter(|line| line.starts_with('[')).collect();
    tables.push("");
    let shown: BTreeSet<&str> = whole
        .lines()
        .filter_map(|line| line.trim_matches(['[', ']']).split([' ', '=']).next())
        .flat_map(|name| [name, name.rsplit('.').next().unwrap()])
        .collect();
    for table in tables {
        let asked = format!("{table}\nzzzzzz-none = 1\n");
        let error = toml::from_str::<Config>(&asked).unwrap_err();
        let (_, known) = error.message().rsplit_once(", expected ").unwrap();
        for name in known.split('`').skip(1).step_by(2) {
            assert!(shown.contains(name), "{table} {name} is not in the example");
        }
    }
}

/// What a document shows of a language, piece by piece.
fn shown<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    let pieces = text.split(fence.as_str()).skip(1);
    pieces
        .filter_map(|piece| Some(piece.split_once("```")?.0))
        .collect()
}

#[test]
fn what_the_documents_show_is_understood() {
    for (file, least) in [("docs/server.md", 6), ("packaging/container.toml", 0)] {
        let place = format!("{}/../../{file}", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(place).unwrap();
        let pieces = match least {
            0 => vec![text.as_str()],
            _ => shown(&text, "toml"),
        };
        assert!(pieces.len() >= least, "{file}");
        for piece in pieces {
            parse(piece).unwrap_or_else(|fault| {
                let told = fault.in_file(Path::new(file), piece);
                panic!(
                    "{}in\n{piece}",
                    told.words(&Catalogue::of(Language::English))
                );
            });
        }
    }
}
