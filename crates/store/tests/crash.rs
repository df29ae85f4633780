//! Writers that are killed at any moment, a log that is cut anywhere, and writers beside each other.
//!
//! The writers are this test program again: [`writer`] is a test that does nothing unless it is
//! told what to write.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod suite;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use app::ledger::{Change, Entry, Ledger, Line, Page, Revision, StepKind, StepState, Steps};
use protocols::time::Timestamp;
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use store::{MasterKeyPlace, SqliteLedger};
use suite::directory::Directory;
use suite::{access, access_name, addition, desired, done, name, owned, parked};

/// `DIRECTORY|PREFIX|ROUNDS`: what a writer writes.
const TASK: &str = "MAILSEAL_STORE_TEST_WRITER";

/// How often a writer on a lasting ledger is killed.
const KILLS: u64 = 80;

/// How often a writer is killed while it makes the ledger.
const KILLS_AT_BIRTH: u64 = 25;

async fn open(directory: &Path) -> SqliteLedger {
    SqliteLedger::open(directory, MasterKeyPlace::DataDirectory)
        .await
        .unwrap()
}

/// Each round adds a domain, changes it, takes a step to its end and, every other round, removes
/// the domain. It says what it is about to do and, once that is durable, that it is done.
#[tokio::test]
async fn writer() {
    let Ok(task) = std::env::var(TASK) else {
        return;
    };
    let [directory, prefix, rounds] = task.split('|').collect::<Vec<_>>().try_into().unwrap();
    let ledger = open(Path::new(directory)).await;
    for round in 0..rounds.parse::<u64>().unwrap() {
        let domain = format!("{prefix}-{round}.example");
        write_round(&ledger, &domain, round).await;
    }
    ledger.close().await;
}

async fn write_round(ledger: &SqliteLedger, domain: &str, round: u64) {
    let now = Timestamp(round);
    // The one before is replaced whole or not at all.
    let given = access("shared", &[domain], domain);
    ledger.set_access(&given).await.unwrap();
    say("adding", domain);
    ledger.commit(addition(domain), now).await.unwrap();
    say("added", domain);
    let change = Change::Desire {
        desired: parked(domain),
        read: Revision(1),
    };
    let open = Entry {
        domain: name(domain),
        line: Line::Open {
            kind: StepKind::Change,
            payload: "{}".to_owned(),
            state: StepState::Started,
        },
        changes: vec![change],
    };
    let step = ledger.commit(open, now).await.unwrap();
    say("changed", domain);
    let close = Entry {
        domain: name(domain),
        line: Line::Advance {
            step,
            state: StepState::Done,
            note: String::new(),
        },
        changes: Vec::new(),
    };
    ledger.commit(close, now).await.unwrap();
    say("finished", domain);
    if round.is_multiple_of(2) {
        say("removing", domain);
        let entry = done(domain, StepKind::Remove, vec![Change::Remove]);
        ledger.commit(entry, now).await.unwrap();
        say("removed", domain);
    }
}

/// One write, so that a kill leaves no half line.
fn say(what: &str, domain: &str) {
    let line = format!("\n{what} {domain}\n");
    io::stdout().lock().write_all(line.as_bytes()).unwrap();
}

fn spawn(directory: &Path, prefix: &str, rounds: u64) -> Child {
    let task = format!("{}|{prefix}|{rounds}", directory.display());
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "writer", "--nocapture", "--test-threads=1"])
        .env(TASK, task)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

/// What a writer said before it died.
#[derive(Debug, Default)]
struct Said(BTreeSet<(String, String)>);

impl Said {
    /// Reads to the end, after `pause` once the writer has begun to write.
    fn of(child: &mut Child, pause: impl FnOnce(&mut Child)) -> Said {
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = lines.filter_map(|line| {
            let line = line.unwrap();
            let (what, domain) = line.split_once(' ')?;
            let ours = domain.ends_with(".example");
            ours.then(|| (what.to_owned(), domain.to_owned()))
        });
        let first = said.next();
        pause(child);
        Said(first.into_iter().chain(said).collect())
    }

    fn has(&self, what: &str, domain: &str) -> bool {
        self.0.contains(&(what.to_owned(), domain.to_owned()))
    }

