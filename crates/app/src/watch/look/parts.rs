//! Comparing parts with what they were.

use std::collections::BTreeSet;

use protocols::assessment::ProtectionKind;
use protocols::finding::Severity;
use protocols::limits::SPF_LOOKUPS_MAX;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use super::{Glance, Looker};
use crate::watch::alarm::{Alarm, Raised};
use crate::watch::change::{AlarmKey, By, Cause, Change};
use crate::watch::explain::Ours;
use crate::watch::includes;
use crate::watch::limits::{BLIND_MAX, PARTS_MAX};
use crate::watch::observe::{Blind, Observation};
use crate::watch::part::{
    FindingKey, FindingSeen, IncludeSeen, KeptRecords, Part, RecordsFor, Value,
};
use crate::watch::state::{Candidate, PartState};

/// After so many candidates that came to nothing a part no longer brings the next look forward: it is
/// one that is answered by turns.
const VAIN_MAX: u32 = 3;

/// What a look says of a part.
enum Sight {
    Known(Option<Value>),
    Unknown,
    /// It is no part of the domain any more.
    Gone,
}

/// A part that became another.
struct Accepted {
    part: Part,
    before: Option<Value>,
    after: Option<Value>,
    /// When it was first seen so.
    first: Timestamp,
    is_of_old: bool,
}

