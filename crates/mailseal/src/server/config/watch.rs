//! `[watch]`: how domains are looked at again, and what is done on the way.

use app::watch::look::Terms;
use app::watch::schedule::Pace;
use serde::Deserialize;

use super::{Fault, Period};
use crate::failure::Failed;

/// The watch.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Watch {
    /// Whether domains are looked at at all.
    pub(crate) enabled: bool,
    /// How often a domain is looked at.
    pub(crate) every: Period,
    /// How often, at least, where nothing changed for weeks.
    pub(crate) slowest: Period,
    /// The pause before a look that something waits for.
    pub(crate) again: Period,
    /// Looks at once.
    pub(crate) parallel: u16,
    /// In how many looks in a row something must be seen before it counts.
    pub(crate) confirm: u32,
    /// How often something must have been tried in vain before that is told.
    pub(crate) gap_tries: u32,
    /// For how long it must have been so.
    pub(crate) gap_lasts: Period,
    /// For how long the timeline is kept.
    pub(crate) keep: Period,
    /// Whether jobs that wait, or were cut off, are taken up.
    pub(crate) resume: bool,
    /// Whether keys and policies move on where they need no word of their owner.
    pub(crate) advance: bool,
    /// After which time a key that signs gets a successor; without it, that is only told.
    pub(crate) rotate_after: Option<Period>,
}

/// Looks at once at the most: each holds some sockets.
const PARALLEL_MAX: u16 = 512;

impl Default for Watch {
    fn default() -> Watch {
        Watch {
            enabled: true,
            every: Period::hours(1),
            slowest: Period::hours(4),
            again: Period::minutes(5),
            parallel: 32,
            confirm: 2,
            gap_tries: 3,
            gap_lasts: Period::hours(6),
            keep: Period::days(400),
            resume: true,
            advance: true,
            rotate_after: None,
        }
    }
}

impl Watch {
    /// How often domains are looked at.
    pub(crate) fn pace(&self) -> Pace {
        Pace {
            every_seconds: self.every.0,
            slowest_seconds: self.slowest.0,
            again_seconds: self.again.0,
        }
    }

    /// When something counts.
    pub(crate) fn terms(&self) -> Terms {
        Terms {
            confirm_looks: self.confirm,
            gap_tries: self.gap_tries,
            gap_seconds: self.gap_lasts.0,
        }
    }

    pub(super) fn check(&self) -> Result<(), Fault> {
        let at_least = |setting, least: &str| {
            let why = Failed::new("reason-config-least").text("least", least);
            Err(Fault::of_value(setting, why))
        };
        if self.slowest < self.every {
            return at_least(&["watch", "slowest"], "watch.every");
        }
        if self.confirm == 0 {
            return at_least(&["watch", "confirm"], "1");
        }
        if self.gap_tries == 0 {
            return at_least(&["watch", "gap-tries"], "1");
        }
        if !(1..=PARALLEL_MAX).contains(&self.parallel) {
            let why = Failed::new("reason-config-between")
                .count("least", 1_u64)
                .count("most", PARALLEL_MAX);
            return Err(Fault::of_value(&["watch", "parallel"], why));
        }
        Ok(())
    }
}
