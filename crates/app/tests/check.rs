//! A batch of checks: how many run at once, in which order they end, and how it stops.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use app::check::{Job, Order, check_many};
use app::drive::Ask;
use protocols::answers::{Answer, Lookup, Outcome, PolicyFetch, Question};
use protocols::domain::CheckOptions;
use protocols::name::DomainName;
use protocols::time::Timestamp;

const PARALLEL: usize = 8;

/// A world without any domain. The earlier ones of a batch take longer to be known as absent.
#[derive(Debug, Default)]
struct Empty {
    at_once: AtomicUsize,
    at_once_most: AtomicUsize,
}

impl Ask for &Empty {
    async fn answer(&self, question: &Question) -> Answer {
        let (name, answer) = match question {
            Question::Mx(name) => (name, Answer::Mx(Lookup::plain(Outcome::NxDomain))),
            Question::Txt(name) => (name, Answer::Txt(Lookup::plain(Outcome::NxDomain))),
            Question::A(name) => (name, Answer::A(Lookup::plain(Outcome::NxDomain))),
            Question::Aaaa(name) => (name, Answer::Aaaa(Lookup::plain(Outcome::NxDomain))),
            Question::Ns(name) => (name, Answer::Ns(Lookup::plain(Outcome::NxDomain))),
            Question::Caa(name) => (name, Answer::Caa(Lookup::plain(Outcome::NxDomain))),
            Question::Spf(name) => (name, Answer::Spf(Lookup::plain(Outcome::NxDomain))),
            Question::Tlsa(name) => (name, Answer::Tlsa(Lookup::plain(Outcome::NxDomain))),
            Question::Cname(name) => (name, Answer::Cname(Lookup::plain(Outcome::NxDomain))),
            Question::Policy(name) => (
                name,
                Answer::Policy(PolicyFetch::NoAddress(Outcome::NxDomain).into()),
            ),
            Question::Ptr(_) | Question::Smtp(_) => {
                panic!("{question:?} of a domain that does not exist")
            }
        };
        if matches!(question, Question::Mx(_)) {
            let now = self.at_once.fetch_add(1, Ordering::Relaxed) + 1;
            self.at_once_most.fetch_max(now, Ordering::Relaxed);
            let number = name
                .labels()
                .next()
                .and_then(|label| label.strip_prefix('d'));
            let number: u64 = number.unwrap().parse().unwrap();
            tokio::time::sleep(Duration::from_secs(1_000 - number)).await;
            self.at_once.fetch_sub(1, Ordering::Relaxed);
        }
        answer
    }
}

fn jobs(count: usize) -> impl Iterator<Item = Job> {
    (0..count).map(|number| Job {
        domain: DomainName::parse(&format!("d{number}.example")).unwrap(),
        wanted: None,
    })
}

async fn order_of_ends(world: &Empty, order: Order, count: usize) -> Vec<String> {
    let mut ends = Vec::new();
    let each = |domain: &DomainName, checked: Result<_, _>| -> Result<(), ()> {
        checked.unwrap();
        ends.push(domain.to_string());
        Ok(())
    };
    let (options, now) = (CheckOptions::default(), Timestamp(0));
    let done = check_many(jobs(count), PARALLEL, order, || world, &options, now, each);
    done.await.unwrap();
    ends
}

#[tokio::test(start_paused = true)]
async fn no_more_run_at_once_than_asked_for_and_all_come_to_an_end() {
    for order in [Order::AsGiven, Order::AsFinished] {
        let world = Empty::default();
        let ends = order_of_ends(&world, order, 100).await;
        assert_eq!(ends.len(), 100);
        assert_eq!(world.at_once_most.load(Ordering::Relaxed), PARALLEL);
    }
}

#[tokio::test(start_paused = true)]
async fn the_order_is_as_asked_for() {
    let world = Empty::default();
    let given: Vec<String> = jobs(PARALLEL).map(|job| job.domain.to_string()).collect();
    assert_eq!(order_of_ends(&world, Order::AsGiven, PARALLEL).await, given);
    let reversed: Vec<String> = given.into_iter().rev().collect();
    assert_eq!(
        order_of_ends(&world, Order::AsFinished, PARALLEL).await,
        reversed
    );
}

#[tokio::test(start_paused = true)]
async fn it_stops_when_a_report_cannot_be_given() {
    let world = Empty::default();
    let mut given = 0;
    let each = |_: &DomainName, _| {
        given += 1;
        if given == 3 {
            Err("the pipe is closed")
        } else {
            Ok(())
        }
    };
    let (options, now) = (CheckOptions::default(), Timestamp(0));
    let jobs = jobs(1_000);
    let ended = check_many(
        jobs,
        PARALLEL,
        Order::AsFinished,
        || &world,
        &options,
        now,
        each,
    )
    .await;
    assert_eq!(ended, Err("the pipe is closed"));
    assert_eq!(given, 3);
}