impl Looker<'_> {
    /// The first look: what stands is taken as it is.
    pub(super) fn begin(&mut self, seen: &Observation) {
        let mut findings = 0;
        for (part, value) in seen.known.iter().take(PARTS_MAX) {
            if let (Part::Finding(key), Some(Value::Finding(seen))) = (part, value) {
                findings += 1;
                self.stood_before(key, seen.severity, self.now);
            }
            if is_kept(part, value.as_ref()) {
                let state = PartState::known(value.clone(), self.now);
                self.watch.parts.insert(part.clone(), state);
            }
        }
        self.watch.basis = seen.blind.clone();
        self.watch.unheard = seen.blind.clone();
        self.entries.push(Change::Begun { findings });
    }

    fn stood_before(&mut self, key: &FindingKey, severity: Severity, since: Timestamp) {
        let alarm = Alarm::of_old(severity, rank(severity), since);
        let key = AlarmKey::Finding(key.clone());
        self.watch.alarms.insert(key, alarm);
    }

    /// A further look.
    pub(super) fn compare(&mut self, glance: &Glance) {
        let blind = self.newly_blind(&glance.seen);
        let heard = self.newly_heard(&glance.seen);
        let mut parts: BTreeSet<Part> = self.watch.parts.keys().cloned().collect();
        parts.extend(glance.seen.known.keys().cloned());
        let mut accepted = Vec::new();
        for part in parts {
            let Sight::Known(value) = self.sight(&part, &glance.seen, &blind) else {
                continue;
            };
            let is_of_old = match &part {
                Part::Finding(key) => heard.contains(&protection_of(&key.rule)),
                _ => false,
            };
            accepted.extend(self.see(part, value, is_of_old, &glance.ours));
        }
        self.keep_basis(&glance.seen, &blind);
        let grown = grown(&accepted);
        for accepted in accepted {
            self.accept(accepted, grown.as_ref(), &glance.ours);
        }
    }

    /// The protections of which less is known than when their findings were last complete, with gaps
    /// that are lived with aside.
    fn newly_blind(&self, seen: &Observation) -> BTreeSet<ProtectionKind> {
        let settled = self.watch.settled(self.now);
        let nothing = Blind::new();
        let is_blinder = |kind: &ProtectionKind, blind: &Blind| {
            let basis = self.watch.basis.get(kind).unwrap_or(&nothing);
            let is_new = |question| !basis.contains(question) && !settled.contains(question);
            blind.len() > BLIND_MAX || blind.iter().any(is_new)
        };
        let blind = seen.blind.iter();
        blind
            .filter(|(kind, blind)| is_blinder(kind, blind))
            .map(|(kind, _)| *kind)
            .collect()
    }

    /// The protections of which something is known for the first time: what is found there now may
    /// have been so before the watch began.
    fn newly_heard(&mut self, seen: &Observation) -> BTreeSet<ProtectionKind> {
        let nothing = Blind::new();
        let mut heard = BTreeSet::new();
        self.watch.unheard.retain(|kind, unheard| {
            let blind = seen.blind.get(kind).unwrap_or(&nothing);
            let before = unheard.len();
            unheard.retain(|question| blind.contains(question));
            if unheard.len() < before {
                heard.insert(*kind);
            }
            !unheard.is_empty()
        });
        heard
    }

    fn keep_basis(&mut self, seen: &Observation, blind: &BTreeSet<ProtectionKind>) {
        self.watch.basis.retain(|kind, _| blind.contains(kind));
        for (kind, questions) in &seen.blind {
            if !blind.contains(kind) {
                self.watch.basis.insert(*kind, questions.clone());
            }
        }
    }

    /// What the look says of a part; a part that is gone is let go of.
    fn sight(
        &mut self,
        part: &Part,
        seen: &Observation,
        blind: &BTreeSet<ProtectionKind>,
    ) -> Sight {
        let sight = match seen.known.get(part) {
            Some(value) => Sight::Known(value.clone()),
            None if seen.unknown.contains(part) => Sight::Unknown,
            None => match part {
                Part::Finding(key) if blind.contains(&protection_of(&key.rule)) => Sight::Unknown,
                Part::Finding(_) => Sight::Known(None),
                // Which parts there are may hang on what could not be asked.
                Part::Records(..)
                | Part::Certificate(_)
                | Part::Policy
                | Part::SpfLookups
                | Part::Include(_) => match blind.is_empty() {
                    true => Sight::Gone,
                    false => Sight::Unknown,
                },
            },
        };
        if matches!(sight, Sight::Gone) {
            self.watch.parts.remove(part);
            if let Part::Certificate(host) = part {
                self.watch
                    .alarms
                    .remove(&AlarmKey::Certificate(host.clone()));
            }
        }
        sight
    }

    /// Takes in what is known of a part. Gives what counts as changed now.
    fn see(
        &mut self,
        part: Part,
        value: Option<Value>,
        is_of_old: bool,
        ours: &Ours,
    ) -> Option<Accepted> {
        let has_room = self.watch.parts.len() < PARTS_MAX;
        let state = match self.watch.parts.get_mut(&part) {
            Some(state) => state,
            None if !is_kept(&part, value.as_ref()) || !has_room => return None,
            None => {
                let before = match part {
                    // It was not there, or it would be known.
                    Part::Finding(_) | Part::Records(RecordsFor::DkimKey, _) => None,
                    // It was not known, so this is no change.
                    Part::Records(..)
                    | Part::Certificate(_)
                    | Part::Policy
                    | Part::SpfLookups
                    | Part::Include(_) => value.clone(),
                };
                let state = PartState::known(before, self.now);
                self.watch.parts.entry(part.clone()).or_insert(state)
            }
        };
        let needed = match by(&part, state.value.as_ref(), value.as_ref(), ours) {
            Some(By::Step(_)) => 1,
            Some(By::Wanted | By::Others) | None => self.terms.confirm_looks,
        };
        let seen = Seen {
            value,
            is_of_old,
            needed,
        };
        let accepted = state.take(&part, seen, self.now);
        if state.candidate.is_some() {
            self.stirs |= state.vain <= VAIN_MAX;
            if let Part::Include(name) = &part {
                self.shared.insert(Cause::Include(name.clone()));
            }
        }
        if state.value.is_none() && state.candidate.is_none() && !is_kept(&part, None) {
            self.watch.parts.remove(&part);
        }
        accepted
    }

    /// Says what it means that a part is another.
    fn accept(&mut self, accepted: Accepted, grown: Option<&DomainName>, ours: &Ours) {
        let Accepted {
            part,
            before,
            after,
            first,
            is_of_old,
        } = accepted;
        match (part, before, after) {
            (Part::Records(role, owner), before, after) => {
                let (before, after) = (records(before), records(after));
                let by = ours.records(role, &owner, before.as_ref(), after.as_ref());
                self.happened(Change::Records {
                    role,
                    owner,
                    before,
                    after,
                    by,
                });
            }
            (
                Part::Certificate(host),
                Some(Value::Certificate(before)),
                Some(Value::Certificate(after)),
            ) => self.happened(Change::Certificate {
                host,
                before,
                after,
            }),
            // That a host has no TLS any more, or has some, is said by its findings.
            (Part::Certificate(_), _, _) => {}
            (Part::Policy, before, after) => {
                let policy = |value| match value {
                    Some(Value::Policy(policy)) => Some(policy),
                    _ => None,
                };
                let (before, after) = (policy(before), policy(after));
                let by = ours.served(after.as_ref());
                self.happened(Change::Policy { before, after, by });
            }
            (Part::SpfLookups, before, after) => {
                self.lookups(lookups(before), lookups(after), grown, first);
            }
            (Part::Include(name), before, after) => {
                let (before, after) = (include(before), include(after));
                if let Some(what) = includes::compare(before.as_ref(), after.as_ref()) {
                    self.happened(Change::Include { name, what });
                }
            }
            (Part::Finding(key), before, after) => {
                let turned = Turned {
                    before: finding(before),
                    after: finding(after),
                    first,
                    is_of_old,
                };
                self.finding(key, turned);
            }
        }
    }

    fn lookups(&mut self, before: u32, after: u32, grown: Option<&DomainName>, first: Timestamp) {
        let key = AlarmKey::SpfLookups;
        let change = if is_over_limit(after) {
            Change::SpfOverLimit {
                before,
                after,
                grown: grown.cloned(),
            }
        } else {
            let since = self
                .watch
                .alarms
                .get(&key)
                .map_or(first, |alarm| alarm.since);
            Change::SpfWithinLimit { after, since }
        };
        match is_over_limit(after) {
            true => {
                let raised = Raised {
                    severity: change.severity(),
                    rank: 1,
                    since: first,
                };
                self.raise(key, raised, change);
            }
            false => self.clear(&key, change),
        }
    }

    fn finding(&mut self, finding: FindingKey, turned: Turned) {
        let Turned {
            before,
            after,
            first,
            is_of_old,
        } = turned;
        let key = AlarmKey::Finding(finding.clone());
        match after {
            Some(seen) if is_of_old && before.is_none() => {
                self.stood_before(&finding, seen.severity, first);
            }
            Some(seen) => {
                let raised = Raised {
                    severity: seen.severity,
                    rank: rank(seen.severity),
                    since: first,
                };
                let change = Change::Found {
                    finding,
                    arguments: seen.arguments,
                    severity: seen.severity,
                    since: first,
                };
                self.raise(key, raised, change);
            }
            None => {
                let alarm = self.watch.alarms.get(&key);
                let severity = before.as_ref().map(|seen| seen.severity);
                let severity = alarm.map(|alarm| alarm.severity).or(severity);
                let change = Change::Mended {
                    finding,
                    arguments: before.map(|seen| seen.arguments).unwrap_or_default(),
                    severity: severity.unwrap_or(Severity::Info),
                    since: alarm.map_or(first, |alarm| alarm.since),
                };
                self.clear(&key, change);
            }
        }
    }
}