    fn domains(&self) -> BTreeSet<&str> {
        self.0.iter().map(|(_, domain)| domain.as_str()).collect()
    }
}

/// Everything acknowledged is there, and nothing is there by halves.
async fn examine(ledger: &SqliteLedger, said: &Said) {
    access_is_whole(ledger).await;
    for domain in said.domains() {
        let there = ledger.domain(&name(domain)).await.unwrap();
        match &there {
            Some(stored) => {
                assert!(!said.has("removed", domain), "{domain} is back");
                let expected = match stored.revision {
                    Revision(1) => desired(domain),
                    Revision(_) => parked(domain),
                };
                assert_eq!(stored.desired, expected);
                let late = said.has("changed", domain);
                assert!(
                    !late || stored.revision == Revision(2),
                    "{domain} lost a change"
                );
            }
            None => {
                let may = said.has("removing", domain) || !said.has("added", domain);
                assert!(may, "{domain} is lost");
            }
        }
        whole(ledger, domain, there.is_some()).await;
        journaled(ledger, domain, said).await;
    }
}

/// An access that is there has the secret that belongs to its zones.
async fn access_is_whole(ledger: &SqliteLedger) {
    let Some(read) = ledger.access(&access_name("shared")).await.unwrap() else {
        return;
    };
    let secret = read.secret("token").unwrap().expose();
    assert_eq!(read, access("shared", &[secret], secret));
}

/// A domain has both its keys, which open, and its publication; without it there is nothing.
async fn whole(ledger: &SqliteLedger, domain: &str, there: bool) {
    let keys = ledger.keys(&name(domain)).await.unwrap();
    let values = ledger.owned(&name(domain)).await.unwrap();
    if there {
        assert_eq!(keys.len(), 2, "{domain}");
        assert_eq!(values, [owned(domain)]);
        for key in keys {
            let private = ledger
                .private_key(&name(domain), &key.selector)
                .await
                .unwrap();
            let expected = format!("private part of {}", key.selector);
            assert_eq!(private.expose_pkcs8(), expected.as_bytes());
        }
    } else {
        assert_eq!((keys.len(), values.len()), (0, 0), "{domain}");
    }
}

async fn journaled(ledger: &SqliteLedger, domain: &str, said: &Said) {
    let steps = ledger
        .steps(Steps::Of(name(domain)), Page::first(9))
        .await
        .unwrap();
    let kinds: Vec<StepKind> = steps.iter().rev().map(|step| step.kind).collect();
    let all = [StepKind::Add, StepKind::Change, StepKind::Remove];
    assert!(all.starts_with(&kinds), "{domain}: {kinds:?}");
    for (what, kind) in [("added", StepKind::Add), ("removed", StepKind::Remove)] {
        assert!(
            !said.has(what, domain) || kinds.contains(&kind),
            "{domain}: {kinds:?}"
        );
    }
    for step in steps {
        let ended = step.moments.last().unwrap().state.is_final();
        let open = ledger
            .steps(Steps::Unfinished, Page::first(1_000))
            .await
            .unwrap();
        assert_eq!(open.iter().any(|other| other.id == step.id), !ended);
        let late = step.kind == StepKind::Change && said.has("finished", domain);
        assert!(!late || ended, "{domain} lost the end of a step");
    }
}

async fn intact(directory: &Path) {
    let options = SqliteConnectOptions::new().filename(directory.join("mailseal.db"));
    let mut connection = options.connect().await.unwrap();
    for pragma in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
        let said: Vec<String> = sqlx::query_scalar(pragma)
            .fetch_all(&mut connection)
            .await
            .unwrap();
        assert!(said.is_empty() || said == ["ok"], "{said:?}");
    }
}

