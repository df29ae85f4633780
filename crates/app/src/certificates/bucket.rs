//! What an authority lets an account do: so much at once, and then one more every so often.

use protocols::time::Timestamp;

/// How often something may be done.
///
/// Let's Encrypt counts this way too: a bucket that fills again evenly over the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How often at once.
    pub burst: u32,
    /// After how many seconds all of it may be done again.
    pub seconds: u64,
}

impl Rate {
    /// Milliseconds until one more may be done, rounded up: never more than the authority allows.
    fn interval_ms(self) -> u64 {
        let burst = u64::from(self.burst.max(1));
        self.seconds.saturating_mul(1_000).div_ceil(burst)
    }
}

/// How much was taken of a rate: the moment at which nothing will be missing. One number says it all,
/// so that it is easily kept across a restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Bucket {
    full_at_ms: u64,
}

impl Bucket {
    /// The bucket that is full again at this many milliseconds since 1970.
    pub fn full_at_ms(full_at_ms: u64) -> Bucket {
        Bucket { full_at_ms }
    }

    /// When it will be full again, in milliseconds since 1970.
    pub fn as_ms(self) -> u64 {
        self.full_at_ms
    }

    /// How often it may be done now.
    pub fn free(self, rate: Rate, now: Timestamp) -> u32 {
        let missing = self.full_at_ms.saturating_sub(ms(now));
        match rate.interval_ms() {
            0 => rate.burst,
            interval => {
                let missing = missing.div_ceil(interval);
                rate.burst
                    .saturating_sub(u32::try_from(missing).unwrap_or(u32::MAX))
            }
        }
    }

    /// The bucket after it was done once.
    #[must_use]
    pub fn taken(self, rate: Rate, now: Timestamp) -> Bucket {
        let from = self.full_at_ms.max(ms(now));
        Bucket {
            full_at_ms: from.saturating_add(rate.interval_ms()),
        }
    }

    /// When it may be done for the time after `before` others that come first.
    pub fn turn(self, rate: Rate, before: u64, now: Timestamp) -> Timestamp {
        let interval = rate.interval_ms();
        let capacity = interval.saturating_mul(u64::from(rate.burst));
        let after = self
            .full_at_ms
            .max(ms(now))
            .saturating_add(interval.saturating_mul(before.saturating_add(1)));
        let at = Timestamp(after.saturating_sub(capacity).div_ceil(1_000));
        at.max(now)
    }
}

fn ms(at: Timestamp) -> u64 {
    at.0.saturating_mul(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Let's Encrypt's new orders.
    const ORDERS: Rate = Rate {
        burst: 300,
        seconds: 3 * 3_600,
    };
    const NOW: Timestamp = Timestamp(1_800_000_000);

    #[test]
    fn a_burst_and_then_one_every_36_seconds() {
        let mut bucket = Bucket::default();
        for left in (0..300).rev() {
            bucket = bucket.taken(ORDERS, NOW);
            assert_eq!(bucket.free(ORDERS, NOW), left);
        }
        assert_eq!(bucket.free(ORDERS, NOW.plus_seconds(35)), 0);
        assert_eq!(bucket.free(ORDERS, NOW.plus_seconds(36)), 1);
        assert_eq!(bucket.turn(ORDERS, 0, NOW), NOW.plus_seconds(36));
        assert_eq!(bucket.turn(ORDERS, 9, NOW), NOW.plus_seconds(360));
        assert_eq!(bucket.free(ORDERS, NOW.plus_seconds(3 * 3_600)), 300);
    }

    #[test]
    fn ten_thousand_names_take_97_hours() {
        let turn = Bucket::default().turn(ORDERS, 9_999, NOW);
        assert_eq!((turn.0 - NOW.0) / 3_600, 97);
    }

    #[test]
    fn nothing_overflows() {
        let never = Rate {
            burst: 0,
            seconds: u64::MAX,
        };
        let bucket = Bucket::full_at_ms(u64::MAX).taken(never, NOW);
        assert_eq!(bucket.free(never, NOW), 0);
        assert!(bucket.turn(never, u64::MAX, NOW) > NOW);
        let always = Rate {
            burst: u32::MAX,
            seconds: 0,
        };
        assert_eq!(
            Bucket::default().taken(always, NOW).free(always, NOW),
            u32::MAX
        );
        assert_eq!(Bucket::default().turn(always, 1_000_000, NOW), NOW);
    }
}
