//! The suite on SQLite, and what only its files show.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod suite;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use app::ledger::{
    Change, Damage, Fault, Ledger, LedgerError, MasterKeyError, Page, StepKind, Steps,
};
use protocols::time::Timestamp;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use store::{MasterKeyPlace, SqliteLedger};
use suite::directory::Directory;
use suite::{access, access_name, add, done, name, new_key, selector};

macro_rules! on_sqlite {
    ($test:path) => {
        let directory = Directory::new();
        let ledger = open(&directory).await;
        $test(&ledger).await;
        ledger.close().await;
        intact(&directory).await;
    };
}

suite!(on_sqlite);

async fn open(directory: &Directory) -> SqliteLedger {
    let place = MasterKeyPlace::DataDirectory;
    SqliteLedger::open(&directory.data(), place).await.unwrap()
}

async fn open_with(directory: &Directory, master_key: &Path) -> SqliteLedger {
    let place = MasterKeyPlace::File(master_key.to_owned());
    SqliteLedger::open(&directory.data(), place).await.unwrap()
}

async fn raw(directory: &Directory) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(directory.data().join("mailseal.db"));
    options.connect().await.unwrap()
}

async fn intact(directory: &Directory) {
    let mut connection = raw(directory).await;
    let said: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    assert_eq!(said, ["ok"]);
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn files(directory: &Directory) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory.data()).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

async fn private_key(ledger: &SqliteLedger) -> Result<Vec<u8>, LedgerError> {
    let key = ledger
        .private_key(&name("example.com"), &selector("s1"))
        .await?;
    Ok(key.expose_pkcs8().to_vec())
}

#[tokio::test]
async fn nobody_else_may_read_the_files() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    add(&ledger, "example.com").await;
    assert_eq!(mode(&directory.data()), 0o700);
    let files = files(&directory);
    // The database, its log, the log's index, the master key.
    assert_eq!(files.len(), 4, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{file:?}");
    }
}

#[tokio::test]
async fn a_closed_ledger_is_one_file() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    add(&ledger, "example.com").await;
    ledger.close().await;
    let mut names = files(&directory);
    names.sort();
    let expected = ["mailseal.db", "master.key"].map(|name| directory.data().join(name));
    assert_eq!(names, expected);
}

#[tokio::test]
async fn private_keys_are_in_no_file() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    add(&ledger, "example.com").await;
    for file in files(&directory) {
        let octets = fs::read(&file).unwrap();
        let found = octets.windows(12).any(|window| window == b"private part");
        assert!(!found, "{file:?}");
    }
}

#[tokio::test]
async fn a_removed_key_is_in_no_file() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    add(&ledger, "example.com").await;
    let statement = "SELECT sealed FROM dkim_key WHERE selector = 's1'";
    let mut connection = raw(&directory).await;
    let sealed: Vec<u8> = sqlx::query_scalar(statement)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    let holders = || {
        let holds = |file: &PathBuf| {
            let octets = fs::read(file).unwrap();
            octets.windows(sealed.len()).any(|window| window == sealed)
        };
        files(&directory).into_iter().filter(holds).count()
    };
    assert_ne!(holders(), 0);
    let entry = done("example.com", StepKind::Remove, vec![Change::Remove]);
    ledger.commit(entry, Timestamp(2)).await.unwrap();
    assert_eq!(holders(), 0);
}

#[tokio::test]
async fn secrets_of_an_access_are_in_no_file() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    let token = "canary-of-a-token";
    let holders = |octets: &[u8]| {
        let holds = |file: &PathBuf| {
            let content = fs::read(file).unwrap();
            content.windows(octets.len()).any(|window| window == octets)
        };
        files(&directory).into_iter().filter(holds).count()
    };
    ledger.set_access(&access("a", &[], token)).await.unwrap();
    assert_eq!(holders(token.as_bytes()), 0);
    let sealed = async || -> Vec<u8> {
        sqlx::query_scalar("SELECT sealed FROM access")
            .fetch_one(&mut raw(&directory).await)
            .await
            .unwrap()
    };
    let first = sealed().await;
    assert_ne!(holders(&first), 0);
    ledger
        .set_access(&access("a", &[], "another"))
        .await
        .unwrap();
    let second = sealed().await;
    assert_eq!(holders(&first), 0, "replaced");
    ledger.remove_access(&access_name("a")).await.unwrap();
    assert_eq!(holders(&second), 0, "removed");
}

