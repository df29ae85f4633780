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
