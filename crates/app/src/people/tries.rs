//! How often a sign-in may be tried: from one address, of one name, from one known browser. Each has a
//! count of its own that makes whoever tries wait longer and longer, up to a quarter of an hour and
//! never for ever: whoever tries in somebody's name must not be able to keep that person out.

use std::net::IpAddr;

use aws_lc_rs::digest::{SHA256, digest};
use protocols::time::Timestamp;

use super::UserName;

/// How the count of failures makes one wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TryLimits {
    /// Failures without a wait.
    pub free: u32,
    /// The first wait in seconds; each further failure doubles it.
    pub wait_seconds: u64,
    /// The longest wait in seconds.
    pub wait_seconds_max: u64,
    /// Seconds without a failure after which nothing is held against anybody.
    pub forgotten_seconds: u64,
}

/// From one address. Several people may sit behind it.
pub const OF_ADDRESS: TryLimits = TryLimits {
    free: 10,
    wait_seconds: 15,
    wait_seconds_max: 900,
    forgotten_seconds: 3_600,
};

/// Of one name, whoever tries; also from one known browser. Kept over a restart.
pub const OF_NAME: TryLimits = TryLimits {
    free: 5,
    wait_seconds: 15,
    wait_seconds_max: 900,
    forgotten_seconds: 86_400,
};

/// What is held against an address, a name or a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    /// Failures since the last success or rest.
    pub failures: u32,
    /// The last of them.
    pub last: Timestamp,
}

impl Tries {
    /// Nothing is held against anybody.
    pub const NONE: Tries = Tries {
        failures: 0,
        last: Timestamp(0),
    };

    /// Until when nothing may be tried; `None` where something may.
    pub fn shut_until(&self, limits: TryLimits, now: Timestamp) -> Option<Timestamp> {
        let until = Timestamp(self.last.0.saturating_add(self.wait(limits)));
        // A clock that was set back must not make anybody wait for longer than the longest wait.
        let longest = Timestamp(now.0.saturating_add(limits.wait_seconds_max));
        let until = until.min(longest);
        (until > now).then_some(until)
    }

    fn wait(&self, limits: TryLimits) -> u64 {
        match self.failures.checked_sub(limits.free) {
            None | Some(0) => 0,
            Some(more) => 1_u64
                .checked_shl(more - 1)
                .and_then(|times| times.checked_mul(limits.wait_seconds))
                .map_or(limits.wait_seconds_max, |wait| {
                    wait.min(limits.wait_seconds_max)
                }),
        }
    }

    /// After one more failure.
    #[must_use]
    pub fn failed(self, limits: TryLimits, now: Timestamp) -> Tries {
        let rested = now.0.saturating_sub(self.last.0) >= limits.forgotten_seconds;
        let before = if rested { 0 } else { self.failures };
        Tries {
            failures: before.saturating_add(1),
            last: now,
        }
    }
}

/// The counts of names are kept in so many places.
pub const PLACES: u16 = 4_096;

/// Where the count of a name is kept. A name that nobody has is counted like any other, in one of a
/// fixed number of places: so the count tells nobody which names there are, and takes no more room
/// however many are tried. Two names in one place wait for each other.
pub fn place_of(name: &UserName) -> u16 {
    let input = [b"mailseal tries\0", name.as_str().as_bytes()].concat();
    let digest = digest(&SHA256, &input);
    let first: [u8; 2] = match digest.as_ref() {
        [a, b, ..] => [*a, *b],
        _ => [0, 0],
    };
    u16::from_be_bytes(first) % PLACES
}

/// The part of an address that one party holds: of IPv6 the first 64 bits, since whoever has one
/// address there has all of them (RFC 6177 §2).
pub fn party(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: TryLimits = TryLimits {
        free: 2,
        wait_seconds: 10,
        wait_seconds_max: 60,
        forgotten_seconds: 1_000,
    };

    #[test]
    fn whoever_fails_waits_longer_and_longer() {
        let mut tries = Tries::NONE;
        let mut waits = Vec::new();
        for _ in 0..7 {
            let now = Timestamp(tries.last.0 + 100);
            assert_eq!(tries.shut_until(LIMITS, now), None);
            tries = tries.failed(LIMITS, now);
            let until = tries.shut_until(LIMITS, now);
            waits.push(until.map_or(0, |until| until.0 - now.0));
        }
        assert_eq!(waits, [0, 0, 10, 20, 40, 60, 60]);
    }

    #[test]
    fn nothing_is_held_against_anybody_for_ever() {
        let mut tries = Tries {
            failures: u32::MAX,
            last: Timestamp(5_000),
        };
        assert_eq!(
            tries.shut_until(LIMITS, Timestamp(5_000)),
            Some(Timestamp(5_060))
        );
        assert_eq!(tries.shut_until(LIMITS, Timestamp(5_060)), None);
        assert_eq!(tries.failed(LIMITS, Timestamp(5_001)).failures, u32::MAX);
        tries = tries.failed(LIMITS, Timestamp(6_000));
        assert_eq!(tries.failures, 1);
        // The clock was an hour ahead when the failure was written down.
        tries = Tries {
            failures: 9,
            last: Timestamp(9_600),
        };
        assert_eq!(
            tries.shut_until(LIMITS, Timestamp(6_000)),
            Some(Timestamp(6_060))
        );
    }

    #[test]
    fn a_party_has_all_addresses_of_its_network() {
        let of = |text: &str| party(text.parse().unwrap()).to_string();
        assert_eq!(of("192.0.2.1"), "192.0.2.1");
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }

    #[test]
    fn every_name_has_its_place() {
        let name = |text: &str| UserName::parse(text).unwrap();
        assert_eq!(place_of(&name("anna")), place_of(&name("Anna")));
        let places: std::collections::BTreeSet<u16> = (0..200)
            .map(|n| place_of(&name(&format!("n{n}"))))
            .collect();
        assert!(places.len() > 150 && places.iter().all(|place| *place < PLACES));
    }
}
