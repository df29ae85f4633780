//! The catalogues are whole: every id has its words in both languages, with the same placeables.

use std::collections::{BTreeMap, BTreeSet};

use app::access::{PlaceKind, Unwritten};
use app::apply::NoPlace;
use app::cause::Cause;
use app::machines::{moves, waits};
use app::zone::{Why, ZoneError};
use fluent_bundle::FluentResource;
use protocols::answers::Failure;
use protocols::domain::Role;
use protocols::lifecycle::departure::DepartureWait;
use protocols::lifecycle::{Moved, Waiting};
use protocols::rrset::{RecordKind, RrSetKey};
use protocols::time::Timestamp;

use super::catalogue::key_of;
use super::files::{ENGLISH, GERMAN};
use super::{Arguments, Catalogue, Language};
use crate::failure::Failed;

/// Message part → the placeables in it, from the text of the files: `key`, `key.attribute`.
fn parts(files: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut parts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let (mut message, mut part) = (String::new(), String::new());
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let head = line.split('=').next().unwrap_or_default().trim();
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                message = head.to_string();
                part = message.clone();
            } else if head.starts_with('.') && line.contains('=') {
                part = format!("{message}{head}");
            }
            let placeables = parts.entry(part.clone()).or_default();
            for piece in line.split("{ $").skip(1) {
                placeables.insert(
                    piece
                        .split([' ', '}'])
                        .next()
                        .unwrap_or_default()
                        .to_string(),
                );
            }
        }
    }
    parts
}

#[test]
fn every_file_is_well_formed() {
    for file in ENGLISH.iter().chain(GERMAN) {
        if let Err((_, errors)) = FluentResource::try_new((*file).to_string()) {
            panic!(
                "{errors:?} in\n{}",
                file.lines().take(3).collect::<Vec<_>>().join("\n")
            );
        }
    }
}

#[test]
fn no_key_stands_twice() {
    for files in [ENGLISH, GERMAN] {
        let mut seen = BTreeSet::new();
        for line in files.iter().flat_map(|file| file.lines()) {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                let key = line.split('=').next().unwrap_or_default().trim();
                assert!(seen.insert(key.to_string()), "{key} stands twice");
            }
        }
    }
}

#[test]
fn both_languages_say_the_same_things() {
    let (english, german) = (parts(ENGLISH), parts(GERMAN));
    let keys: BTreeSet<_> = english.keys().chain(german.keys()).collect();
    for key in keys {
        let (Some(one), Some(other)) = (english.get(key), german.get(key)) else {
            panic!("{key} is missing in one language");
        };
        assert_eq!(one, other, "{key}: the placeables differ");
    }
}

#[test]
fn every_rule_has_a_manual_in_both_languages() {
    for language in [Language::English, Language::German] {
        let catalogue = Catalogue::of(language);
        for rule in protocols::rules() {
            let key = key_of(rule.id);
            assert!(catalogue.has(&key), "{}: no words in {language:?}", rule.id);
            for part in ["why", "receivers", "fix"] {
                let text = catalogue.attribute(&key, part, &super::Arguments::none());
                assert!(
                    text.is_some_and(|t| !t.trim().is_empty()),
                    "{}: no .{part} in {language:?}",
                    rule.id
                );
            }
        }
    }
}

#[test]
fn locales() {
    assert_eq!(Language::of_locale("de_AT.UTF-8"), Language::German);
    assert_eq!(Language::of_locale("de"), Language::German);
    assert_eq!(Language::of_locale("C.UTF-8"), Language::English);
    assert_eq!(Language::of_locale("den"), Language::English);
}

#[test]
fn every_catalogue_file_is_compiled_in() {
    for language in ["en", "de"] {
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("wording")
            .join(language);
        let files = std::fs::read_dir(&dir).unwrap().count();
        assert_eq!(
            files,
            ENGLISH.len(),
            "{} has other files than files.rs lists",
            dir.display()
        );
    }
}

/// The keys of failures and their reasons that stand in a source file.
fn keys_of_failures(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('"').skip(1).step_by(2);
    quoted.filter(|word| {
        let key = ["error-", "reason-"].iter().any(|p| word.starts_with(p));
        key && word
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    })
}

/// The keys of every failure there are words for.
pub(crate) fn error_keys() -> Vec<String> {
    let keys = parts(ENGLISH).into_keys();
    keys.filter(|key| key.starts_with("error-") && !key.contains('.'))
        .collect()
}

#[test]
fn every_failure_has_words() {
    let known = parts(ENGLISH);
    let mut directories = vec![concat!(env!("CARGO_MANIFEST_DIR"), "/src").into()];
    let mut seen = 0;
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir::<std::path::PathBuf>(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
                continue;
            }
            for key in keys_of_failures(&std::fs::read_to_string(&path).unwrap()) {
                assert!(known.contains_key(key), "{key} of {path:?} has no words");
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "only {seen} keys were found");
}

#[test]
fn every_provider_that_is_refused_has_its_reason() {
    let manual = include_str!("../../../../docs/providers.md");
    for unwritten in Unwritten::all() {
        for language in [Language::English, Language::German] {
            let words = unwritten.why.words();
            assert!(Catalogue::of(language).has(words), "{words}");
        }
        let row = format!("| `{}` |", unwritten.word);
        assert!(manual.contains(&row), "{row}");
    }
}

