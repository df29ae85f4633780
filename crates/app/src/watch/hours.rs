//! Quiet hours and the times of digests, as a clock on a wall shows them.

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use protocols::time::Timestamp;

/// Hours in which only what is critical is told. They may go over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// They begin.
    pub from: Time,
    /// They are over.
    pub until: Time,
}

/// When what was not worth a message of its own is told together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digest {
    /// Every day at this time.
    Daily(Time),
    /// Every week on this day, at this time.
    Weekly(Weekday, Time),
}

/// Days that are looked at for the next time something comes: of any eight in a row one is the day.
const DAYS_AHEAD: i64 = 8;

impl QuietHours {
    /// When the quiet hours end that are on now; `None` outside them.
    pub fn end(&self, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
        let today = date(zone, now)?;
        // Those of yesterday may not be over yet.
        for offset in [-1, 0] {
            let day = today.checked_add(offset.days()).ok()?;
            let last = match self.from < self.until {
                true => day,
                false => day.tomorrow().ok()?,
            };
            let (from, until) = (
                moment(zone, day, self.from)?,
                moment(zone, last, self.until)?,
            );
            if from <= now && now < until {
                return Some(until);
            }
        }
        None
    }
}

impl Digest {
    /// The next time after now. A calendar that ends before it is of no use to anybody: then now.
    pub fn next(&self, zone: &TimeZone, now: Timestamp) -> Timestamp {
        self.after(zone, now).unwrap_or(now)
    }

    fn after(&self, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
        let today = date(zone, now)?;
        for offset in 0..=DAYS_AHEAD {
            let day = today.checked_add(offset.days()).ok()?;
            let time = match self {
                Digest::Daily(time) => *time,
                Digest::Weekly(weekday, time) if day.weekday() == *weekday => *time,
                Digest::Weekly(..) => continue,
            };
            let at = moment(zone, day, time)?;
            if at > now {
                return Some(at);
            }
        }
        None
    }
}

fn date(zone: &TimeZone, now: Timestamp) -> Option<Date> {
    let now = jiff::Timestamp::from_second(i64::try_from(now.0).ok()?).ok()?;
    Some(zone.to_datetime(now).date())
}

/// The moment at which a clock shows this; of an hour that is skipped the first moment after it, of one
/// that comes twice the first.
fn moment(zone: &TimeZone, day: Date, time: Time) -> Option<Timestamp> {
    let at = zone.to_timestamp(day.to_datetime(time)).ok()?;
    u64::try_from(at.as_second()).ok().map(Timestamp)
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    fn berlin() -> TimeZone {
        TimeZone::get("Europe/Berlin").unwrap()
    }

    fn at(text: &str) -> Timestamp {
        let moment = text.parse::<jiff::civil::DateTime>().unwrap();
        let second = berlin().to_timestamp(moment).unwrap().as_second();
        Timestamp(u64::try_from(second).unwrap())
    }

    fn quiet(from: i8, until: i8, now: &str, expect: Option<&str>) {
        let hours = QuietHours {
            from: time(from, 0, 0, 0),
            until: time(until, 0, 0, 0),
        };
        assert_eq!(hours.end(&berlin(), at(now)), expect.map(at), "{now}");
    }

    #[test]
    fn quiet_hours_over_midnight_and_within_a_day() {
        quiet(22, 7, "2026-11-24T21:59", None);
        quiet(22, 7, "2026-11-24T22:00", Some("2026-11-25T07:00"));
        quiet(22, 7, "2026-11-25T03:00", Some("2026-11-25T07:00"));
        quiet(22, 7, "2026-11-25T07:00", None);
        quiet(12, 14, "2026-11-24T13:00", Some("2026-11-24T14:00"));
        quiet(12, 14, "2026-11-24T15:00", None);
        // The same hour twice means the whole day.
        quiet(0, 0, "2026-11-24T15:00", Some("2026-11-25T00:00"));
    }

    #[test]
    fn the_clocks_are_changed_at_night() {
        // 29 March 2026: 2:00 becomes 3:00. The night is an hour shorter.
        quiet(22, 7, "2026-03-29T01:30", Some("2026-03-29T07:00"));
        assert_eq!(
            at("2026-03-29T07:00").0 - at("2026-03-28T22:00").0,
            8 * 3_600
        );
        // An hour that there is not ends at its end.
        quiet(22, 2, "2026-03-29T01:30", Some("2026-03-29T03:00"));
        // 25 October 2026: 3:00 becomes 2:00.
        assert_eq!(
            at("2026-10-25T07:00").0 - at("2026-10-24T22:00").0,
            10 * 3_600
        );
        quiet(22, 7, "2026-10-25T06:59", Some("2026-10-25T07:00"));
    }

    fn digest(digest: Digest, now: &str, expect: &str) {
        assert_eq!(digest.next(&berlin(), at(now)), at(expect), "{now}");
    }

    #[test]
    fn the_next_digest() {
        let eight = time(8, 0, 0, 0);
        digest(Digest::Daily(eight), "2026-11-24T07:59", "2026-11-24T08:00");
        digest(Digest::Daily(eight), "2026-11-24T08:00", "2026-11-25T08:00");
        let mondays = Digest::Weekly(Weekday::Monday, eight);
        digest(mondays, "2026-11-24T09:00", "2026-11-30T08:00");
        digest(mondays, "2026-11-30T08:00", "2026-12-07T08:00");
        digest(mondays, "2026-11-30T07:00", "2026-11-30T08:00");
        let skipped = Digest::Daily(time(2, 30, 0, 0));
        digest(skipped, "2026-03-28T12:00", "2026-03-29T03:30");
    }
}
