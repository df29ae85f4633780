//! When a domain is looked at next.
//!
//! Each domain has its place within the interval by a digest of its name, so that ten thousand of them
//! are spread over it, the same way after every restart. Something to be confirmed, a failure or a
//! moment that is waited for brings the next look forward; where nothing changes for long it comes
//! less often.

use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use protocols::name::DomainName;
use protocols::time::Timestamp;

/// A domain in which nothing changed for this long, in seconds, is looked at half as often: a week.
pub const CALM_SECONDS: u64 = 7 * 86_400;

/// How often a failure doubles the pause before the next try; more would overflow nothing, but the
/// usual interval is shorter by then.
const DOUBLINGS_MAX: u32 = 16;

/// How often domains are looked at. None of the times may be zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The usual interval, in seconds.
    pub every_seconds: u64,
    /// The longest interval, where nothing changes, in seconds; at least the usual one.
    pub slowest_seconds: u64,
    /// The pause before a look that something waits for, in seconds: a change to be confirmed, a
    /// failure.
    pub again_seconds: u64,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            every_seconds: 3_600,
            slowest_seconds: 4 * 3_600,
            again_seconds: 300,
        }
    }
}

/// What a look left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// Nothing.
    Nothing,
    /// Something is another than before, or just was.
    Stir,
    /// Something could not be asked, for this many looks in a row.
    Unseen(u32),
}

/// What decides when a domain is looked at next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mood {
    /// What the last look left open.
    pub open: Open,
    /// Since when nothing changed.
    pub calm_since: Timestamp,
    /// The next moment at which something is over that is waited for.
    pub wake: Option<Timestamp>,
}

/// When a domain that was just looked at is looked at next; always later than `now`.
pub fn next(
    domain: &DomainName,
    pace: &Pace,
    mood: &Mood,
    now: Timestamp,
    random: u64,
) -> Timestamp {
    let period = period(pace, mood.calm_since, now);
    let mut next = in_its_place(domain, period, now, random);
    let soon = match mood.open {
        Open::Nothing => None,
        Open::Stir => Some(pace.again_seconds),
        Open::Unseen(looks) => {
            let doublings = looks.saturating_sub(1).min(DOUBLINGS_MAX);
            Some(pace.again_seconds.saturating_mul(1 << doublings))
        }
    };
    if let Some(pause) = soon {
        // A server that fails, fails for all its domains at once: they do not come back at once.
        next = next.min(
            now.plus_seconds(pause)
                .plus_seconds(part(random, pause / 4)),
        );
    }
    if let Some(wake) = mood.wake.filter(|wake| *wake > now) {
        next = next.min(wake.plus_seconds(part(random, pace.again_seconds / 4)));
    }
    next.max(now.plus_seconds(1))
}

/// When a domain is looked at for the first time: soon, but ten thousand that were added in one go
/// not all at once.
pub fn first(domain: &DomainName, pace: &Pace, others: usize, now: Timestamp) -> Timestamp {
    let spread = spacing(others, pace).as_secs_f64() * count(others);
    // At most the usual interval, so the cast loses nothing but the fraction.
    now.plus_seconds(place(domain, (spread as u64).max(1)))
}

/// The shortest time between the beginnings of two looks, with this many domains. After a long stop
/// all are overdue; four times as fast as usual they are caught up with in a quarter of the interval.
pub fn spacing(domains: usize, pace: &Pace) -> Duration {
    let seconds = Duration::from_secs(pace.every_seconds).as_secs_f64();
    let spacing = seconds / (4.0 * count(domains).max(1.0));
    Duration::from_secs_f64(spacing.clamp(0.0, SPACING_SECONDS_MAX))
}

/// A few domains need not wait for each other for longer than this, in seconds.
const SPACING_SECONDS_MAX: f64 = 0.25;