#[tokio::test]
async fn the_secrets_of_an_access_open_in_its_row_only() {
    let statements = [
        "UPDATE access SET sealed = (SELECT sealed FROM access WHERE name = 'b')",
        "UPDATE access SET sealed = (SELECT sealed FROM dkim_key WHERE selector = 's1')",
        "UPDATE access SET sealed = x'01'",
    ];
    for statement in statements {
        let directory = Directory::new();
        let ledger = open(&directory).await;
        add(&ledger, "example.com").await;
        for named in ["a", "b"] {
            ledger.set_access(&access(named, &[], named)).await.unwrap();
        }
        sqlx::query(statement)
            .execute(&mut raw(&directory).await)
            .await
            .unwrap();
        let error = ledger.access(&access_name("a")).await.unwrap_err();
        let what = Damage::Access(access_name("a"));
        assert!(
            matches!(&error, LedgerError::Damaged { what: found, .. } if *found == what),
            "{error:?}"
        );
        assert_eq!(ledger.accesses().await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn listing_accesses_needs_no_master_key_and_their_secrets_keep_it() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    ledger.set_access(&access("a", &[], "t")).await.unwrap();
    let path = directory.data().join("master.key");
    fs::remove_file(&path).unwrap();
    let ledger = open(&directory).await;
    assert_eq!(ledger.accesses().await.unwrap().len(), 1);
    let missing = LedgerError::MasterKey(MasterKeyError::Missing {
        path: path.display().to_string(),
    });
    let read = ledger.access(&access_name("a")).await;
    assert_eq!(read, Err(missing.clone()));
    let second = ledger.set_access(&access("b", &[], "t")).await;
    assert_eq!(second, Err(missing), "no second master key is made");
    assert!(!path.exists());
}

/// The first schema as it was released, with a domain and a key in it.
#[tokio::test]
async fn the_first_schema_is_brought_up_to_date() {
    let directory = Directory::new();
    add(&open(&directory).await, "example.com").await;
    let mut connection = raw(&directory).await;
    let later: Vec<String> = sqlx::query_scalar(
        "SELECT 'DROP TABLE ' || name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE \
         'sqlite_%' AND name NOT IN ('domain', 'master_key', 'dkim_key', 'owned_value', 'step', \
         'step_state', 'unfinished_step', 'setting')",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert!(later.len() > 1, "{later:?}");
    let back = format!("{}; PRAGMA user_version = 1", later.join("; "));
    let without_references = format!("PRAGMA foreign_keys = OFF; {back}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(without_references))
        .execute(&mut connection)
        .await
        .unwrap();
    let ledger = open(&directory).await;
    assert_eq!(private_key(&ledger).await.unwrap(), b"private part of s1");
    assert_eq!(ledger.accesses().await.unwrap(), []);
    ledger.set_access(&access("a", &[], "t")).await.unwrap();
    ledger.close().await;
    intact(&directory).await;
    let ledger = open(&directory).await;
    assert_eq!(ledger.accesses().await.unwrap().len(), 1);
}

#[tokio::test]
async fn looking_for_a_ledger_makes_none() {
    let directory = Directory::new();
    let find = async || {
        let place = MasterKeyPlace::DataDirectory;
        SqliteLedger::find(&directory.data(), place).await.unwrap()
    };
    assert!(find().await.is_none());
    assert!(!directory.data().exists());
    add(&open(&directory).await, "example.com").await;
    let ledger = find().await.unwrap();
    assert_eq!(ledger.domains(Page::first(9)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn reading_needs_no_master_key() {
    let directory = Directory::new();
    add(&open(&directory).await, "example.com").await;
    fs::remove_file(directory.data().join("master.key")).unwrap();
    let ledger = open(&directory).await;
    assert_eq!(ledger.domains(Page::first(9)).await.unwrap().len(), 1);
    assert_eq!(ledger.keys(&name("example.com")).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_lost_master_key_is_never_replaced() {
    let directory = Directory::new();
    add(&open(&directory).await, "example.com").await;
    let path = directory.data().join("master.key");
    fs::remove_file(&path).unwrap();
    let ledger = open(&directory).await;
    let missing = LedgerError::MasterKey(MasterKeyError::Missing {
        path: path.display().to_string(),
    });
    assert_eq!(private_key(&ledger).await, Err(missing.clone()));
    let entry = done(
        "example.com",
        StepKind::Change,
        vec![Change::AddKey(new_key("s3"))],
    );
    assert_eq!(
        ledger.commit(entry, Timestamp(2)).await,
        Err(missing.clone())
    );
    assert!(!path.exists());
    assert_eq!(missing.fault(), Fault::Operator);
    let text = missing.to_string();
    assert!(
        text.contains("master.key is missing") && text.contains("--master-key"),
        "{text}"
    );
    // Nothing is sealed any more: a new one may be made.
    let entry = done("example.com", StepKind::Remove, vec![Change::Remove]);
    ledger.commit(entry, Timestamp(3)).await.unwrap();
    add(&ledger, "example.net").await;
    assert!(path.exists());
}

#[tokio::test]
async fn a_wrong_master_key_is_told() {
    let (directory, other) = (Directory::new(), Directory::new());
    add(&open(&directory).await, "example.com").await;
    add(&open(&other).await, "example.com").await;
    let ledger = open_with(&directory, &other.data().join("master.key")).await;
    let error = private_key(&ledger).await.unwrap_err();
    let wrong = matches!(&error, LedgerError::MasterKey(MasterKeyError::Wrong { .. }));
    assert!(wrong, "{error:?}");
    let entry = done(
        "example.com",
        StepKind::Change,
        vec![Change::AddKey(new_key("s3"))],
    );
    assert_eq!(ledger.commit(entry, Timestamp(2)).await, Err(error));
}

#[tokio::test]
async fn a_master_key_elsewhere_serves_and_is_never_made() {
    let (directory, other) = (Directory::new(), Directory::new());
    add(&open(&other).await, "example.com").await;
    let path = other.data().join("master.key");
    let ledger = open_with(&directory, &path).await;
    add(&ledger, "example.com").await;
    assert_eq!(private_key(&ledger).await.unwrap(), b"private part of s1");
    assert!(!directory.data().join("master.key").exists());

    let absent = directory.join("absent.key");
    let ledger = open_with(&directory, &absent).await;
    let error = private_key(&ledger).await.unwrap_err();
    assert_eq!(error.fault(), Fault::Disk);
    assert!(
        error
            .to_string()
            .starts_with("could not read the master key"),
        "{error}"
    );
    assert!(!absent.exists());
}

#[tokio::test]
async fn a_master_key_open_to_others_is_refused() {
    let directory = Directory::new();
    add(&open(&directory).await, "example.com").await;
    let path = directory.data().join("master.key");
    for wide in [0o640, 0o604, 0o620, 0o644, 0o777] {
        set_mode(&path, wide);
        let error = private_key(&open(&directory).await).await.unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains(&format!("run `chmod 600 {}`", path.display())),
            "{text}"
        );
        assert!(text.contains(&format!("mode {wide:04o}")), "{text}");
    }
    set_mode(&path, 0o400);
    private_key(&open(&directory).await).await.unwrap();
}

/// systemd gives access to a credential by an ACL, whose mask shows as the bits of the group.
#[tokio::test]
async fn a_credential_may_show_the_mask_of_an_acl() {
    let directory = Directory::new();
    add(&open(&directory).await, "example.com").await;
    let path = directory.join("credential");
    fs::rename(directory.data().join("master.key"), &path).unwrap();
    let read = async || {
        let place = MasterKeyPlace::Credential(path.clone());
        let ledger = SqliteLedger::open(&directory.data(), place).await.unwrap();
        private_key(&ledger).await
    };
    for narrow in [0o400, 0o440, 0o600] {
        set_mode(&path, narrow);
        read().await.unwrap();
    }
    for wide in [0o444, 0o460, 0o450, 0o404] {
        set_mode(&path, wide);
        let error = read().await.unwrap_err();
        assert_eq!(error.fault(), Fault::Operator, "{wide:o}: {error}");
    }
    assert!(!directory.data().join("master.key").exists());
}

#[tokio::test]
async fn a_swapped_or_changed_row_does_not_open() {
    let statements = [
        "UPDATE dkim_key SET sealed = (SELECT sealed FROM dkim_key WHERE selector = 's2')",
        "UPDATE dkim_key SET sealed = x'01'",
        "UPDATE dkim_key SET sealed = x''",
    ];
    for statement in statements {
        let directory = Directory::new();
        let ledger = open(&directory).await;
        add(&ledger, "example.com").await;
        sqlx::query(statement)
            .execute(&mut raw(&directory).await)
            .await
            .unwrap();
        let error = private_key(&ledger).await.unwrap_err();
        assert!(matches!(error, LedgerError::Damaged { .. }), "{error:?}");
        assert!(
            error
                .to_string()
                .contains("s1 of example.com does not open"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn the_master_key_can_be_rotated() {
    let (directory, other) = (Directory::new(), Directory::new());
    add(&open(&directory).await, "example.com").await;
    add(&open(&other).await, "example.com").await;
    let kept = access("a", &[], "token");
    open(&directory).await.set_access(&kept).await.unwrap();
    let path = directory.data().join("master.key");
    let old = fs::read_to_string(&path).unwrap();
    let new = fs::read_to_string(other.data().join("master.key")).unwrap();

    fs::write(&path, format!("{new}{old}")).unwrap();
    let ledger = open(&directory).await;
    assert_eq!(private_key(&ledger).await.unwrap(), b"private part of s1");
    assert_eq!(ledger.reseal().await.unwrap(), 3);
    assert_eq!(ledger.reseal().await.unwrap(), 0);

    fs::write(&path, new).unwrap();
    let ledger = open(&directory).await;
    let read = ledger.access(&access_name("a")).await.unwrap();
    assert_eq!(read, Some(kept));
    assert_eq!(private_key(&ledger).await.unwrap(), b"private part of s1");
    let entry = done(
        "example.com",
        StepKind::Change,
        vec![Change::AddKey(new_key("s3"))],
    );
    ledger.commit(entry, Timestamp(2)).await.unwrap();
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let directory = Directory::new();
    add(&open(&directory).await, "example.com").await;
    let statement = "PRAGMA user_version = 77";
    sqlx::query(statement)
        .execute(&mut raw(&directory).await)
        .await
        .unwrap();
    let place = MasterKeyPlace::DataDirectory;
    let error = SqliteLedger::open(&directory.data(), place)
        .await
        .unwrap_err();
    assert_eq!(error.fault(), Fault::Operator);
    let text = error.to_string();
    assert!(
        text.contains("mailseal.db was written by a newer mailseal (schema 77"),
        "{text}"
    );
}

#[tokio::test]
async fn what_is_no_database_is_told() {
    let directory = Directory::new();
    fs::create_dir_all(directory.data()).unwrap();
    fs::write(
        directory.data().join("mailseal.db"),
        "not a database, long enough to see",
    )
    .unwrap();
    let place = MasterKeyPlace::DataDirectory;
    let error = SqliteLedger::open(&directory.data(), place)
        .await
        .unwrap_err();
    assert!(matches!(error, LedgerError::Damaged { .. }), "{error:?}");

    let inside = directory.join("data/mailseal.db/deeper");
    let place = MasterKeyPlace::DataDirectory;
    let error = SqliteLedger::open(&inside, place).await.unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("could not make the directory"),
        "{error}"
    );
}

#[tokio::test]
async fn everything_is_there_after_reopening() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    add(&ledger, "example.com").await;
    ledger.set_setting("a", "1").await.unwrap();
    // Dropped without closing, as when a command ends early.
    drop(ledger);
    let ledger = open(&directory).await;
    assert_eq!(private_key(&ledger).await.unwrap(), b"private part of s1");
    assert_eq!(ledger.setting("a").await.unwrap().as_deref(), Some("1"));
    assert_eq!(
        ledger
            .steps(Steps::All, Page::first(9))
            .await
            .unwrap()
            .len(),
        1
    );
}
