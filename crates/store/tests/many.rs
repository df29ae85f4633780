//! Many domains at once: how many are under way, and in which order they come.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod suite;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use app::advance::status_many;
use app::drive::Ask;
use app::ledger::{Change, Ledger, StepKind};
use app::plan::{Asked, Planner, draw_many};
use protocols::answers::{Answer, Failure, Question};
use protocols::domain::desired::Desired;
use protocols::name::DomainName;
use protocols::time::Timestamp;
use store::{MasterKeyPlace, SqliteLedger};
use suite::directory::Directory;
use suite::{done, name};

const DOMAINS: usize = 30;
const PARALLEL: usize = 8;

/// How many are looked at.
#[derive(Default)]
struct Busy {
    now: AtomicUsize,
    most: AtomicUsize,
}

/// Whoever answers for one domain, with silence, and later for the earlier ones.
struct Slow<'a>(&'a Busy);

impl<'a> Slow<'a> {
    fn begin(busy: &'a Busy) -> Slow<'a> {
        let now = busy.now.fetch_add(1, Ordering::SeqCst) + 1;
        busy.most.fetch_max(now, Ordering::SeqCst);
        Slow(busy)
    }
}

impl Drop for Slow<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Ask for Slow<'_> {
    async fn answer(&self, question: &Question) -> Answer {
        let text = format!("{question:?}");
        let digits: String = text.chars().filter(char::is_ascii_digit).take(2).collect();
        let number = digits.parse().unwrap_or(0).min(DOMAINS as u64);
        tokio::time::sleep(Duration::from_millis(DOMAINS as u64 - number)).await;
        Answer::failed(question, Failure::Timeout)
    }
}

/// Some domains in no order of their names.
async fn stored() -> (SqliteLedger, Vec<DomainName>, Directory) {
    let directory = Directory::new();
    let place = MasterKeyPlace::DataDirectory;
    let ledger = SqliteLedger::open(&directory.data(), place).await.unwrap();
    let domains = (0..DOMAINS).map(|n| name(&format!("d{:02}.example", n * 7 % DOMAINS)));
    let domains: Vec<DomainName> = domains.collect();
    for domain in &domains {
        let add = Change::Add(Desired::parked(domain.clone(), Vec::new()));
        let entry = done(domain.as_str(), StepKind::Add, vec![add]);
        ledger.commit(entry, Timestamp(1)).await.unwrap();
    }
    (ledger, domains, directory)
}

#[tokio::test]
async fn plans_come_in_the_order_asked_for_and_no_more_are_drawn_at_once() {
    let (ledger, domains, _dir) = stored().await;
    let mut planners = Vec::new();
    for domain in &domains {
        let planner = Planner::of(&ledger, domain, Asked::default()).await;
        planners.push(planner.unwrap());
    }
    let (busy, mut told) = (Busy::default(), 0);
    let ask_of = || Slow::begin(&busy);
    let drawn = draw_many(&planners, PARALLEL, ask_of, Timestamp(9), || told += 1).await;
    let drawn = drawn.into_iter().map(|drawn| drawn.unwrap().plan.domain);
    assert_eq!(drawn.collect::<Vec<_>>(), domains);
    assert_eq!(told, DOMAINS);
    assert_eq!(busy.most.load(Ordering::SeqCst), PARALLEL);
    assert_eq!(busy.now.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn where_domains_stand_comes_in_the_order_asked_for() {
    let (ledger, domains, _dir) = stored().await;
    let (busy, mut told) = (Busy::default(), 0);
    let ask_of = || Slow::begin(&busy);
    let each = || told += 1;
    let seen = status_many(&ledger, &domains, PARALLEL, ask_of, Timestamp(9), each).await;
    let seen = seen
        .into_iter()
        .map(|status| status.unwrap().stored.desired.domain);
    assert_eq!(seen.collect::<Vec<_>>(), domains);
    assert_eq!(told, DOMAINS);
    assert_eq!(busy.most.load(Ordering::SeqCst), PARALLEL);
}
