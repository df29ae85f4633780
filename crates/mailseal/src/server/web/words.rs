//! What pages say, in one language: sentences from the catalogue, and numbers, sizes and times as that
//! language writes them.

use jiff::tz::TimeZone;
use protocols::time::Timestamp;

use super::parts::sentence;
use crate::failure::Failed;
use crate::wording::{Arguments, Catalogue, Language};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// One language's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words(Language);

impl Words {
    /// Those of a language.
    pub(crate) fn of(language: Language) -> Words {
        Words(language)
    }

    /// The language.
    pub(crate) fn language(self) -> Language {
        self.0
    }

    /// The catalogue, for what is worded for terminals and pages alike.
    pub(crate) fn catalogue(self) -> &'static Catalogue {
        Catalogue::shared(self.0)
    }

    /// A message without placeables.
    pub(crate) fn t(self, key: &str) -> String {
        self.catalogue().word(key)
    }

    /// A message.
    pub(crate) fn say(self, key: &str, arguments: &Arguments<'_>) -> String {
        self.catalogue().say(key, arguments)
    }

    /// A message as a sentence of its own; what it is about keeps its letters.
    pub(crate) fn sentence(self, key: &str, arguments: &Arguments<'_>) -> String {
        let text = self.say(key, arguments);
        match self.catalogue().begins_with_words(key) {
            true => sentence(&text),
            false => text,
        }
    }

    /// Why something was refused, as a sentence.
    pub(crate) fn why(self, failed: &Failed) -> String {
        let text = failed.what(self.catalogue());
        match self.catalogue().begins_with_words(failed.key()) {
            true => sentence(&text),
            false => text,
        }
    }

    /// A message about so many things.
    pub(crate) fn count(self, key: &str, count: impl TryInto<u64>) -> String {
        let count = count.try_into().unwrap_or(u64::MAX);
        // The number decides on the plural, the text is what is read.
        let arguments = Arguments::none()
            .count("count", count)
            .text("number", self.number(count));
        self.say(key, &arguments)
    }

    /// A message with one text.
    pub(crate) fn with(self, key: &str, name: &'static str, value: impl AsRef<str>) -> String {
        self.say(key, &Arguments::none().text(name, value))
    }

    /// `18,220` or `18.220`.
    pub(crate) fn number(self, number: u64) -> String {
        let mark = match self.language() {
            Language::English => ',',
            Language::German => '.',
        };
        let digits = number.to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(digit);
        }
        out
    }

    /// `4 min ago`, to the unit that matters.
    pub(crate) fn ago(self, then: Timestamp, now: Timestamp) -> String {
        let seconds = now.0.saturating_sub(then.0);
        if seconds < MINUTE {
            return self.t("pages-ago-now");
        }
        let (key, count) = span(seconds);
        self.with(&format!("pages-ago-{key}"), "n", count.to_string())
    }

    /// `in 56 min`, to the unit that matters.
    pub(crate) fn until(self, then: Timestamp, now: Timestamp) -> String {
        let seconds = then.0.saturating_sub(now.0);
        let (key, count) = span(seconds.max(MINUTE));
        self.with(&format!("pages-in-{key}"), "n", count.to_string())
    }

    /// `24 Nov 2026, 12:41 UTC` or `24. Nov. 2026, 12:41 UTC`.
    pub(crate) fn moment(self, moment: Timestamp) -> String {
        let at = civil(moment);
        let day = self.day(moment);
        format!("{day}, {:02}:{:02} UTC", at.hour(), at.minute())
    }

    /// `24 Nov 2026` or `24. Nov. 2026`.
    pub(crate) fn day(self, moment: Timestamp) -> String {
        let at = civil(moment);
        let month = self.t(&format!("pages-month-{}", at.month()));
        match self.language() {
            Language::English => format!("{} {month} {}", at.day(), at.year()),
            Language::German => format!("{}. {month} {}", at.day(), at.year()),
        }
    }
}

/// `2026-11-24T12:41:00Z`, as `<time datetime>` has it.
pub(crate) fn machine_time(moment: Timestamp) -> String {
    civil(moment).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn civil(moment: Timestamp) -> jiff::civil::DateTime {
    let seconds = i64::try_from(moment.0).unwrap_or(i64::MAX);
    let moment = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX);
    TimeZone::UTC.to_datetime(moment)
}

/// Minutes below an hour, hours below two days, days above.
fn span(seconds: u64) -> (&'static str, u64) {
    match seconds {
        ..HOUR => ("minutes", seconds / MINUTE),
        HOUR..=172_799 => ("hours", seconds / HOUR),
        _ => ("days", seconds / DAY),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(check: impl Fn(Words) -> String) -> [String; 2] {
        [Language::English, Language::German].map(|language| check(Words::of(language)))
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(both(|w| w.number(7)), ["7", "7"]);
        assert_eq!(both(|w| w.number(999)), ["999", "999"]);
        assert_eq!(both(|w| w.number(18_220)), ["18,220", "18.220"]);
        assert_eq!(both(|w| w.number(1_000_000)), ["1,000,000", "1.000.000"]);
    }

    #[test]
    fn times_are_told_to_the_unit_that_matters() {
        let now = Timestamp(1_795_523_600);
        let ago = |seconds: u64| both(|w| w.ago(Timestamp(now.0 - seconds), now));
        assert_eq!(ago(0), ["just now", "gerade eben"]);
        assert_eq!(ago(59 * 60 + 59), ["59 min ago", "vor 59 min"]);
        assert_eq!(ago(2 * HOUR), ["2 h ago", "vor 2 h"]);
        assert_eq!(ago(47 * HOUR), ["47 h ago", "vor 47 h"]);
        assert_eq!(ago(48 * HOUR), ["2 d ago", "vor 2 Tagen"]);
        let until = |seconds: u64| both(|w| w.until(now.plus_seconds(seconds), now));
        assert_eq!(until(10), ["in 1 min", "in 1 min"]);
        assert_eq!(until(56 * 60), ["in 56 min", "in 56 min"]);
    }

    #[test]
    fn moments_are_written_as_the_language_does() {
        let moment = Timestamp(1_795_523_600);
        assert_eq!(
            both(|w| w.moment(moment)),
            ["24 Nov 2026, 12:33 UTC", "24. Nov. 2026, 12:33 UTC"]
        );
        assert_eq!(machine_time(moment), "2026-11-24T12:33:20Z");
    }
}
