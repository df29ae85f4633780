//! When what failed is tried again.

use super::life::Draw;

/// After an order that failed: the authority's own advice (Let's Encrypt's integration guide) is
/// 1, 10, 100 minutes and then daily. No name is ever given up: it may be put right any day.
const ORDER: [u64; 4] = [60, 600, 6_000, 86_400];
/// After a look that said the authority would refuse: that costs nobody but us a few questions, and
/// whoever just set a record waits for it.
const LOOK: [u64; 3] = [60, 600, 3_600];
/// After the authority itself failed: it is no name's fault, so all wait, and soon look again.
const AUTHORITY: [u64; 4] = [60, 300, 900, 1_800];

/// The longest that an authority's `Retry-After` is believed, in seconds. The longest limit of Let's
/// Encrypt is a week.
const RETRY_AFTER_SECONDS_MAX: u64 = 8 * 86_400;

/// Seconds until a name is tried again that failed `times` in a row, from 1.
pub(super) fn of_order(times: u32, draw: Draw) -> u64 {
    late(step(&ORDER, times), draw)
}

/// Seconds until a name is looked at again that was not as it must be `times` in a row.
pub(super) fn of_look(times: u32, draw: Draw) -> u64 {
    late(step(&LOOK, times), draw)
}

/// Seconds until the authority is asked again that failed `times` in a row.
pub(super) fn of_authority(times: u32, draw: Draw) -> u64 {
    late(step(&AUTHORITY, times), draw)
}

/// At least what the authority said, and never for ever.
pub(super) fn at_least(seconds: u64, retry_after: Option<u64>) -> u64 {
    let said = retry_after.unwrap_or(0).min(RETRY_AFTER_SECONDS_MAX);
    seconds.max(said)
}

fn step(steps: &[u64], times: u32) -> u64 {
    let index = usize::try_from(times.saturating_sub(1)).unwrap_or(usize::MAX);
    let last = steps.len() - 1;
    steps[index.min(last)]
}

/// Up to a tenth later, so that those who failed together do not come back together.
fn late(seconds: u64, draw: Draw) -> u64 {
    seconds + draw.of(seconds / 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_ten_and_a_hundred_minutes_then_daily() {
        let waits: Vec<u64> = (1..=6).map(|times| of_order(times, Draw(0))).collect();
        assert_eq!(waits, [60, 600, 6_000, 86_400, 86_400, 86_400]);
        assert_eq!(of_order(u32::MAX, Draw(u32::MAX)), 86_400 + 8_639);
        assert_eq!(of_order(0, Draw(0)), 60);
    }

    #[test]
    fn what_the_authority_says_holds_within_reason() {
        assert_eq!(at_least(60, None), 60);
        assert_eq!(at_least(60, Some(10)), 60);
        assert_eq!(at_least(60, Some(3_600)), 3_600);
        assert_eq!(at_least(60, Some(u64::MAX)), 8 * 86_400);
    }
}
