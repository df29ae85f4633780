//! What is kept of a domain between two looks.

use std::collections::{BTreeMap, BTreeSet};

use protocols::answers::Failure;
use protocols::assessment::ProtectionKind;
use protocols::time::Timestamp;

use super::alarm::Alarm;
use super::change::AlarmKey;
use super::observe::{Blind, GapOf, QuestionId};
use super::part::{Part, Value};

/// A gap of this length, in seconds, is lived with: what its questions would say is missing from then
/// on, and what else is seen counts. A week.
pub const SETTLED_SECONDS: u64 = 7 * 86_400;

/// What is kept of a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainWatch {
    /// When the watch began.
    pub begun: Timestamp,
    /// Looks so far.
    pub looks: u64,
    /// Looks to which not everything was answered.
    pub incomplete_looks: u64,
    /// When it was looked at last.
    pub looked: Timestamp,
    /// Since when nothing changed.
    pub calm_since: Timestamp,
    /// The last known value of each part.
    pub parts: BTreeMap<Part, PartState>,
    /// What stands, and what stood lately.
    pub alarms: BTreeMap<AlarmKey, Alarm>,
    /// What cannot be asked at present.
    pub gaps: BTreeMap<GapOf, Gap>,
    /// By protection, what was not answered when its findings were last complete.
    pub basis: BTreeMap<ProtectionKind, Blind>,
    /// By protection, what was never answered since the watch began.
    pub unheard: BTreeMap<ProtectionKind, Blind>,
}

/// What is known of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartState {
    /// What it is; `None` where it is known not to be there.
    pub value: Option<Value>,
    /// Since when.
    pub since: Timestamp,
    /// What it seems to be now.
    pub candidate: Option<Candidate>,
    /// How many candidates came and went since it last changed.
    pub vain: u32,
}

/// What a part seems to have become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What.
    pub value: Option<Value>,
    /// When it was first seen.
    pub first: Timestamp,
    /// In how many looks it was seen.
    pub looks: u32,
    /// Whether it may have been so before the watch began.
    pub is_of_old: bool,
}

/// Something that cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Since when.
    pub since: Timestamp,
    /// How often it was tried in vain.
    pub tries: u32,
    /// Why not.
    pub failure: Failure,
    /// The servers that gave no answer, where they are known.
    pub servers: Vec<String>,
    /// The questions.
    pub questions: BTreeSet<QuestionId>,
}

impl PartState {
    /// A part that is known for the first time.
    pub fn known(value: Option<Value>, since: Timestamp) -> PartState {
        PartState {
            value,
            since,
            candidate: None,
            vain: 0,
        }
    }
}

impl DomainWatch {
    /// Nothing is known yet.
    pub fn new(now: Timestamp) -> DomainWatch {
        DomainWatch {
            begun: now,
            looks: 0,
            incomplete_looks: 0,
            looked: now,
            calm_since: now,
            parts: BTreeMap::new(),
            alarms: BTreeMap::new(),
            gaps: BTreeMap::new(),
            basis: BTreeMap::new(),
            unheard: BTreeMap::new(),
        }
    }

    /// The value of a part as it was last known.
    pub fn value(&self, part: &Part) -> Option<&Value> {
        self.parts.get(part)?.value.as_ref()
    }

    /// The questions of gaps that are lived with.
    pub(super) fn settled(&self, now: Timestamp) -> Blind {
        let is_settled = |gap: &&Gap| now.0.saturating_sub(gap.since.0) >= SETTLED_SECONDS;
        let gaps = self.gaps.values().filter(is_settled);
        gaps.flat_map(|gap| gap.questions.iter().copied()).collect()
    }
}
