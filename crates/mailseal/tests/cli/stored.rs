//! What is said when the data directory or the key file cannot be used.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{Seek, SeekFrom, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;

use super::{Place, added};

/// Writes octets into a file, at a place.
fn overwrite(path: &Path, at: u64, octets: &[u8]) {
    let mut file = OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(octets).unwrap();
}

/// The one file in the data directory that ends so.
fn stored(place: &Place, extension: &str) -> PathBuf {
    let entries = fs::read_dir(place.path("data")).unwrap();
    entries
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|e| e == extension))
        .unwrap()
}

/// What a verb says, in both languages, after a domain was added and something was spoilt.
fn said(spoil: impl FnOnce(&Place), line: &[&str]) -> String {
    let place = Place::new();
    added(&place);
    spoil(&place);
    let said = place.both(line);
    assert_eq!(said.matches("\n=> 2\n").count(), 2, "{said}");
    without_key_ids(&said)
}

/// An id of a key is made anew in every run.
fn without_key_ids(text: &str) -> String {
    let digits = |word: &str| word.bytes().take_while(u8::is_ascii_hexdigit).count();
    let masked = text.split(' ').map(|word| match digits(word) {
        16.. => format!("ID{}", &word[digits(word)..]),
        _ => word.to_string(),
    });
    masked.collect::<Vec<_>>().join(" ")
}

const ADD: &[&str] = &["add", "new.example", "--mx", "mx.example", "--offline"];

#[test]
fn a_key_file_that_cannot_be_used() {
    let spoilt = [
        (
            "missing",
            said(|p| fs::remove_file(stored(p, "key")).unwrap(), ADD),
        ),
        (
            "open to others",
            said(
                |p| fs::set_permissions(stored(p, "key"), Permissions::from_mode(0o640)).unwrap(),
                ADD,
            ),
        ),
        (
            "no key in the second line",
            said(
                |p| fs::write(stored(p, "key"), "# head\njunk\n").unwrap(),
                ADD,
            ),
        ),
        (
            "no text",
            said(|p| fs::write(stored(p, "key"), b"\xff\xfe").unwrap(), ADD),
        ),
        (
            "another key",
            said(
                |p| {
                    let other = Place::new();
                    added(&other);
                    fs::copy(stored(&other, "key"), stored(p, "key")).unwrap();
                },
                ADD,
            ),
        ),
        (
            "a directory",
            said(
                |p| {
                    let key = stored(p, "key");
                    fs::remove_file(&key).unwrap();
                    fs::create_dir(&key).unwrap();
                    fs::set_permissions(&key, Permissions::from_mode(0o700)).unwrap();
                },
                ADD,
            ),
        ),
        (
            "named and not there",
            said(
                |_| (),
                &[&["--master-key", "/nowhere/master.key"], ADD].concat(),
            ),
        ),
    ];
    assert_snapshot!(shown(&spoilt));
}

#[test]
fn a_data_directory_that_cannot_be_used() {
    let list: &[&str] = &["list"];
    let spoilt = [
        (
            "no database",
            said(|p| overwrite(&stored(p, "db"), 0, b"no database"), list),
        ),
        (
            "a broken page",
            said(|p| overwrite(&stored(p, "db"), 100, &[0x55; 2000]), list),
        ),
        (
            "of a newer version",
            // The user version of an SQLite file: four octets, the most significant first.
            said(|p| overwrite(&stored(p, "db"), 60, &[0, 0, 0, 99]), list),
        ),
        (
            "a file in place of the directory",
            said(
                |p| {
                    fs::remove_dir_all(p.path("data")).unwrap();
                    fs::write(p.path("data"), "").unwrap();
                },
                ADD,
            ),
        ),
        (
            "a directory in place of the database",
            said(
                |p| {
                    let database = stored(p, "db");
                    fs::remove_dir_all(p.path("data")).unwrap();
                    fs::create_dir_all(database).unwrap();
                },
                list,
            ),
        ),
    ];
    assert_snapshot!(shown(&spoilt));
}

fn shown(spoilt: &[(&str, String)]) -> String {
    spoilt
        .iter()
        .map(|(name, said)| format!("# {name}\n{said}\n"))
        .collect()
}