/// The interval of a domain that was calm since then: the usual one, doubled as often as a week of
/// calm doubled.
fn period(pace: &Pace, calm_since: Timestamp, now: Timestamp) -> u64 {
    let calm = now.0.saturating_sub(calm_since.0) / CALM_SECONDS;
    let doublings = match calm {
        0 => 0,
        weeks => 1 + weeks.ilog2(),
    };
    let mut period = pace.every_seconds.max(1);
    for _ in 0..doublings {
        let Some(longer) = period.checked_mul(2).filter(|p| *p <= pace.slowest_seconds) else {
            break;
        };
        period = longer;
    }
    period
}

/// The domain's place in the next interval, at least half of one from now, and a little later.
fn in_its_place(domain: &DomainName, period: u64, now: Timestamp, random: u64) -> Timestamp {
    let earliest = now.plus_seconds((period / 2).max(1));
    let place = place(domain, period);
    let into = earliest.0 % period;
    let until = if into <= place {
        place - into
    } else {
        period - into + place
    };
    earliest
        .plus_seconds(until)
        .plus_seconds(part(random, period / 20))
}

/// Where a domain stands within `period` seconds. A place in an interval is also one in each that is a
/// multiple of it, so that a calmer domain keeps its minute.
fn place(domain: &DomainName, period: u64) -> u64 {
    let digest = digest(&SHA256, domain.as_str().as_bytes());
    let mut octets = [0; 8];
    // SHA-256 has 32 octets.
    octets.copy_from_slice(&digest.as_ref()[..8]);
    u64::from_be_bytes(octets) % period.max(1)
}

/// A random part of a time.
fn part(random: u64, of: u64) -> u64 {
    random % (of + 1)
}

