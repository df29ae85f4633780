//! A moment, given as an argument: nothing in this crate reads a clock.

/// Seconds since 1970-01-01T00:00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub u64);

impl Timestamp {
    /// Whole days from `self` until `later`; 0 when `later` is not later.
    pub fn days_until(self, later: Timestamp) -> u64 {
        later.0.saturating_sub(self.0) / 86_400
    }

    /// This many seconds later; the last moment there is where that is past it.
    #[must_use]
    pub fn plus_seconds(self, seconds: u64) -> Timestamp {
        Timestamp(self.0.saturating_add(seconds))
    }

    /// Year and month (1–12) in UTC, in the Gregorian calendar.
    pub fn year_and_month(self) -> (u64, u8) {
        // Days since 0000-03-01: with the leap day last, months have a pattern of 153 days in five.
        let days = self.0 / 86_400 + 719_468;
        let era = days / 146_097;
        let day_of_era = days % 146_097;
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let (month, next_year) = match month_from_march {
            0..=9 => (month_from_march + 3, 0),
            late => (late - 9, 1),
        };
        // `month` is 1 to 12.
        (era * 400 + year_of_era + next_year, month as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_months() {
        let month = |seconds| Timestamp(seconds).year_and_month();
        assert_eq!(month(0), (1970, 1));
        assert_eq!(month(951_782_400), (2000, 2)); // 29 February
        assert_eq!(month(951_868_800), (2000, 3));
        assert_eq!(month(1_795_521_600), (2026, 11));
        assert_eq!(month(1_798_761_599), (2026, 12));
        assert_eq!(month(1_798_761_600), (2027, 1));
    }
}
