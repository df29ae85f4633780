//! Files of ours and of others, and what a crash leaves.

use protocols::mta_sts::{Policy, PolicyMode};
use tempfile::TempDir;

use super::*;

struct Place(TempDir);

impl Place {
    fn new() -> Place {
        Place(TempDir::new().unwrap())
    }

    fn open(&self) -> Files {
        Files::open(&self.0.path().join("policies")).unwrap()
    }

    fn file(&self, domain: &str) -> PathBuf {
        let below = format!("policies/{domain}/.well-known/mta-sts.txt");
        self.0.path().join(below)
    }

    fn stands(&self, domain: &str) -> Option<String> {
        fs::read_to_string(self.file(domain)).ok()
    }

    /// Somebody else writes it.
    fn puts(&self, domain: &str, text: &str) {
        let file = self.file(domain);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

fn text(max_age: u32) -> String {
    let policy = Policy::new(PolicyMode::None, max_age, Vec::new());
    policy.unwrap().to_string()
}

fn wanted(domains: &[(&str, u32)]) -> Vec<(DomainName, Bytes)> {
    let pairs = domains.iter().map(|(domain, max_age)| {
        let host = format!("mta-sts.{domain}").parse().unwrap();
        (host, Bytes::from(text(*max_age)))
    });
    pairs.collect()
}

#[test]
fn files_come_change_and_go() {
    let place = Place::new();
    let mut files = place.open();
    files.write_all(wanted(&[("a.example", 1), ("b.example", 2)]));
    assert_eq!(place.stands("a.example"), Some(text(1)));
    assert_eq!(place.stands("b.example"), Some(text(2)));
    files.write_all(wanted(&[("a.example", 3)]));
    assert_eq!(place.stands("a.example"), Some(text(3)));
    assert_eq!(place.stands("b.example"), None);
    assert!(files.faults.is_empty());
    // Another process goes on where this one ended.
    let mut files = place.open();
    files.write_all(wanted(&[("a.example", 4), ("c.example", 1)]));
    assert_eq!(place.stands("a.example"), Some(text(4)));
    files.write_all(Vec::new());
    assert_eq!(
        (place.stands("a.example"), place.stands("c.example")),
        (None, None)
    );
    assert!(files.faults.is_empty());
}

#[test]
fn anybody_may_read_them() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.open().write_all(wanted(&[("a.example", 1)]));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let file = place.file("a.example");
    assert_eq!(mode(&file), 0o644);
    for directory in file.ancestors().skip(1).take(3) {
        assert_eq!(mode(directory), 0o755, "{}", directory.display());
    }
    let beside: Vec<_> = fs::read_dir(file.parent().unwrap()).unwrap().collect();
    assert_eq!(beside.len(), 1);
}

#[test]
fn what_others_wrote_stays() {
    let place = Place::new();
    place.puts("a.example", &text(9));
    place.puts("b.example", "<html>");
    place.puts("c.example", &text(1));
    let mut files = place.open();
    files.write_all(wanted(&[
        ("a.example", 1),
        ("b.example", 1),
        ("c.example", 1),
    ]));
    assert_eq!(place.stands("a.example"), Some(text(9)));
    assert_eq!(place.stands("b.example").as_deref(), Some("<html>"));
    assert_eq!(files.faults.len(), 2, "the third is as it is wanted");
    // It is removed by whoever wrote it, and then there is room.
    fs::remove_file(place.file("b.example")).unwrap();
    files.write_all(wanted(&[
        ("a.example", 1),
        ("b.example", 1),
        ("c.example", 1),
    ]));
    assert_eq!(place.stands("b.example"), Some(text(1)));
    files.write_all(Vec::new());
    assert_eq!(place.stands("a.example"), Some(text(9)));
    assert_eq!(place.stands("b.example"), None);
    assert_eq!(
        place.stands("c.example"),
        Some(text(1)),
        "it was never ours"
    );
}

#[test]
fn what_others_put_in_its_place_stays() {
    let place = Place::new();
    let mut files = place.open();
    files.write_all(wanted(&[("a.example", 1)]));
    place.puts("a.example", &text(9));
    files.write_all(wanted(&[("a.example", 2)]));
    assert_eq!(place.stands("a.example"), Some(text(9)));
    assert_eq!(files.faults.len(), 1);
    files.write_all(Vec::new());
    assert_eq!(place.stands("a.example"), Some(text(9)));
}

/// What is remembered is written before the files: whichever of the two policies a crash left, it is
/// ours.
#[test]
fn a_crash_leaves_no_file_without_an_owner() {
    for left in [1, 2] {
        let place = Place::new();
        place.open().write_all(wanted(&[("a.example", 1)]));
        let host: DomainName = "mta-sts.a.example".parse().unwrap();
        let mut remembered = Remembered::read(&place.0.path().join("policies")).unwrap();
        remembered.add(&host, &as_we_write(text(2).as_bytes()).unwrap());
        remembered.write(&place.0.path().join("policies")).unwrap();
        place.puts("a.example", &text(left));
        fs::write(place.file("a.example").with_extension("new"), "half").unwrap();
        let mut files = place.open();
        files.write_all(wanted(&[("a.example", 3)]));
        assert_eq!(place.stands("a.example"), Some(text(3)));
        assert!(files.faults.is_empty());
    }
}

#[test]
fn what_goes_wrong_with_one_stops_no_other() {
    let place = Place::new();
    let mut files = place.open();
    fs::write(place.0.path().join("policies/a.example"), "no directory").unwrap();
    files.write_all(wanted(&[("a.example", 1), ("b.example", 1)]));
    assert_eq!(place.stands("b.example"), Some(text(1)));
    assert_eq!(files.faults.len(), 1);
    fs::remove_file(place.0.path().join("policies/a.example")).unwrap();
    files.write_all(wanted(&[("a.example", 1), ("b.example", 1)]));
    assert_eq!(place.stands("a.example"), Some(text(1)));
    assert!(files.faults.is_empty());
}

#[test]
fn no_name_leads_out_of_the_directory() {
    let files = Place::new().open();
    for host in [
        "mta-sts.a/../b.example",
        "mta-sts./etc",
        "mta-sts.a_b.example",
        "a.example",
    ] {
        let Ok(host) = DomainName::parse(host) else {
            continue;
        };
        assert!(files.path(&host).is_err(), "{host}");
    }
}

#[test]
fn a_memory_that_is_damaged_is_not_guessed_at() {
    let place = Place::new();
    place.open().write_all(wanted(&[("a.example", 1)]));
    fs::write(place.0.path().join("policies/.mailseal-policies"), "x").unwrap();
    let Err(failed) = Files::open(&place.0.path().join("policies")) else {
        panic!("it is read");
    };
    assert!(failed.is("error-policy-files-remembered"));
}