/// Numbers that differ and are the same in every run (SplitMix64).
fn number(seed: u64) -> u64 {
    let z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn kill_after(child: &mut Child, wait: Duration) {
    thread::sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test]
async fn a_killed_writer_leaves_nothing_by_halves() {
    let directory = Directory::new();
    let mut acknowledged = Said::default();
    for kill in 0..KILLS {
        let mut child = spawn(&directory.data(), &format!("k{kill}"), u64::MAX);
        let wait = Duration::from_micros(number(kill) % 40_000);
        let said = Said::of(&mut child, |child| kill_after(child, wait));
        let ledger = open(&directory.data()).await;
        examine(&ledger, &said).await;
        ledger.close().await;
        intact(&directory.data()).await;
        acknowledged.0.extend(said.0);
    }
    examine(&open(&directory.data()).await, &acknowledged).await;
    let rounds = acknowledged.domains().len();
    assert!(
        rounds >= 50,
        "only {rounds} rounds were under way: nothing is shown"
    );
}

#[tokio::test]
async fn a_ledger_killed_while_it_is_made_is_made_the_next_time() {
    for kill in 0..KILLS_AT_BIRTH {
        let directory = Directory::new();
        let mut child = spawn(&directory.data(), "birth", u64::MAX);
        let wait = Duration::from_micros(1_000 + number(kill) % 20_000);
        kill_after(&mut child, wait);
        let said = Said::of(&mut child, |_| {});
        let ledger = open(&directory.data()).await;
        examine(&ledger, &said).await;
        ledger
            .commit(addition("after.example"), Timestamp(1))
            .await
            .unwrap();
        whole(&ledger, "after.example", true).await;
        ledger.close().await;
        intact(&directory.data()).await;
    }
}

/// What a power failure may leave: the log up to any octet. The commits before it are whole.
#[tokio::test]
async fn a_log_cut_anywhere_keeps_whole_commits() {
    let directory = Directory::new();
    let ledger = open(&directory.data()).await;
    for round in 0..10 {
        ledger
            .commit(addition(&format!("d{round}.example")), Timestamp(1))
            .await
            .unwrap();
    }
    let log = fs::read(directory.data().join("mailseal.db-wal")).unwrap();
    let mut counts = BTreeSet::new();
    for cut in 0..40 {
        let copy = Directory::new();
        fs::create_dir_all(copy.data()).unwrap();
        for file in ["mailseal.db", "master.key"] {
            fs::copy(directory.data().join(file), copy.data().join(file)).unwrap();
        }
        let length = usize::try_from(number(cut)).unwrap() % log.len();
        fs::write(copy.data().join("mailseal.db-wal"), &log[..length]).unwrap();
        let ledger = open(&copy.data()).await;
        let there = ledger.domains(Page::first(99)).await.unwrap().len();
        for round in 0..10 {
            whole(&ledger, &format!("d{round}.example"), round < there).await;
        }
        ledger.close().await;
        intact(&copy.data()).await;
        counts.insert(there);
    }
    assert!(counts.len() > 5, "the cuts fell on {counts:?} only");
}

#[tokio::test]
async fn writers_beside_each_other_neither_fail_nor_lose() {
    const ROUNDS: u64 = 25;
    let directory = Directory::new();
    // All of them also race to make the directory, the database and the master key.
    let prefixes = ["a", "b", "c", "d"];
    let children: Vec<Child> = prefixes
        .map(|prefix| spawn(&directory.data(), prefix, ROUNDS))
        .into();
    let mut acknowledged = Said::default();
    for mut child in children {
        let said = Said::of(&mut child, |_| {});
        assert!(child.wait().unwrap().success());
        acknowledged.0.extend(said.0);
    }
    let ledger = open(&directory.data()).await;
    examine(&ledger, &acknowledged).await;
    let there = ledger.domains(Page::first(1_000)).await.unwrap().len();
    assert_eq!(there as u64, prefixes.len() as u64 * (ROUNDS / 2));
    ledger.close().await;
    intact(&directory.data()).await;
}

#[tokio::test]
async fn tasks_beside_each_other_neither_fail_nor_lose() {
    let directory = Directory::new();
    let ledger = open(&directory.data()).await;
    let round = async |task: u64| {
        for round in 0..5 {
            let domain = format!("t{task}-{round}.example");
            ledger
                .commit(addition(&domain), Timestamp(1))
                .await
                .unwrap();
            ledger.domains(Page::first(9)).await.unwrap();
        }
    };
    tokio::join!(round(1), round(2), round(3), round(4), round(5), round(6));
    assert_eq!(ledger.domains(Page::first(99)).await.unwrap().len(), 30);
}