#[test]
fn every_field_of_an_access_has_words_and_stands_in_help_and_manual() {
    let manual = include_str!("../../../../docs/providers.md");
    for language in [Language::English, Language::German] {
        let catalogue = Catalogue::of(language);
        let help = catalogue.attribute("cli-access-add", "more", &Arguments::none());
        let help = help.unwrap_or_default();
        for kind in PlaceKind::ALL {
            let starts = |line: &&str, start: &str| line.trim_start().starts_with(start);
            let mut lines = help.lines();
            let told = lines.find(|line| starts(line, &format!("{kind} ")));
            let row = manual
                .lines()
                .find(|line| starts(line, &format!("| `{kind}` |")));
            for field in kind.fields() {
                assert!(catalogue.has(field.words), "{}", field.words);
                for line in [told, row] {
                    let line = line.unwrap_or_else(|| panic!("{kind} is missing"));
                    assert!(line.contains(field.name), "{kind}: no {}", field.name);
                }
            }
        }
    }
}

/// What the journal keeps of why a zone was not written is worded later, by its code alone.
#[test]
fn every_cause_has_words_with_all_of_its_values() {
    // A cause within a cause is told as its reason.
    let placeable = |name: &&str| match *name {
        "error" | "why" => "reason".to_owned(),
        name => name.to_owned(),
    };
    let codes = [Why::CODES, ZoneError::CODES, NoPlace::CODES].concat();
    for files in [ENGLISH, GERMAN] {
        let parts = parts(files);
        for (code, values) in &codes {
            let values: BTreeSet<String> = values.iter().map(placeable).collect();
            let told = parts.get(*code);
            assert_eq!(told, Some(&values), "{code}");
            if let Some(next) = parts.get(&format!("{code}.next")) {
                assert!(next.is_subset(&values), "{code}.next");
            }
        }
    }
}

#[test]
fn causes_are_told_in_the_readers_language_with_the_nearest_advice() {
    let half = ZoneError::NoAnswer(Why::AfterPart {
        error: Box::new(ZoneError::TooMany(7)),
    });
    let key = "mailseal".to_owned();
    let zone: protocols::name::DomainName = "example.com".parse().unwrap();
    let may_not = ZoneError::Refused(Why::KeyMayNot { key, zone });
    let denied = ZoneError::Unauthorised(Why::words("Invalid token"));
    let newer = Cause::new("why-of-tomorrow").count("seconds", 3_u8);
    for (cause, english, german, advice) in [
        (
            half.cause(),
            "no answer, so it may or may not be written: a part is written; then: too many \
             requests; it may be tried again in 7 s",
            "keine Antwort, es kann also geschrieben sein oder nicht: ein Teil ist geschrieben; \
             dann: zu viele Anfragen; in 7 s darf es wieder versucht werden",
            None,
        ),
        (
            may_not.cause(),
            "refused: the server does not let the key mailseal change this in example.com, or \
             takes no updates (REFUSED)",
            "abgelehnt: der Server lässt den Schlüssel mailseal das in example.com nicht ändern \
             oder nimmt keine Aktualisierungen an (REFUSED)",
            Some("grant mailseal zonesub ANY;"),
        ),
        (
            denied.cause(),
            "the credentials are not accepted: Invalid token",
            "die Zugangsdaten werden nicht angenommen: Invalid token",
            Some("mailseal access test"),
        ),
        (
            newer,
            "why-of-tomorrow (seconds: 3)",
            "why-of-tomorrow (seconds: 3)",
            None,
        ),
    ] {
        for (language, words) in [(Language::English, english), (Language::German, german)] {
            let catalogue = Catalogue::of(language);
            let failed = Failed::of(&cause);
            assert_eq!(failed.what(&catalogue), words);
            let hint = failed.hint(&catalogue);
            assert_eq!(hint.is_some(), advice.is_some(), "{words}");
            assert!(
                advice.is_none_or(|advice| hint.is_some_and(|hint| hint.contains(advice))),
                "{words}"
            );
        }
    }
}

#[test]
fn every_note_on_a_departure_has_words() {
    let key = RrSetKey {
        owner: "_dmarc.example.com".parse().unwrap(),
        kind: RecordKind::Txt,
    };
    let waiting = [
        DepartureWait::Withdrawn(key.clone()),
        DepartureWait::Blocked(key.clone()),
        DepartureWait::NotSeen(key, Failure::Timeout),
        DepartureWait::PolicyTtl(Timestamp(0)),
        DepartureWait::Unused,
        DepartureWait::LastReports(Timestamp(0)),
    ];
    let moved = [
        Moved::DepartureBegun,
        Moved::DepartureCalledOff,
        Moved::LetGo(Role::Dmarc),
        Moved::LetGo(Role::Spf),
        Moved::LetGo(Role::ReportConsent),
        Moved::Left,
    ];
    let notes = [waits(&waiting.map(Waiting::Departure)), moves(&moved)].concat();
    for note in notes {
        for language in [Language::English, Language::German] {
            let key = format!("life-{}", note.code);
            assert!(Catalogue::of(language).has(&key), "{language:?}: {key}");
        }
    }
}
