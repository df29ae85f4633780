//! The queue of certificates over simulated years, against an authority that counts for itself: its
//! limits are never passed, nothing that can be renewed runs out, and nobody waits for those who fail.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::collections::{BTreeMap, BTreeSet};

use app::certificates::{
    AriId, Bucket, Draw, Ended, Failure, FailureKind, Held, Life, Lifetime, Limits, Paid, Place,
    Queue, Rate, Renewal, Said, Window,
};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use protocols::name::DomainName;
use protocols::time::Timestamp;

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;
const START: Timestamp = Timestamp(1_800_000_000);

/// Draws that look like luck and are the same in every run.
struct Luck(u64);

impl Luck {
    fn draw(&mut self) -> Draw {
        // Knuth's MMIX generator; its high half is good enough to spread things.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        Draw(u32::try_from(self.0 >> 32).unwrap())
    }
}

/// The authority. It counts new orders in a way of its own: tokens that come back with time.
struct Ca {
    rate: Rate,
    tokens: f64,
    counted: Timestamp,
    /// When it answers nothing.
    down: Option<(Timestamp, Timestamp)>,
    /// Seconds its certificates hold.
    lifetime: u64,
    /// Seconds an order takes.
    order: u64,
    ari: bool,
    orders: u64,
    renewals_by_ari: u64,
}

impl Ca {
    fn new(rate: Rate) -> Ca {
        Ca {
            rate,
            tokens: f64::from(rate.burst),
            counted: START,
            down: None,
            lifetime: 90 * DAY,
            order: 5,
            ari: false,
            orders: 0,
            renewals_by_ari: 0,
        }
    }

    /// A new order that counts. Whoever orders too much is found out here.
    fn count(&mut self, now: Timestamp) {
        let since = (now.0 - self.counted.0) as f64;
        let gained = since * f64::from(self.rate.burst) / self.rate.seconds as f64;
        self.tokens = (self.tokens + gained).min(f64::from(self.rate.burst));
        self.counted = now;
        assert!(
            self.tokens > 0.999,
            "an order too many at {now:?}: {}",
            self.tokens
        );
        self.tokens -= 1.0;
        self.orders += 1;
    }

    fn is_down(&self, now: Timestamp) -> bool {
        self.down
            .is_some_and(|(from, to)| (from..to).contains(&now))
    }
}

/// A world of names, a queue and an authority.
struct World {
    queue: Queue,
    ca: Ca,
    now: Timestamp,
    luck: Luck,
    /// Those whose validation always fails.
    broken: BTreeSet<DomainName>,
    ends: BTreeSet<(Timestamp, DomainName)>,
    /// When each certificate runs out.
    expires: BTreeMap<DomainName, Timestamp>,
    /// When each name had its first.
    first: BTreeMap<DomainName, Timestamp>,
    /// Seconds that some name had none any more.
    without: u64,
    under_way_max: usize,
    serial: u64,
}

impl World {
    fn new(names: usize, limits: Limits) -> World {
        let mut queue = Queue::new(limits, Bucket::default());
        for index in 0..names {
            queue.put(name(index), Life::wanted(START));
        }
        World {
            queue,
            ca: Ca::new(limits.orders),
            now: START,
            luck: Luck(7),
            broken: BTreeSet::new(),
            ends: BTreeSet::new(),
            expires: BTreeMap::new(),
            first: BTreeMap::new(),
            without: 0,
            under_way_max: 0,
            serial: 0,
        }
    }

    fn run(&mut self, until: Timestamp) {
        loop {
            self.ask();
            self.start();
            let ends = self.ends.first().map(|(at, _)| *at);
            let wake = self
                .queue
                .wake(self.now)
                .map(|at| at.max(self.now.plus_seconds(1)));
            let Some(next) = ends.into_iter().chain(wake).min() else {
                break;
            };
            if next > until {
                break;
            }
            self.now = self.now.max(next);
            self.end();
        }
        self.now = until;
    }

    fn ask(&mut self) {
        if !self.ca.ari {
            return;
        }
        while let Some((name, id)) = self.queue.ask(self.now) {
            let expires = self.expires[&name].0;
            let start = Timestamp(expires - self.ca.lifetime / 3);
            let window = Window::new(start, start.plus_seconds(2 * DAY)).unwrap();
            let said = Ok((window, Some(6 * HOUR)));
            self.queue
                .suggested(&name, &id, said, self.now, self.luck.draw());
        }
    }

