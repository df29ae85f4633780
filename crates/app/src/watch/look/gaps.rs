//! What could not be asked: from the first failure to the first answer it is one gap.

use std::collections::BTreeSet;

use protocols::answers::Failure;

use super::Looker;
use crate::watch::alarm::{Alarm, Raised, Stands};
use crate::watch::change::{AlarmKey, Change};
use crate::watch::limits::{BLIND_MAX, GAPS_MAX};
use crate::watch::observe::{GapOf, Observation, Unseen};
use crate::watch::part::{Part, RecordsFor};
use crate::watch::state::Gap;

/// A failure that the very next try mends is no gap worth a line.
const TRIES_WORTH_A_LINE: u32 = 2;

impl Looker<'_> {
    pub(super) fn gaps(&mut self, seen: &Observation) {
        for (of, unseen) in &seen.gaps {
            self.in_vain(of, unseen);
        }
        let over: Vec<GapOf> = self
            .watch
            .gaps
            .keys()
            .filter(|of| self.is_over(of, seen))
            .cloned()
            .collect();
        for of in over {
            self.is_seen_again(of);
        }
    }

    fn in_vain(&mut self, of: &GapOf, unseen: &Unseen) {
        if self.watch.gaps.len() >= GAPS_MAX && !self.watch.gaps.contains_key(of) {
            return;
        }
        let now = self.now;
        let gap = self.watch.gaps.entry(of.clone()).or_insert_with(|| Gap {
            since: now,
            tries: 0,
            failure: unseen.failure,
            servers: unseen.servers.clone(),
            questions: BTreeSet::new(),
        });
        gap.tries = gap.tries.saturating_add(1);
        for question in &unseen.questions {
            if gap.questions.len() < BLIND_MAX {
                gap.questions.insert(*question);
            }
        }
        let lasts = now.0.saturating_sub(gap.since.0) >= self.terms.gap_seconds;
        if !lasts || gap.tries < self.terms.gap_tries {
            return;
        }
        let change = open_gap(of, gap);
        let key = AlarmKey::Gap(of.clone());
        let raised = Raised {
            severity: change.severity(),
            rank: 1,
            since: gap.since,
        };
        let alarm = self.watch.alarms.entry(key.clone());
        let alarm = alarm.or_insert_with(|| Alarm::quiet(raised.severity, now));
        // Its line in the timeline is written when it is over.
        let telling = alarm.raise(&key, raised, now);
        self.tell(change, telling);
    }

    /// Whether what could not be asked was asked and answered, or is no longer asked although
    /// everything that leads there was answered.
    fn is_over(&self, of: &GapOf, seen: &Observation) -> bool {
        if seen.gaps.contains_key(of) {
            return false;
        }
        match of {
            GapOf::Dns => true,
            GapOf::OtherDns(_) => !seen.gaps.contains_key(&GapOf::Dns),
            GapOf::PolicyHost => {
                let is_record_known = !seen.gaps.contains_key(&GapOf::Dns);
                seen.known.contains_key(&Part::Policy) || is_record_known
            }
            GapOf::MailHost(host) => {
                let mx = Part::Records(RecordsFor::Mx, self.domain.clone());
                seen.known.contains_key(&Part::Certificate(host.clone()))
                    || seen.known.contains_key(&mx)
            }
        }
    }

    fn is_seen_again(&mut self, of: GapOf) {
        let Some(gap) = self.watch.gaps.remove(&of) else {
            return;
        };
        let change = Change::Gap {
            of: of.clone(),
            since: gap.since,
            until: Some(self.now),
            tries: gap.tries,
            failure: gap.failure,
            servers: gap.servers,
        };
        if gap.tries >= TRIES_WORTH_A_LINE {
            self.entries.push(change.clone());
        }
        let key = AlarmKey::Gap(of);
        let now = self.now;
        let telling = self
            .watch
            .alarms
            .get_mut(&key)
            .and_then(|alarm| alarm.clear(&key, now));
        self.tell(change, telling);
    }
}

impl Looker<'_> {
    /// A gap that turned to and fro, when it came to rest.
    pub(super) fn gap_as_it_stands(
        &self,
        of: &GapOf,
        alarm: &Alarm,
        stands: Stands,
    ) -> Option<Change> {
        match (stands, self.watch.gaps.get(of)) {
            (Stands::Raised, Some(gap)) => Some(open_gap(of, gap)),
            // It ended, or it began anew and does not last yet.
            (Stands::Cleared, _) => Some(Change::Gap {
                of: of.clone(),
                since: alarm.since,
                until: Some(self.now),
                tries: 0,
                failure: Failure::NotAsked,
                servers: Vec::new(),
            }),
            (Stands::Raised, None) => None,
        }
    }
}

/// A gap that is not over.
fn open_gap(of: &GapOf, gap: &Gap) -> Change {
    Change::Gap {
        of: of.clone(),
        since: gap.since,
        until: None,
        tries: gap.tries,
        failure: gap.failure,
        servers: gap.servers.clone(),
    }
}
