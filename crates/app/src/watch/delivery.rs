//! When a message that could not be delivered is tried again, and when no more.

use protocols::time::Timestamp;

/// The pauses between the first tries, in seconds; the last of them is kept from then on.
const PAUSES_SECONDS: [u64; 7] = [60, 120, 300, 900, 1_800, 3_600, 7_200];

/// For how long a message is tried, in seconds: three days. RFC 5321 §4.5.4.1 has four to five for mail
/// of people; an alarm of last week is no alarm.
pub const TRIED_SECONDS: u64 = 3 * 86_400;

/// Whoever sends a message has it for this long, in seconds; then whoever comes next may send it, for
/// the first one has died.
pub const LEASE_SECONDS: u64 = 600;

/// What becomes of a message that was not delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextTry {
    /// It is tried again then.
    At(Timestamp),
    /// It is given up.
    Never,
}

/// After a try in vain. `tries` counts those so far; `asked_seconds` is how long the other side asked us to wait.
pub fn after_failure(
    created: Timestamp,
    tries: u32,
    asked_seconds: Option<u64>,
    now: Timestamp,
    random: u64,
) -> NextTry {
    if now.0.saturating_sub(created.0) >= TRIED_SECONDS {
        return NextTry::Never;
    }
    let index = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    let last = PAUSES_SECONDS.len() - 1;
    let pause = PAUSES_SECONDS[index.min(last)];
    let pause = pause.max(asked_seconds.unwrap_or(0).min(86_400));
    NextTry::At(now.plus_seconds(pause + random % (pause / 10 + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_tried_for_three_days_and_ever_more_seldom() {
        let created = Timestamp(1_795_000_000);
        let (mut now, mut pauses) = (created, Vec::new());
        for tries in 1.. {
            match after_failure(created, tries, None, now, 0) {
                NextTry::At(at) => {
                    pauses.push(at.0 - now.0);
                    now = at;
                }
                NextTry::Never => break,
            }
        }
        assert_eq!(pauses[..8], [60, 120, 300, 900, 1_800, 3_600, 7_200, 7_200]);
        assert!(now.0 - created.0 < TRIED_SECONDS + 7_200 + 1);
        assert!((35..50).contains(&pauses.len()), "{}", pauses.len());
    }

    #[test]
    fn the_other_side_may_ask_for_patience() {
        let now = Timestamp(1_795_000_000);
        let at = |asked| after_failure(now, 1, asked, now, 0);
        assert_eq!(at(Some(600)), NextTry::At(now.plus_seconds(600)));
        assert_eq!(at(Some(1)), NextTry::At(now.plus_seconds(60)));
        assert_eq!(at(Some(u64::MAX)), NextTry::At(now.plus_seconds(86_400)));
    }
}
