//! Every `§` of the code, the catalogues and the cases leads to a section that exists.
//!
//! `RFC 1035 §3.3 and §3.4` cites two sections of one standard. A bare `§` means the standard of the
//! room that the file belongs to, by one of its path's names (`spf/…`, `spf.ftl`), or the one that
//! a rule outside the rooms states as its `section`. Right after a backtick it is an example.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Faults;
use crate::rfc_index::{Index, is_section, parse};

/// Where citations stand, and in files of which kind.
const PLACES: &[(&str, &[&str])] = &[("crates", &["rs", "ftl"]), ("cases", &["md"])];

/// Checks the project in `root`. The error says what could not be read.
pub(crate) fn check(root: &Path) -> Result<Faults, String> {
    let path = root.join("rfc/index");
    let index = parse(&read(&path)?)?;
    let mut faults = Faults::new();
    for (place, extensions) in PLACES {
        for file in files(&root.join(place), extensions)? {
            let shown = file
                .strip_prefix(root)
                .unwrap_or(&file)
                .display()
                .to_string();
            let text = read(&file)?;
            let room = room_of(&shown, &index).or_else(|| rule_standard(&text));
            for (line, fault) in faults_in(&text, room, &index) {
                faults.push(format!("{shown}:{line}: {fault}"));
            }
        }
    }
    Ok(faults)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn files(dir: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, String> {
    let fault = |error: std::io::Error| format!("{}: {error}", dir.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            found.extend(files(&path, extensions)?);
        } else if extension.is_some_and(|extension| extensions.contains(&extension)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The standard of the room that a path names.
fn room_of<'a>(path: &str, index: &'a Index) -> Option<&'a str> {
    path.split('/').find_map(|part| {
        let name = part.split('.').next().unwrap_or(part);
        index.of_room(name)
    })
}

/// The standard of a rule's `section: "RFC 7505 §3"`.
fn rule_standard(text: &str) -> Option<&str> {
    let (_, section) = text.split_once("section: \"")?;
    let (standard, _) = section.split_once(" §")?;
    Some(standard)
}

/// A citation: where, of which standard when it says so, and the section.
#[derive(Debug, PartialEq, Eq)]
struct Citation {
    line: usize,
    standard: Option<String>,
    section: String,
}

fn faults_in(text: &str, room: Option<&str>, index: &Index) -> Vec<(usize, String)> {
    let mut faults = Vec::new();
    for citation in citations(text) {
        let section = &citation.section;
        let fault = match citation.standard.as_deref().or(room) {
            None => format!("§{section} of which standard?"),
            Some(name) => match index.standards.get(name) {
                None => format!("{name} is not in rfc/index"),
                Some(standard) if standard.sections.contains(section) => continue,
                Some(_) => format!("{name} §{section} is not in rfc/index"),
            },
        };
        faults.push((citation.line, fault));
    }
    faults
}

/// All citations of a text. Comment marks at the start of a line count as space, so that `RFC 7208`
/// and its `§` may stand on two lines.
fn citations(text: &str) -> Vec<Citation> {
    let mut found: Vec<Citation> = Vec::new();
    // What stands before the sign, back to the sign before it.
    let mut before = String::new();
    for (line, content) in (1..).zip(text.lines()) {
        let content = content.trim_start().trim_start_matches(['/', '!', '#']);
        let mut parts = content.split('§');
        before.push(' ');
        before.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (section, rest) = section_at(part);
            if let Some(section) = section
                && !before.ends_with('`')
            {
                let standard =
                    standard_after(rest).or_else(|| standard_before(&before, found.last()));
                found.push(Citation {
                    line,
                    standard,
                    section,
                });
            }
            before = rest.to_owned();
        }
    }
    found
}

/// The section that a text begins with, and what is after it.
fn section_at(text: &str) -> (Option<String>, &str) {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !c.is_ascii_uppercase() && c != '.')
        .unwrap_or(text.len());
    let section = text[..end].trim_end_matches('.');
    match is_section(section) {
        true => (Some(section.to_owned()), &text[section.len()..]),
        false => (None, text),
    }
}

