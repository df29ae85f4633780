//! The use cases that write, on a real ledger.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod suite;

use app::ledger::{Ledger, LedgerError, Page, StepKind, Steps};
use app::remove::remove;
use protocols::time::Timestamp;
use store::{MasterKeyPlace, SqliteLedger};
use suite::directory::Directory;
use suite::{add, desired, name, owned};

#[tokio::test]
async fn a_removed_domain_is_told_and_journaled() {
    let directory = Directory::new();
    let place = MasterKeyPlace::DataDirectory;
    let ledger = SqliteLedger::open(&directory.data(), place).await.unwrap();
    add(&ledger, "example.com").await;
    let removed = remove(&ledger, name("example.com"), Timestamp(2))
        .await
        .unwrap();
    assert_eq!(removed.stored.desired, desired("example.com"));
    assert_eq!(removed.keys.len(), 2);
    assert_eq!(removed.left_published, [owned("example.com")]);
    let steps = ledger.steps(Steps::All, Page::first(1)).await.unwrap();
    assert_eq!(steps[0].kind, StepKind::Remove);
    let again = remove(&ledger, name("example.com"), Timestamp(3)).await;
    assert_eq!(again, Err(LedgerError::NoDomain(name("example.com"))));
}