/// Numbers of domains are far below those that a float holds exactly.
fn count(domains: usize) -> f64 {
    domains as f64
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    const DAY: u64 = 86_400;
    const START: Timestamp = Timestamp(1_795_000_000);

    fn name(index: usize) -> DomainName {
        format!("d{index}.example").parse().unwrap()
    }

    fn mood(open: Open, calm_since: Timestamp) -> Mood {
        Mood {
            open,
            calm_since,
            wake: None,
        }
    }

    /// A random number for each use, the same in every run.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            self.0 >> 20
        }
    }

    /// Looks of many domains over some days, by the time they begin at. `serve` takes the one that is
    /// due first and no earlier than the spacing allows.
    fn simulate(domains: usize, days: u64, first_due: impl Fn(usize) -> Timestamp) -> Vec<u64> {
        let pace = Pace::default();
        let mut dice = Dice(7);
        let mut queue: BTreeMap<(u64, usize), ()> = BTreeMap::new();
        for index in 0..domains {
            queue.insert((first_due(index).0, index), ());
        }
        let spacing = spacing(domains, &pace).as_secs_f64();
        let (mut free, mut begun) = (START.0 as f64, Vec::new());
        while let Some(((due, index), ())) = queue.pop_first() {
            let at = free.max(due as f64);
            if at >= (START.0 + days * DAY) as f64 {
                break;
            }
            free = at + spacing;
            let now = Timestamp(at as u64);
            begun.push(now.0);
            let next = next(
                &name(index),
                &pace,
                &mood(Open::Nothing, now),
                now,
                dice.roll(),
            );
            assert!(next > now);
            queue.insert((next.0, index), ());
        }
        begun
    }

    /// The most looks that begin in any of the windows of so many seconds.
    fn busiest(begun: &[u64], window: u64) -> usize {
        let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
        for at in begun {
            *counts.entry(at / window).or_default() += 1;
        }
        counts.into_values().max().unwrap_or(0)
    }

    #[test]
    fn ten_thousand_domains_are_spread_over_the_hour() {
        let due = |index| first(&name(index), &Pace::default(), 10_000, START);
        let begun = simulate(10_000, 3, due);
        // 24 looks a day each, jitter and the first hours aside.
        let per_domain = begun.len() as f64 / 10_000.0;
        assert!((70.0..=74.0).contains(&per_domain), "{per_domain}");
        let later: Vec<u64> = begun
            .iter()
            .copied()
            .filter(|at| *at > START.0 + DAY)
            .collect();
        // 167 in an average minute; five standard deviations above.
        assert!(busiest(&later, 60) < 235, "{}", busiest(&later, 60));
    }

    #[test]
    fn after_a_long_stop_they_do_not_come_all_at_once() {
        let begun = simulate(10_000, 1, |_| Timestamp(START.0 - 5 * DAY));
        // The spacing is 90 ms.
        assert!(busiest(&begun, 1) <= 12, "{}", busiest(&begun, 1));
        let caught_up = begun[9_999] - START.0;
        assert!((890..=910).contains(&caught_up), "{caught_up}");
    }

    #[test]
    fn a_calm_domain_is_looked_at_less_often_and_at_its_minute() {
        let (domain, pace) = (name(1), Pace::default());
        let minute = |at: Timestamp| at.0 % pace.every_seconds;
        let mut gaps = Vec::new();
        let (mut now, calm_since) = (START, START);
        while now.0 < START.0 + 60 * DAY {
            let next = next(&domain, &pace, &mood(Open::Nothing, calm_since), now, 0);
            assert_eq!(minute(next), place(&domain, pace.every_seconds));
            gaps.push((now.0 - START.0, next.0 - now.0));
            now = next;
        }
        let gap_at = |day: u64| {
            gaps.iter()
                .rev()
                .find(|(at, _)| *at <= day * DAY)
                .unwrap()
                .1
        };
        assert_eq!(gap_at(3), 3_600);
        assert_eq!(gap_at(10), 2 * 3_600);
        assert_eq!(gap_at(40), 4 * 3_600);
        assert_eq!(gaps.last().unwrap().1, 4 * 3_600);
    }

    #[test]
    fn what_is_open_brings_the_next_look_forward() {
        let (domain, pace) = (name(2), Pace::default());
        let pause =
            |open, random| next(&domain, &pace, &mood(open, START), START, random).0 - START.0;
        for random in [0, 1, 74, u64::MAX] {
            assert!((300..=375).contains(&pause(Open::Stir, random)));
            assert!((300..=375).contains(&pause(Open::Unseen(1), random)));
            assert!((600..=750).contains(&pause(Open::Unseen(2), random)));
            assert!((1_800..=5_580).contains(&pause(Open::Nothing, random)));
            // A server that stays silent is asked as often as one that speaks.
            assert_eq!(
                pause(Open::Unseen(40), random),
                pause(Open::Nothing, random)
            );
        }
    }

    #[test]
    fn a_moment_that_is_waited_for_is_met() {
        let (domain, pace) = (name(3), Pace::default());
        let mut waits = mood(Open::Nothing, START);
        waits.wake = Some(START.plus_seconds(600));
        let next_look = next(&domain, &pace, &waits, START, 75).0 - START.0;
        assert!((600..=675).contains(&next_look), "{next_look}");
        // One that is over was met by this look.
        waits.wake = Some(START);
        assert!(next(&domain, &pace, &waits, START, 0).0 - START.0 >= 1_800);
    }

    proptest! {
        #[test]
        fn never_now_and_never_forgotten(
            index in 0_usize..1_000,
            every in 1_u64..100_000,
            slower in 1_u64..8,
            again in 1_u64..10_000,
            calm in 0_u64..400 * DAY,
            now in 0_u64..u64::MAX / 2,
            open in 0_u32..80,
            wake in proptest::option::of(any::<u64>()),
            random: u64,
        ) {
            let pace = Pace {
                every_seconds: every,
                slowest_seconds: every * slower,
                again_seconds: again,
            };
            let now = Timestamp(now);
            let open = match open {
                0 => Open::Nothing,
                1 => Open::Stir,
                looks => Open::Unseen(looks),
            };
            let mood = Mood {
                open,
                calm_since: Timestamp(now.0.saturating_sub(calm)),
                wake: wake.map(Timestamp),
            };
            let next = next(&name(index), &pace, &mood, now, random);
            prop_assert!(next > now);
            let longest = pace.slowest_seconds * 3 / 2 + pace.slowest_seconds / 20 + 2;
            prop_assert!(next.0 - now.0 <= longest, "{} > {longest}", next.0 - now.0);
        }
    }
}
