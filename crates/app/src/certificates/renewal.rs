//! When a certificate is renewed.

use protocols::time::Timestamp;

use super::life::Draw;

/// Certificates that hold for less than ten days are renewed at half of their time: a third of it would
/// leave too little for an authority that is down over a long weekend.
const SHORT_SECONDS: u64 = 10 * 86_400;
/// An authority is asked for its window no more often, and at least this often, in seconds (RFC 9773
/// §4.3.2 wants such limits, and names a minute and a day).
const ASK_SECONDS_MIN: u64 = 60;
const ASK_SECONDS_MAX: u64 = 86_400;
/// How often it is asked where it does not say, in seconds. RFC 9773 §4.3.2 has an answer name the
/// time; Let's Encrypt's is six hours.
const ASK_SECONDS: u64 = 6 * 3_600;

/// From when until when a certificate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    /// The first moment.
    pub not_before: Timestamp,
    /// The last moment.
    pub not_after: Timestamp,
}

/// The time in which an authority wants a certificate renewed (RFC 9773 §4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    start: Timestamp,
    end: Timestamp,
}

impl Window {
    /// `None` where the end is before the start: RFC 9773 §4.2 has such a window count for nothing.
    pub fn new(start: Timestamp, end: Timestamp) -> Option<Window> {
        (end >= start).then_some(Window { start, end })
    }

    /// Its first moment.
    pub fn start(self) -> Timestamp {
        self.start
    }

    /// Its last moment.
    pub fn end(self) -> Timestamp {
        self.end
    }
}

impl Lifetime {
    fn seconds(self) -> u64 {
        self.not_after.0.saturating_sub(self.not_before.0)
    }

    /// When it is renewed where the authority says nothing: at two thirds of its time, or at half of a
    /// short one, and up to a twentieth of it earlier, so that what was made together is not renewed
    /// together.
    pub fn renewal(self, draw: Draw) -> Timestamp {
        let all = self.seconds();
        let at = if all < SHORT_SECONDS {
            all / 2
        } else {
            all / 3 * 2
        };
        let early = draw.of(all / 20);
        self.not_before.plus_seconds(at.saturating_sub(early))
    }

    /// The last moment at which renewing it should begin, whatever the authority suggests: what is left
    /// then is enough for several tries.
    pub fn latest(self) -> Timestamp {
        let all = self.seconds();
        self.not_before.plus_seconds(all - all / 6)
    }

    /// A moment within the authority's window, any of them with the same chance.
    ///
    /// RFC 9773 §4.2: 'Select a uniform random time within the suggested window.' A window behind the
    /// time at which too little would be left is not waited for.
    pub fn within(self, window: Window, draw: Draw) -> Timestamp {
        let width = window.end.0 - window.start.0;
        let at = window.start.plus_seconds(draw.of(width.saturating_add(1)));
        at.min(self.latest())
    }
}

/// Seconds until an authority is asked for its window again, given what it said.
pub(super) fn ask_again(retry_after: Option<u64>, draw: Draw) -> u64 {
    match retry_after {
        Some(seconds) => seconds.clamp(ASK_SECONDS_MIN, ASK_SECONDS_MAX),
        // Anywhere between six and twelve hours: twice a day at least, and not all at once.
        None => ASK_SECONDS + draw.of(ASK_SECONDS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 86_400;

    fn lifetime(days: u64) -> Lifetime {
        Lifetime {
            not_before: Timestamp(0),
            not_after: Timestamp(days * DAY),
        }
    }

    fn days(at: Timestamp) -> u64 {
        at.0 / DAY
    }

    #[test]
    fn at_two_thirds_or_half_and_a_little_earlier() {
        assert_eq!(days(lifetime(90).renewal(Draw(0))), 60);
        assert_eq!(days(lifetime(90).renewal(Draw(u32::MAX))), 55);
        assert_eq!(days(lifetime(45).renewal(Draw(0))), 30);
        assert_eq!(days(lifetime(6).renewal(Draw(0))), 3);
        assert_eq!(lifetime(0).renewal(Draw(u32::MAX)), Timestamp(0));
        assert_eq!(days(lifetime(90).latest()), 75);
    }

    #[test]
    fn within_the_window_and_never_too_late() {
        let window = |start, end| Window::new(Timestamp(start), Timestamp(end)).unwrap();
        let at = |window, draw| lifetime(90).within(window, Draw(draw)).0;
        let month = window(60 * DAY, 62 * DAY);
        assert_eq!(at(month, 0), 60 * DAY);
        assert_eq!(at(month, u32::MAX), 62 * DAY);
        assert_eq!(at(window(7, 7), u32::MAX), 7);
        assert_eq!(at(window(100 * DAY, 101 * DAY), 0), 75 * DAY);
        assert_eq!(at(window(0, u64::MAX), u32::MAX), 75 * DAY);
        assert_eq!(Window::new(Timestamp(2), Timestamp(1)), None);
    }

    #[test]
    fn asking_again() {
        assert_eq!(ask_again(Some(0), Draw(0)), 60);
        assert_eq!(ask_again(Some(21_600), Draw(0)), 21_600);
        assert_eq!(ask_again(Some(u64::MAX), Draw(0)), 86_400);
        let most = ask_again(None, Draw(u32::MAX));
        assert!((43_000..43_200).contains(&most), "{most}");
    }
}