    fn start(&mut self) {
        while let Some(start) = self.queue.start(self.now) {
            match start.paid {
                Paid::Nothing => self.ca.renewals_by_ari += 1,
                // What the authority does not hear, it does not count.
                Paid::Order if self.ca.is_down(self.now) => {}
                Paid::Order => {
                    self.queue.take_order(&start.name, self.now);
                    self.ca.count(self.now);
                }
            }
            let at = self.now.plus_seconds(self.ca.order);
            self.ends.insert((at, start.name));
            self.under_way_max = self.under_way_max.max(self.queue.running());
        }
    }

    fn end(&mut self) {
        while let Some((at, name)) = self.ends.first().cloned() {
            if at > self.now {
                return;
            }
            self.ends.pop_first();
            let ended = self.outcome(&name);
            let draw = self.luck.draw();
            self.queue.ended(&name, ended, self.now, draw);
        }
    }

    fn outcome(&mut self, name: &DomainName) -> Ended {
        let kind = match (self.ca.is_down(self.now), self.broken.contains(name)) {
            (true, _) => FailureKind::Unreachable,
            (false, true) => FailureKind::Connection,
            (false, false) => return Ended::Issued(self.issue(name)),
        };
        Ended::Failed {
            failure: Failure {
                at: self.now,
                kind,
                said: Said::default(),
            },
            retry_after: None,
            ordered: None,
        }
    }

    fn issue(&mut self, name: &DomainName) -> Held {
        let lifetime = Lifetime {
            not_before: self.now,
            not_after: self.now.plus_seconds(self.ca.lifetime),
        };
        let before = self.expires.insert(name.clone(), lifetime.not_after);
        let late = before.map_or(0, |expired| self.now.0.saturating_sub(expired.0));
        self.without = self.without.max(late);
        self.first.entry(name.clone()).or_insert(self.now);
        self.serial += 1;
        let id = AriId::new(&format!("a.{:x}", self.serial));
        Held::new(lifetime, id, self.now, self.luck.draw())
    }

    /// Hours until the last of the sound names had its first certificate.
    fn hours_to_the_last(&self) -> u64 {
        let last = self.first.values().max().unwrap();
        (last.0 - START.0) / HOUR
    }
}

fn name(index: usize) -> DomainName {
    format!("mta-sts.d{index:05}.example").parse().unwrap()
}

#[test]
fn ten_thousand_names_for_three_years() {
    let mut world = World::new(10_000, Limits::default());
    world.run(START.plus_seconds(3 * 365 * DAY));
    assert_eq!(world.first.len(), 10_000);
    assert_eq!(world.hours_to_the_last(), 97);
    assert_eq!(world.without, 0, "no certificate ran out");
    assert!(world.expires.values().all(|expires| *expires > world.now));
    assert!(world.under_way_max <= Limits::default().parallel);
    // Every 55 to 60 days.
    let renewals = world.ca.orders / 10_000 - 1;
    assert!((17..=20).contains(&renewals), "{renewals}");
}

