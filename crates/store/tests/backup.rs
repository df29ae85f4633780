//! Copies of a ledger that is in use, and what is refused as one.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod suite;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use app::ledger::{Entry, Ledger, LedgerError, Line, MasterKeyError, Page, StepKind, StepState};
use protocols::time::Timestamp;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use store::{BackupError, Contents, KeyCopy, MasterKeyPlace, Opened, SqliteLedger, key_beside};
use suite::directory::Directory;
use suite::{access, access_name, add, addition, desired, name, selector};

async fn open(directory: &Directory) -> SqliteLedger {
    let place = MasterKeyPlace::DataDirectory;
    SqliteLedger::open(&directory.data(), place).await.unwrap()
}

async fn restore(copy: &Path, key: KeyCopy, to: &Directory) -> Result<Contents, BackupError> {
    SqliteLedger::restore(copy, key, &to.data(), MasterKeyPlace::DataDirectory).await
}

/// A ledger with two domains and an access.
async fn filled(directory: &Directory) -> SqliteLedger {
    let ledger = open(directory).await;
    add(&ledger, "a.example").await;
    add(&ledger, "b.example").await;
    let given = access("dns", &["a.example"], "t0ken");
    ledger.set_access(&given).await.unwrap();
    ledger
}

fn names(directory: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(directory).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[tokio::test]
async fn what_was_copied_is_there_again() {
    let (from, to) = (Directory::new(), Directory::new());
    let ledger = filled(&from).await;
    let copy = from.join("copy");
    let made = ledger.back_up(&copy, KeyCopy::Beside).await.unwrap();
    assert_eq!((made.domains, made.opened), (2, Opened::All));
    assert_eq!(made.octets, fs::metadata(&copy).unwrap().len());
    assert_eq!(made.master_keys.len(), 1);
    // Nothing else is left, and nobody else may read it.
    let expected = ["copy", "copy.master-key", "data"].map(str::to_owned);
    assert_eq!(names(&from), expected.into());
    assert_eq!((mode(&copy), mode(&key_beside(&copy))), (0o600, 0o600));

    let put = restore(&copy, KeyCopy::Beside, &to).await.unwrap();
    assert_eq!(put, made);
    let expected = ["mailseal.db", "master.key"].map(str::to_owned);
    assert_eq!(names(&to.data()), expected.into());
    assert_eq!(mode(&to.data()), 0o700);
    for file in ["mailseal.db", "master.key"] {
        assert_eq!(mode(&to.data().join(file)), 0o600);
    }
    let restored = open(&to).await;
    let stored = restored.domain(&name("b.example")).await.unwrap().unwrap();
    assert_eq!(stored.desired, desired("b.example"));
    let (domain, second) = (name("b.example"), selector("s2"));
    let key = restored.private_key(&domain, &second).await.unwrap();
    assert_eq!(key.expose_pkcs8(), b"private part of s2");
    let read = restored.access(&access_name("dns")).await.unwrap().unwrap();
    assert_eq!(read.secret("token").unwrap().expose(), "t0ken");
}

#[tokio::test]
async fn each_copy_made_beside_writers_is_whole() {
    const COPIES: usize = 8;
    let directory = Directory::new();
    let ledger = open(&directory).await;
    let over = AtomicBool::new(false);
    let write = async |task: u64| {
        let mut round = 0;
        while !over.load(Ordering::Relaxed) {
            let domain = format!("t{task}-{round}.example");
            ledger
                .commit(addition(&domain), Timestamp(1))
                .await
                .unwrap();
            round += 1;
        }
        round
    };
    let copy = async || {
        let mut seen = Vec::new();
        for number in 0..COPIES {
            let file = directory.join(format!("copy-{number}"));
            // It opens every key of every domain.
            let made = ledger.back_up(&file, KeyCopy::Apart).await.unwrap();
            assert_eq!(
                made.opened,
                if made.domains == 0 {
                    made.opened
                } else {
                    Opened::All
                }
            );
            seen.push(made.domains);
        }
        over.store(true, Ordering::Relaxed);
        seen
    };
    let (one, two, seen) = tokio::join!(write(1), write(2), copy());
    assert!(
        seen.is_sorted() && seen.last() <= Some(&(one + two)),
        "{seen:?}"
    );
    let different: BTreeSet<_> = seen.iter().collect();
    assert!(
        different.len() > COPIES / 2,
        "nothing was written meanwhile: {seen:?}"
    );
}

#[tokio::test]
async fn nothing_is_ever_overwritten() {
    let (from, to) = (Directory::new(), Directory::new());
    let ledger = filled(&from).await;
    let copy = from.join("copy");
    ledger.back_up(&copy, KeyCopy::Beside).await.unwrap();
    let before = fs::read(&copy).unwrap();
    let again = ledger.back_up(&copy, KeyCopy::Apart).await;
    assert_eq!(again, Err(BackupError::InTheWay(copy.clone())));
    assert_eq!(fs::read(&copy).unwrap(), before);
    // A key of another copy.
    let other = from.join("other");
    fs::write(key_beside(&other), "mine").unwrap();
    let again = ledger.back_up(&other, KeyCopy::Beside).await;
    assert_eq!(again, Err(BackupError::InTheWay(key_beside(&other))));
    assert!(!other.exists());
    assert_eq!(fs::read_to_string(key_beside(&other)).unwrap(), "mine");

    // A ledger, its log alone, a master key.
    let standing = from.data().join("mailseal.db");
    let refused = restore(&copy, KeyCopy::Beside, &from).await;
    assert_eq!(refused, Err(BackupError::InTheWay(standing)));
    fs::create_dir_all(to.data()).unwrap();
    for file in ["mailseal.db-wal", "master.key"] {
        let file = to.data().join(file);
        fs::write(&file, "mine").unwrap();
        let refused = restore(&copy, KeyCopy::Beside, &to).await;
        assert_eq!(refused, Err(BackupError::InTheWay(file.clone())));
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
        assert_eq!(names(&to.data()).len(), 1);
        fs::remove_file(file).unwrap();
    }
}

#[tokio::test]
async fn a_copy_alone_gives_no_key_away_and_wants_its_own() {
    let (from, to, other) = (Directory::new(), Directory::new(), Directory::new());
    let copy = from.join("copy");
    filled(&from)
        .await
        .back_up(&copy, KeyCopy::Apart)
        .await
        .unwrap();
    assert!(!key_beside(&copy).exists());
    let key = fs::read_to_string(from.data().join("master.key")).unwrap();
    let octets = fs::read(&copy).unwrap();
    for secret in [b"private part of".as_slice(), b"t0ken", key.as_bytes()] {
        assert!(!octets.windows(secret.len()).any(|window| window == secret));
    }

    let missing = restore(&copy, KeyCopy::Apart, &to).await.unwrap_err();
    let expected = MasterKeyError::Missing {
        path: to.data().join("master.key").display().to_string(),
    };
    assert_eq!(missing, BackupError::Ledger(expected.into()));
    let absent = restore(&copy, KeyCopy::Beside, &to).await.unwrap_err();
    assert!(
        matches!(absent, BackupError::Ledger(LedgerError::Unusable { .. })),
        "{absent}"
    );
    add(&open(&other).await, "c.example").await;
    let wrong = other.data().join("master.key");
    fs::copy(&wrong, to.data().join("master.key")).unwrap();
    let refused = restore(&copy, KeyCopy::Apart, &to).await.unwrap_err();
    let told = refused.to_string();
    assert!(told.contains("not the master key"), "{told}");
    assert_eq!(names(&to.data()), BTreeSet::from(["master.key".to_owned()]));

    // Where it lies elsewhere, it is left there.
    let place = MasterKeyPlace::File(from.data().join("master.key"));
    fs::remove_file(to.data().join("master.key")).unwrap();
    let put = SqliteLedger::restore(&copy, KeyCopy::Apart, &to.data(), place).await;
    assert_eq!(put.unwrap().opened, Opened::All);
    assert_eq!(
        names(&to.data()),
        BTreeSet::from(["mailseal.db".to_owned()])
    );
}

/// Whoever makes the copies at night need not be able to read the master key.
#[tokio::test]
async fn a_copy_is_made_without_the_master_key() {
    let directory = Directory::new();
    filled(&directory).await.close().await;
    fs::rename(directory.data().join("master.key"), directory.join("key")).unwrap();
    let ledger = open(&directory).await;
    let copy = directory.join("copy");
    let made = ledger.back_up(&copy, KeyCopy::Apart).await.unwrap();
    assert_eq!((made.domains, made.opened), (2, Opened::NotTried));
    // But none with the key is made without it.
    let with_key = directory.join("with-key");
    ledger
        .back_up(&with_key, KeyCopy::Beside)
        .await
        .unwrap_err();
    assert!(!with_key.exists() && !key_beside(&with_key).exists());
}

async fn written(copy: &Path, change: impl FnOnce(&mut Vec<u8>)) -> PathBuf {
    let file = copy.with_extension("changed");
    let mut octets = fs::read(copy).unwrap();
    change(&mut octets);
    fs::write(&file, octets).unwrap();
    file
}

#[tokio::test]
async fn what_is_damaged_or_something_else_is_no_copy() {
    let (from, to) = (Directory::new(), Directory::new());
    let ledger = filled(&from).await;
    let copy = from.join("copy");
    ledger.back_up(&copy, KeyCopy::Apart).await.unwrap();
    fs::create_dir_all(to.data()).unwrap();
    fs::copy(from.data().join("master.key"), to.data().join("master.key")).unwrap();

    type Spoil = fn(&mut Vec<u8>);
    let kinds: [(&str, Spoil); 6] = [
        ("empty", Vec::clear),
        ("text", |octets| *octets = b"hello\n".repeat(40)),
        ("another database", |octets| octets[60..64].fill(0)),
        ("half", |octets| octets.truncate(octets.len() / 2)),
        ("noise in the middle", |octets| {
            let middle = octets.len() / 2;
            octets[middle..middle + 4096].fill(0x5a);
        }),
        ("of a newer program", |octets| octets[60..64].fill(0x7f)),
    ];
    for (kind, change) in kinds {
        let file = written(&copy, change).await;
        let refused = restore(&file, KeyCopy::Apart, &to).await;
        assert!(refused.is_err(), "{kind}");
        assert_eq!(
            names(&to.data()),
            BTreeSet::from(["master.key".to_owned()]),
            "{kind}"
        );
    }
    let nowhere = restore(&from.join("none"), KeyCopy::Apart, &to).await;
    assert!(matches!(
        nowhere,
        Err(BackupError::Ledger(LedgerError::Unusable { .. }))
    ));

    // A sealed value that was changed, in a database that is sound.
    let options = SqliteConnectOptions::new().filename(&copy);
    let mut connection = options.connect().await.unwrap();
    sqlx::raw_sql("UPDATE dkim_key SET sealed = x'00' WHERE selector = 's2'")
        .execute(&mut connection)
        .await
        .unwrap();
    // Closing folds the log into the file.
    connection.close().await.unwrap();
    let refused = restore(&copy, KeyCopy::Apart, &to).await.unwrap_err();
    assert!(
        matches!(refused, BackupError::Ledger(LedgerError::Damaged { .. })),
        "{refused}"
    );
    assert_eq!(names(&to.data()), BTreeSet::from(["master.key".to_owned()]));
}

#[tokio::test]
async fn domains_and_open_steps_are_counted() {
    let directory = Directory::new();
    let ledger = filled(&directory).await;
    let open = Entry {
        domain: name("a.example"),
        line: Line::Open {
            kind: StepKind::Apply,
            payload: "{}".to_owned(),
            state: StepState::Planned,
        },
        changes: Vec::new(),
    };
    ledger.commit(open, Timestamp(2)).await.unwrap();
    let totals = ledger.totals().await.unwrap();
    assert_eq!((totals.domains, totals.unfinished_steps), (2, 1));
}

#[tokio::test]
async fn an_empty_ledger_has_a_copy_too() {
    let (from, to) = (Directory::new(), Directory::new());
    let copy = from.join("copy");
    let made = open(&from)
        .await
        .back_up(&copy, KeyCopy::Apart)
        .await
        .unwrap();
    assert_eq!((made.domains, made.master_keys.len()), (0, 0));
    restore(&copy, KeyCopy::Apart, &to).await.unwrap();
    let ledger = open(&to).await;
    assert!(ledger.domains(Page::first(9)).await.unwrap().is_empty());
    add(&ledger, "a.example").await;
}