/// A finding that came, went or is worse.
struct Turned {
    before: Option<FindingSeen>,
    after: Option<FindingSeen>,
    first: Timestamp,
    is_of_old: bool,
}

/// What was seen of a part, and how often it must be.
struct Seen {
    value: Option<Value>,
    is_of_old: bool,
    needed: u32,
}

impl PartState {
    /// Takes in a value. Gives what counts as changed now.
    fn take(&mut self, part: &Part, seen: Seen, now: Timestamp) -> Option<Accepted> {
        if !is_news(self.value.as_ref(), seen.value.as_ref()) {
            if self.candidate.take().is_some() {
                self.vain = self.vain.saturating_add(1);
            }
            self.value = seen.value;
            return None;
        }
        let candidate = match self.candidate.take() {
            Some(candidate) if !is_news(candidate.value.as_ref(), seen.value.as_ref()) => {
                Candidate {
                    looks: candidate.looks.saturating_add(1),
                    ..candidate
                }
            }
            other => {
                self.vain = self.vain.saturating_add(u32::from(other.is_some()));
                Candidate {
                    value: seen.value,
                    first: now,
                    looks: 1,
                    is_of_old: seen.is_of_old,
                }
            }
        };
        if candidate.looks < seen.needed {
            self.candidate = Some(candidate);
            return None;
        }
        let before = std::mem::replace(&mut self.value, candidate.value.clone());
        self.since = candidate.first;
        self.vain = 0;
        Some(Accepted {
            part: part.clone(),
            before,
            after: candidate.value,
            first: candidate.first,
            is_of_old: candidate.is_of_old,
        })
    }
}

