//! What the documents say of the program is whole: each shape for programs is described, each link
//! leads somewhere.

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn files(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found
}

/// The names between `open` and `close` in a text, in order.
fn between<'a>(text: &'a str, open: &str, close: char) -> Vec<&'a str> {
    let parts = text.split(open).skip(1);
    parts.filter_map(|part| part.split(close).next()).collect()
}

#[test]
fn every_shape_is_described() {
    let described = fs::read_to_string(Path::new(ROOT).join("docs/json.md")).unwrap();
    let mut schemas = BTreeSet::new();
    for file in files(&Path::new(ROOT).join("crates/mailseal/src"), ".rs") {
        let text = fs::read_to_string(file).unwrap();
        let names = between(&text, "\"mailseal.", '"');
        let versioned = names.into_iter().filter(|name| name.contains('/'));
        schemas.extend(versioned.map(|name| format!("mailseal.{name}")));
    }
    assert!(schemas.len() > 20, "{schemas:?}");
    let missing: Vec<&String> = schemas
        .iter()
        .filter(|schema| !described.contains(&format!("`{schema}`")))
        .collect();
    assert!(missing.is_empty(), "docs/json.md lacks {missing:?}");
}

#[test]
fn every_link_leads_somewhere() {
    let mut documents = files(&Path::new(ROOT).join("docs"), ".md");
    let of_the_house = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];
    documents.extend(of_the_house.map(|name| Path::new(ROOT).join(name)));
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        for link in between(&text, "](", ')') {
            let target = link.split('#').next().unwrap();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let place = document.with_file_name(target);
            assert!(place.exists(), "{}: {link}", document.display());
        }
    }
}

/// The tests that a document names: "`FILE`: `test`, `test`".
fn named_tests(text: &str) -> Vec<(String, String)> {
    let mut named = Vec::new();
    let mut file = None;
    for quoted in text.split('`').skip(1).step_by(2) {
        let is_test = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if quoted.ends_with(".rs") {
            file = Some(quoted.to_owned());
        } else if let Some(file) = file.as_ref().filter(|_| quoted.chars().all(is_test)) {
            named.push((file.clone(), quoted.to_owned()));
        }
    }
    named
}

#[test]
fn what_is_said_to_be_shown_by_a_test_is_shown_by_one() {
    let text = fs::read_to_string(Path::new(ROOT).join("docs/security.md")).unwrap();
    let rows = text
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| claim"));
    let mut count = 0;
    for row in rows {
        let named = named_tests(row);
        assert!(!named.is_empty(), "a claim that nothing shows: {row}");
        for (file, test) in named {
            let source = fs::read_to_string(Path::new(ROOT).join(&file));
            let source = source.unwrap_or_else(|error| panic!("{file}: {error}"));
            let declared = format!("fn {test}()");
            let (before, _) = source
                .split_once(&declared)
                .unwrap_or_else(|| panic!("{file} has no test {test}"));
            let last = before.trim_end().trim_end_matches("async").trim_end();
            let attribute = last
                .lines()
                .rev()
                .take_while(|line| line.trim_start().starts_with("#["));
            let marked = attribute
                .into_iter()
                .any(|line| line.contains("test]") || line.contains("test("));
            assert!(marked, "{file}: {test} is no test");
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}
