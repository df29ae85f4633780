//! What templates must not have, and must have.

use std::path::{Path, PathBuf};

use crate::wording::{Catalogue, Language};

fn files(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Every template with its path.
fn templates() -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"),
        &mut found,
    );
    assert!(found.len() > 10, "{found:?}");
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path.display().to_string(), text)
    };
    found.into_iter().map(read).collect()
}

/// The text without what stands between each `open` and the next `close`.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(open) {
        out.push_str(before);
        out.push(' ');
        rest = behind.split_once(close).map_or("", |(_, after)| after);
    }
    out + rest
}

#[test]
fn no_template_has_a_sentence() {
    // Names that are the same in every language.
    let names = ["mailseal", "TXT"];
    for (path, text) in templates() {
        let text = without(&text, "{#", "#}");
        let text = without(&text, "{%", "%}");
        let text = without(&text, "{{", "}}");
        let text = without(&text, "<", ">");
        for word in text.split(|c: char| !c.is_alphabetic()) {
            assert!(
                word.is_empty() || names.contains(&word),
                "{path} says {word:?}"
            );
        }
    }
}

#[test]
fn attributes_that_are_read_out_come_from_the_catalogue() {
    for (path, text) in templates() {
        for name in [
            "aria-label=\"",
            "placeholder=\"",
            "title=\"",
            "alt=\"",
            "data-says=\"",
        ] {
            for value in text.split(name).skip(1) {
                assert!(value.starts_with("{{"), "{path}: {name}{value:.20}");
            }
        }
    }
}

#[test]
fn nothing_stands_within_a_page_that_the_policy_forbids() {
    for (path, text) in templates() {
        let text = text.to_lowercase();
        for bad in [" style=", "<style", "javascript:", "<iframe", "http-equiv"] {
            assert!(!text.contains(bad), "{path}: {bad}");
        }
        for tag in text.split("<script").skip(1) {
            assert!(
                tag.starts_with(" src=\""),
                "{path}: a script within the page"
            );
        }
        for piece in text.split(" on").skip(1) {
            let name: String = piece.chars().take_while(char::is_ascii_lowercase).collect();
            let behind = &piece[name.len()..];
            assert!(
                name.is_empty() || !behind.starts_with('='),
                "{path}: on{name}"
            );
        }
    }
}

/// What `|safe` lets through is the sprite alone: everything else is escaped, or a part of ours.
#[test]
fn nothing_goes_around_the_escaping() {
    for (path, text) in templates() {
        let safe = text.matches("|safe").count();
        let sprite = text.matches("frame.sprite()|safe").count();
        assert_eq!(safe, sprite, "{path}");
    }
}

/// The keys in quotes behind `call`, such as `t("`.
fn keys<'a>(text: &'a str, call: &str) -> Vec<&'a str> {
    let behind = text.split(call).skip(1);
    behind.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_key_has_words() {
    let mut found = 0;
    let mut sources = Vec::new();
    files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/server/web"),
        &mut sources,
    );
    let mut texts = templates();
    for path in sources {
        let text = std::fs::read_to_string(&path).unwrap();
        texts.push((path.display().to_string(), text));
    }
    for (path, text) in &texts {
        let calls = [".t(\"", ".count(\"", ".with(\"", "\"pages-"];
        let mut all: Vec<String> = Vec::new();
        for call in calls {
            let prefix = if call == "\"pages-" { "pages-" } else { "" };
            all.extend(
                keys(text, call)
                    .into_iter()
                    .map(|key| format!("{prefix}{key}")),
            );
        }
        for key in all {
            // What is put together has its pieces in a test of its own.
            let is_key = key
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            if !is_key || !key.contains('-') || key.ends_with('-') {
                continue;
            }
            for language in [Language::English, Language::German] {
                assert!(
                    Catalogue::shared(language).has(&key),
                    "{path}: {key} has no words in {language:?}"
                );
            }
            found += 1;
        }
    }
    assert!(found > 60, "only {found} keys were found");
}