/// Whether the one value is another than the other in a way that matters.
fn is_news(before: Option<&Value>, after: Option<&Value>) -> bool {
    match (before, after) {
        (Some(Value::Include(before)), Some(Value::Include(after))) => {
            includes::compare(Some(before), Some(after)).is_some()
        }
        (Some(Value::Lookups(before)), Some(Value::Lookups(after))) => {
            is_over_limit(*before) != is_over_limit(*after)
        }
        // The days that are left, and other numbers, make no other finding of it.
        (Some(Value::Finding(before)), Some(Value::Finding(after))) => {
            before.severity != after.severity
        }
        // Whether there is a record at all is said by itself.
        (Some(Value::Lookups(count)), None) | (None, Some(Value::Lookups(count))) => {
            is_over_limit(*count)
        }
        (before, after) => before != after,
    }
}

/// Whether a part is worth keeping. That there is no key at any of the names that are tried, or no
/// finding, goes without saying.
fn is_kept(part: &Part, value: Option<&Value>) -> bool {
    match part {
        Part::Finding(_) | Part::Records(RecordsFor::DkimKey, _) => value.is_some(),
        Part::Records(..)
        | Part::Certificate(_)
        | Part::Policy
        | Part::SpfLookups
        | Part::Include(_) => true,
    }
}

/// Who made of the one the other, for records.
fn by(part: &Part, before: Option<&Value>, after: Option<&Value>, ours: &Ours) -> Option<By> {
    let Part::Records(role, owner) = part else {
        return None;
    };
    let records = |value: Option<&Value>| records(value.cloned());
    Some(ours.records(
        *role,
        owner,
        records(before).as_ref(),
        records(after).as_ref(),
    ))
}

/// The included record that grew most, where the domain's own record did not change.
fn grown(accepted: &[Accepted]) -> Option<DomainName> {
    let is_own = |accepted: &Accepted| matches!(&accepted.part, Part::Records(RecordsFor::Spf, _));
    if accepted.iter().any(is_own) {
        return None;
    }
    let growth = accepted.iter().filter_map(|accepted| {
        let Part::Include(name) = &accepted.part else {
            return None;
        };
        let count = |value: &Option<Value>| match value {
            Some(Value::Include(include)) => include.lookups,
            _ => 0,
        };
        let more = count(&accepted.after).checked_sub(count(&accepted.before))?;
        (more > 0).then_some((more, name))
    });
    growth.max().map(|(_, name)| name.clone())
}

fn is_over_limit(lookups: u32) -> bool {
    usize::try_from(lookups).is_ok_and(|lookups| lookups > SPF_LOOKUPS_MAX)
}

fn records(value: Option<Value>) -> Option<KeptRecords> {
    match value {
        Some(Value::Records(records)) => Some(records),
        _ => None,
    }
}

fn include(value: Option<Value>) -> Option<IncludeSeen> {
    match value {
        Some(Value::Include(include)) => Some(include),
        _ => None,
    }
}

fn lookups(value: Option<Value>) -> u32 {
    match value {
        Some(Value::Lookups(lookups)) => lookups,
        _ => 0,
    }
}

fn finding(value: Option<Value>) -> Option<FindingSeen> {
    match value {
        Some(Value::Finding(seen)) => Some(seen),
        _ => None,
    }
}

/// A finding that is worse is told again.
pub(super) fn rank(severity: Severity) -> u8 {
    match severity {
        Severity::Info => 1,
        Severity::Low => 2,
        Severity::Medium => 3,
        Severity::High => 4,
        Severity::Critical => 5,
    }
}

/// The protection a finding weighs on, by the room in its id.
fn protection_of(rule: &str) -> ProtectionKind {
    ProtectionKind::of_rule(rule)
}
