//! A time in the configuration, as people write it: `5 min`, `6 h`, `400 days`.

use jiff::{Span, SpanRelativeTo, Unit};
use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected};

/// A century: nothing that is set is longer, and no sum of some overflows.
const SECONDS_MAX: u64 = 100 * 366 * 86_400;

/// Some seconds, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Period(pub(crate) u64);

impl Period {
    /// So many minutes.
    pub(crate) const fn minutes(minutes: u64) -> Period {
        Period(minutes * 60)
    }

    /// So many hours.
    pub(crate) const fn hours(hours: u64) -> Period {
        Period(hours * 3_600)
    }

    /// So many days.
    pub(crate) const fn days(days: u64) -> Period {
        Period(days * 86_400)
    }

    fn parse(text: &str) -> Option<Period> {
        let span: Span = text.parse().ok()?;
        let whole = SpanRelativeTo::days_are_24_hours();
        let seconds = span.total((Unit::Second, whole)).ok()?;
        // Beyond 2^53 a float is no whole number, and the bound is far below.
        let is_sound = seconds >= 1.0 && seconds <= SECONDS_MAX as f64;
        is_sound.then_some(Period(seconds as u64))
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Period, D::Error> {
        let text = String::deserialize(deserializer)?;
        Period::parse(&text).ok_or_else(|| {
            let expected = "a time such as `5 min`, `6 h` or `400 days`";
            D::Error::invalid_value(Unexpected::Str(&text), &expected)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_people_write_it() {
        for (text, seconds) in [
            ("30 s", 30),
            ("5 min", 300),
            ("1h", 3_600),
            ("1 h 30 min", 5_400),
            ("180 days", 180 * 86_400),
            ("2 weeks", 14 * 86_400),
        ] {
            assert_eq!(Period::parse(text), Some(Period(seconds)), "{text}");
        }
        for none in [
            "",
            "5",
            "0 s",
            "-1 h",
            "1 month",
            "1 h ago",
            "9999999 days",
            "x",
        ] {
            assert_eq!(Period::parse(none), None, "{none}");
        }
    }
}
