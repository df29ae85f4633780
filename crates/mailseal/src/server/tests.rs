//! The end of a server whose work does not end.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::time::Instant;

use protocols::time::Timestamp;
use store::MasterKeyPlace;

use super::*;

async fn house(directory: &Path) -> House {
    let ledger = SqliteLedger::open(directory, MasterKeyPlace::DataDirectory);
    House {
        ledger: Arc::new(ledger.await.unwrap()),
        shelf: Arc::default(),
        policies: Arc::default(),
        config: watch::Sender::new(Arc::default()).subscribe(),
        metrics: Arc::new(Metrics::new(Timestamp(1))),
        health: Arc::default(),
        stop: CancellationToken::new(),
        tasks: TaskTracker::new(),
    }
}

#[tokio::test]
async fn told_again_it_stops_at_once() {
    let place = tempfile::tempdir().unwrap();
    let house = house(place.path()).await;
    let seen = health::of(&house).await;
    assert_eq!((seen["server"], seen["ledger"]), (Part::Ready, Part::Ready));
    house.tasks.spawn(std::future::pending::<()>());
    let began = Instant::now();
    close(&house, async {}).await;
    assert!(began.elapsed() < GRACE / 2);
    assert_eq!(house.tasks.len(), 1);
    assert_eq!(
        health::of(&house).await["server"],
        Part::NotReady("stopping")
    );
}

#[tokio::test]
async fn what_ends_by_itself_is_waited_for() {
    let place = tempfile::tempdir().unwrap();
    let house = house(place.path()).await;
    let stop = house.stop.clone();
    house.tasks.spawn(async move {
        stop.cancelled().await;
        tokio::time::sleep(Duration::from_millis(50)).await;
    });
    close(&house, std::future::pending()).await;
    assert!(house.tasks.is_empty());
    assert_eq!(health::of(&house).await["ledger"], Part::NotReady("fails"));
}
