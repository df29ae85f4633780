//! One look at a domain: what was known and what was seen in, what changed out.
//!
//! A change counts when it was seen in several looks in a row ([`Terms::confirm_looks`]), or at once
//! when the journal explains it: a zone that is being rewritten, or a server that is a moment behind,
//! is no change. What could not be asked stays what it was. A gap is an entry when it is over, and told
//! when it lasts.

mod alarms;
mod gaps;
mod parts;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use protocols::name::DomainName;
use protocols::time::Timestamp;

use super::alarm::{Alarm, Stands, Telling};
use super::change::{AlarmKey, Cause, Change};
use super::explain::Ours;
use super::limits::{ALARMS_MAX, CHANGES_MAX};
use super::observe::Observation;
use super::schedule::Open;
use super::state::DomainWatch;

/// When something counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// In how many looks in a row a change must be seen; at least 1.
    pub confirm_looks: u32,
    /// How often something must have been tried in vain before it is told.
    pub gap_tries: u32,
    /// For how long, in seconds, it must have been so.
    pub gap_seconds: u64,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms {
            confirm_looks: 2,
            gap_tries: 3,
            gap_seconds: 6 * 3_600,
        }
    }
}

/// What the keys and policies of a domain want of its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lives {
    /// Nobody looked.
    NotSeen,
    /// These conditions stand.
    Seen(Vec<(AlarmKey, Change)>),
}

/// What a look brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// What was seen in the world.
    pub seen: Observation,
    /// What explains a change.
    pub ours: Ours,
    /// What waits for the owner.
    pub lives: Lives,
    /// What happened beside the look: moves, jobs.
    pub events: Vec<Change>,
}

/// Something to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What.
    pub change: Change,
    /// Why.
    pub telling: Telling,
}

/// What came of a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// What is kept of the domain from now on.
    pub watch: DomainWatch,
    /// What goes into the timeline.
    pub entries: Vec<Change>,
    /// What is to be told.
    pub notices: Vec<Notice>,
    /// What the look left open.
    pub open: Open,
    /// What other domains rest on as well, and should be looked at for.
    pub shared: BTreeSet<Cause>,
}

/// Looks at a domain: the first time where nothing is known of it.
pub fn look(
    domain: &DomainName,
    before: Option<&DomainWatch>,
    glance: Glance,
    terms: &Terms,
    now: Timestamp,
) -> Looked {
    let mut looker = Looker {
        domain,
        terms,
        now,
        watch: before.cloned().unwrap_or_else(|| DomainWatch::new(now)),
        entries: Vec::new(),
        notices: Vec::new(),
        shared: BTreeSet::new(),
        stirs: false,
    };
    if before.is_none() {
        looker.begin(&glance.seen);
    } else {
        looker.compare(&glance);
    }
    looker.certificates();
    looker.gaps(&glance.seen);
    looker.lives(glance.lives);
    for event in glance.events {
        looker.happened(event);
    }
    looker.rest();
    looker.end(&glance.seen)
}

/// A look under way.
struct Looker<'a> {
    domain: &'a DomainName,
    terms: &'a Terms,
    now: Timestamp,
    watch: DomainWatch,
    entries: Vec<Change>,
    notices: Vec<Notice>,
    shared: BTreeSet<Cause>,
    /// Whether something is to be looked at again soon.
    stirs: bool,
}

impl Looker<'_> {
    /// An event: it goes into the timeline and is told.
    fn happened(&mut self, change: Change) {
        self.notices.push(Notice {
            change: change.clone(),
            telling: Telling::Event,
        });
        self.entries.push(change);
    }

    /// Something that turned: it goes into the timeline, and is told where there is something to tell.
    fn turned(&mut self, change: Change, telling: Option<Telling>) {
        self.entries.push(change.clone());
        self.tell(change, telling);
    }

    fn tell(&mut self, change: Change, telling: Option<Telling>) {
        self.notices
            .extend(telling.map(|telling| Notice { change, telling }));
    }

    fn end(mut self, seen: &Observation) -> Looked {
        let (now, watch) = (self.now, &mut self.watch);
        watch.looks = watch.looks.saturating_add(1);
        watch.looked = now;
        if !seen.gaps.is_empty() {
            watch.incomplete_looks = watch.incomplete_looks.saturating_add(1);
        }
        let is_gap = |change: &Change| matches!(change, Change::Gap { .. });
        if !self.entries.iter().all(is_gap) {
            watch.calm_since = now;
            self.stirs = true;
        }
        forget(&mut watch.alarms, now);
        self.entries.truncate(CHANGES_MAX);
        self.notices.truncate(CHANGES_MAX);
        let causes = self.notices.iter();
        let causes = causes.filter_map(|notice| notice.change.cause(self.domain));
        self.shared.extend(causes);
        let tries = self.watch.gaps.values().map(|gap| gap.tries).min();
        let open = match (self.stirs, tries) {
            (true, _) => Open::Stir,
            (false, Some(tries)) => Open::Unseen(tries),
            (false, None) => Open::Nothing,
        };
        Looked {
            watch: self.watch,
            entries: self.entries,
            notices: self.notices,
            open,
            shared: self.shared,
        }
    }
}

/// Lets go of alarms that passed long ago, and of the oldest where there are too many.
fn forget(alarms: &mut BTreeMap<AlarmKey, Alarm>, now: Timestamp) {
    alarms.retain(|_, alarm| !alarm.is_over(now));
    while alarms.len() > ALARMS_MAX {
        let passed = |alarm: &Alarm| alarm.stands == Stands::Cleared;
        let oldest = alarms
            .iter()
            .max_by_key(|(_, alarm)| (passed(alarm), std::cmp::Reverse(alarm.since)))
            .map(|(key, _)| key.clone());
        let Some(oldest) = oldest else { return };
        alarms.remove(&oldest);
    }
}
