//! A moment, given as an argument: nothing in this crate reads a clock.

/// Seconds since 1970-01-01T00:00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub u64);

impl Timestamp {
    /// Whole days from `self` until `later`; 0 when `later` is not later.
    pub fn days_until(self, later: Timestamp) -> u64 {
        later.0.saturating_sub(self.0) / 86_400
    }
}