#[test]
fn what_is_told_of_the_turn_is_what_comes() {
    let mut world = World::new(10_000, Limits::default());
    world.run(START);
    let told: Vec<(DomainName, u64, Timestamp)> = world
        .queue
        .line(world.now)
        .into_iter()
        .map(|(name, place)| match place {
            Place::Due { before, turn } => (name.clone(), before, turn),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(told.len(), 10_000 - Limits::default().parallel);
    let (_, before, last) = told.last().unwrap();
    assert_eq!((last.0 - START.0) / HOUR, 97);
    assert_eq!(*before, told.len() as u64 - 1);
    world.run(START.plus_seconds(100 * HOUR));
    for (name, _, turn) in &told {
        let came = world.first[name].0 - world.ca.order;
        let off = came.abs_diff(turn.0);
        assert!(
            off <= 600,
            "{name} was told {turn:?} and came {off} s apart"
        );
    }
}

#[test]
fn those_who_always_fail_hold_nobody_up() {
    let mut world = World::new(10_000, Limits::default());
    // More than half, and the first by name.
    world.broken = (0..6_000).map(name).collect();
    world.run(START.plus_seconds(80 * DAY));
    assert_eq!(world.first.len(), 4_000);
    // Each of the broken is tried three times before it goes last.
    assert!(
        world.hours_to_the_last() < 4 * 97,
        "{}",
        world.hours_to_the_last()
    );
    assert_eq!(world.without, 0);
    // Whoever is put right is served, and within two days although thousands are tried every day.
    let mended = name(17);
    world.broken.remove(&mended);
    let at = world.now;
    world.run(at.plus_seconds(4 * DAY));
    assert!(world.first.contains_key(&mended));
}

#[test]
fn an_authority_that_is_down_for_a_week() {
    let mut world = World::new(2_000, Limits::default());
    let from = START.plus_seconds(57 * DAY);
    world.ca.down = Some((from, from.plus_seconds(7 * DAY)));
    world.run(START.plus_seconds(200 * DAY));
    assert_eq!(world.without, 0);
    assert!(world.expires.values().all(|expires| *expires > world.now));
}

#[test]
fn an_authority_that_is_down_at_first() {
    let mut world = World::new(50, Limits::default());
    world.ca.down = Some((START, START.plus_seconds(5 * HOUR)));
    world.run(START.plus_seconds(7 * HOUR));
    assert_eq!(
        world.first.len(),
        50,
        "all are served soon after it is back"
    );
    let asked = world.ca.orders;
    assert_eq!(asked, 50, "and it is asked no more than is needed");
}

#[test]
fn renewals_by_ari_do_not_count() {
    let mut world = World::new(400, Limits::default());
    world.ca.ari = true;
    world.queue.renewal_is(Renewal::Suggested);
    world.run(START.plus_seconds(365 * DAY));
    assert_eq!(world.ca.orders, 400, "only the first ones count");
    assert!(world.ca.renewals_by_ari >= 5 * 400);
    assert_eq!(world.without, 0);
}

#[test]
fn certificates_of_a_week_are_renewed_at_half() {
    let limits = Limits {
        orders: Rate {
            burst: 1_000,
            seconds: 3 * HOUR,
        },
        ..Limits::default()
    };
    let mut world = World::new(1_000, limits);
    world.ca.lifetime = 160 * HOUR;
    let from = START.plus_seconds(10 * DAY);
    world.ca.down = Some((from, from.plus_seconds(2 * DAY)));
    world.run(START.plus_seconds(60 * DAY));
    assert_eq!(
        world.without, 0,
        "not even with an authority that is down for two days"
    );
}

#[test]
fn those_that_run_out_go_before_those_that_never_had_one() {
    let limits = Limits {
        orders: Rate {
            burst: 10,
            seconds: 10 * HOUR,
        },
        ..Limits::default()
    };
    let mut world = World::new(1_000, limits);
    let lifetime = Lifetime {
        not_before: Timestamp(START.0 - 85 * DAY),
        not_after: START.plus_seconds(5 * DAY),
    };
    for index in 1_000..1_050 {
        let held = Held::new(lifetime, None, lifetime.not_before, Draw(0));
        world.expires.insert(name(index), lifetime.not_after);
        let life = Life::wanted(START).issued(held);
        world.queue.put(name(index), life);
    }
    world.run(START.plus_seconds(5 * DAY));
    let renewed = (1_000..1_050).filter(|index| world.first.contains_key(&name(*index)));
    assert_eq!(renewed.count(), 50);
    assert_eq!(world.without, 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the limits, the names and the mishaps: `Ca::count` never finds an order too many, every
    /// sound name is served in the time the limits leave, and nothing runs out that had time.
    #[test]
    fn any_world(
        burst in 1_u32..60,
        minutes in 1_u64..300,
        names in 1_usize..120,
        broken in 0_usize..60,
        parallel in 1_usize..10,
        order in 0_u64..120,
        seed in any::<u64>(),
        down in 0_u64..20,
    ) {
        let limits = Limits {
            orders: Rate { burst, seconds: minutes * 60 },
            parallel,
            ..Limits::default()
        };
        let mut world = World::new(names, limits);
        world.luck = Luck(seed);
        world.ca.order = order;
        world.broken = (0..broken.min(names)).map(name).collect();
        let from = START.plus_seconds(70 * HOUR);
        world.ca.down = Some((from, from.plus_seconds(down * HOUR)));
        world.run(START.plus_seconds(200 * DAY));
        prop_assert_eq!(world.first.len(), names - world.broken.len());
        prop_assert!(world.under_way_max <= parallel);
        // The worst rate here gives each of 120 names an order in 25 days.
        prop_assert_eq!(world.without, 0);
    }
}