/// The standard named right before the sign, `RFC 7208 ` or `RFC 7208 (`, or that of the last
/// citation when only a word of joining stands between.
fn standard_before(before: &str, last: Option<&Citation>) -> Option<String> {
    let before = before.trim_end().trim_end_matches('(').trim_end();
    let mut words = before.rsplit([' ', '(', '`', '"']);
    let name = words.next().unwrap_or_default();
    if name.starts_with("X.") {
        return Some(name.to_owned());
    }
    let is_number = !name.is_empty() && name.bytes().all(|octet| octet.is_ascii_digit());
    if is_number && words.next() == Some("RFC") {
        return Some(format!("RFC {name}"));
    }
    let joins = [
        "", ",", "and", ", and", "or", "to", "–", "-", "und", "oder", "bis",
    ];
    match joins.contains(&before.trim()) {
        true => last.and_then(|last| last.standard.clone()),
        false => None,
    }
}

/// The standard named right after the section: ` of RFC 7208`.
fn standard_after(after: &str) -> Option<String> {
    let number = after.strip_prefix(" of RFC ")?;
    let end = number
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(number.len());
    Some(format!("RFC {}", &number[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Option<String>, String)> {
        let citations = citations(text).into_iter();
        citations
            .map(|citation| (citation.standard, citation.section))
            .collect()
    }

    #[test]
    fn forms() {
        for (text, expected) in [
            ("RFC 7208 §4.6.4: 'x'", vec![("RFC 7208", "4.6.4")]),
            (
                "RFC 1035 §3.3 and §3.4.",
                vec![("RFC 1035", "3.3"), ("RFC 1035", "3.4")],
            ),
            ("§3, RFC 8461 §3.1).", vec![("", "3"), ("RFC 8461", "3.1")]),
            (
                "RFC 8461 §3.1. A field (§3.2)",
                vec![("RFC 8461", "3.1"), ("", "3.2")],
            ),
            ("RFC 7489 (§6.3: 'x')", vec![("RFC 7489", "6.3")]),
            ("section: \"RFC 7505 §3\"", vec![("RFC 7505", "3")]),
            ("// as RFC 6698\n// §2.1 says", vec![("RFC 6698", "2.1")]),
            ("RFC 9989 §A.6", vec![("RFC 9989", "A.6")]),
            ("§3.2 of RFC 8461: 'x'", vec![("RFC 8461", "3.2")]),
            ("(X.690 §8.3.3)", vec![("X.690", "8.3.3")]),
            ("a bare § and a word §x", vec![]),
            ("as in `§4.6.4`", vec![]),
        ] {
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(standard, section)| {
                    let standard = Some(standard).filter(|name| !name.is_empty());
                    (standard.map(str::to_owned), section.to_owned())
                })
                .collect();
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn faults() {
        let index = parse("RFC 7208\ntitle SPF\nroom spf\nYes 4 4.6").unwrap();
        let check = |path: &str, text: &str| faults_in(text, room_of(path, &index), &index);
        assert_eq!(check("crates/protocols/src/spf/mod.rs", "§4.6 and\n§4"), []);
        assert_eq!(check("crates/mailseal/wording/en/spf.ftl", "§4.6"), []);
        let fault = |text: &str| vec![(1, text.to_owned())];
        assert_eq!(
            check("crates/app/src/spf.rs", "§4.9"),
            fault("RFC 7208 §4.9 is not in rfc/index")
        );
        assert_eq!(
            check("crates/app/src/check.rs", "§4.6"),
            fault("§4.6 of which standard?")
        );
        assert_eq!(
            check("a.rs", "RFC 1 §4.6"),
            fault("RFC 1 is not in rfc/index")
        );
    }

    #[test]
    fn this_project() {
        let faults = check(&crate::root()).unwrap();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
