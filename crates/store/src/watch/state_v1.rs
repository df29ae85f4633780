//! What is kept of a watched domain, as JSON, version 1.

use std::collections::{BTreeMap, BTreeSet};

use app::watch::alarm::{Alarm, Stands};
use app::watch::observe::{Blind, QuestionId};
use app::watch::state::{Candidate, DomainWatch, Gap, PartState};
use protocols::answers::Failure;
use protocols::assessment::ProtectionKind;
use protocols::finding::Severity;
use protocols::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::shapes::{AlarmKeyV1, FailureV1, GapOfV1, PartV1, ProtectionV1, SeverityV1, ValueV1};

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    begun: u64,
    looks: u64,
    incomplete: u64,
    looked: u64,
    calm_since: u64,
    parts: Vec<PartStateV1>,
    alarms: Vec<AlarmV1>,
    gaps: Vec<GapV1>,
    basis: Vec<BlindV1>,
    unheard: Vec<BlindV1>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartStateV1 {
    part: PartV1,
    value: Option<ValueV1>,
    since: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    candidate: Option<CandidateV1>,
    #[serde(default)]
    vain: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CandidateV1 {
    value: Option<ValueV1>,
    first: u64,
    looks: u32,
    of_old: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AlarmV1 {
    key: AlarmKeyV1,
    #[serde(with = "SeverityV1")]
    severity: Severity,
    rank: u8,
    since: u64,
    raised: bool,
    said_raised: bool,
    turns: Vec<u64>,
    restless: bool,
    told_to: BTreeSet<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct GapV1 {
    of: GapOfV1,
    since: u64,
    tries: u32,
    #[serde(with = "FailureV1")]
    failure: Failure,
    servers: Vec<String>,
    questions: Vec<u64>,
}

#[derive(Serialize, Deserialize)]
struct BlindV1(#[serde(with = "ProtectionV1")] ProtectionKind, Vec<u64>);

/// The document of a state.
pub(super) fn write(watch: &DomainWatch) -> Result<String, serde_json::Error> {
    let parts = watch.parts.iter().map(|(part, state)| PartStateV1 {
        part: PartV1::out(part),
        value: state.value.as_ref().map(ValueV1::out),
        since: state.since.0,
        candidate: state.candidate.as_ref().map(|candidate| CandidateV1 {
            value: candidate.value.as_ref().map(ValueV1::out),
            first: candidate.first.0,
            looks: candidate.looks,
            of_old: candidate.is_of_old,
        }),
        vain: state.vain,
    });
    let alarms = watch.alarms.iter().map(|(key, alarm)| AlarmV1 {
        key: AlarmKeyV1::out(key),
        severity: alarm.severity,
        rank: alarm.rank,
        since: alarm.since.0,
        raised: alarm.stands == Stands::Raised,
        said_raised: alarm.said == Stands::Raised,
        turns: alarm.turns.iter().map(|turn| turn.0).collect(),
        restless: alarm.is_restless,
        told_to: alarm.told_to.clone(),
    });
    let gaps = watch.gaps.iter().map(|(of, gap)| GapV1 {
        of: GapOfV1::out(of),
        since: gap.since.0,
        tries: gap.tries,
        failure: gap.failure,
        servers: gap.servers.clone(),
        questions: gap.questions.iter().map(|question| question.0).collect(),
    });
    serde_json::to_string(&Document {
        version: VERSION,
        begun: watch.begun.0,
        looks: watch.looks,
        incomplete: watch.incomplete_looks,
        looked: watch.looked.0,
        calm_since: watch.calm_since.0,
        parts: parts.collect(),
        alarms: alarms.collect(),
        gaps: gaps.collect(),
        basis: blind_out(&watch.basis),
        unheard: blind_out(&watch.unheard),
    })
}

/// The state of a document; `None` where it does not read.
pub(super) fn read(text: &str) -> Option<DomainWatch> {
    let document: Document = serde_json::from_str(text).ok()?;
    if document.version != VERSION {
        return None;
    }
    let mut watch = DomainWatch::new(Timestamp(document.begun));
    watch.looks = document.looks;
    watch.incomplete_looks = document.incomplete;
    watch.looked = Timestamp(document.looked);
    watch.calm_since = Timestamp(document.calm_since);
    for shape in document.parts {
        let candidate = shape.candidate.map(|candidate| Candidate {
            value: candidate.value.map(ValueV1::into_value),
            first: Timestamp(candidate.first),
            looks: candidate.looks,
            is_of_old: candidate.of_old,
        });
        let state = PartState {
            value: shape.value.map(ValueV1::into_value),
            since: Timestamp(shape.since),
            candidate,
            vain: shape.vain,
        };
        watch.parts.insert(shape.part.into_part()?, state);
    }
    for shape in document.alarms {
        let alarm = Alarm {
            severity: shape.severity,
            rank: shape.rank,
            since: Timestamp(shape.since),
            stands: stands(shape.raised),
            said: stands(shape.said_raised),
            turns: shape.turns.into_iter().map(Timestamp).collect(),
            is_restless: shape.restless,
            told_to: shape.told_to,
        };
        watch.alarms.insert(shape.key.into_key()?, alarm);
    }
    for shape in document.gaps {
        let gap = Gap {
            since: Timestamp(shape.since),
            tries: shape.tries,
            failure: shape.failure,
            servers: shape.servers,
            questions: shape.questions.into_iter().map(QuestionId).collect(),
        };
        watch.gaps.insert(shape.of.into_gap()?, gap);
    }
    watch.basis = blind_in(document.basis);
    watch.unheard = blind_in(document.unheard);
    Some(watch)
}

fn stands(is_raised: bool) -> Stands {
    match is_raised {
        true => Stands::Raised,
        false => Stands::Cleared,
    }
}

fn blind_out(blind: &BTreeMap<ProtectionKind, Blind>) -> Vec<BlindV1> {
    let shapes = blind.iter().map(|(kind, questions)| {
        BlindV1(*kind, questions.iter().map(|question| question.0).collect())
    });
    shapes.collect()
}

fn blind_in(shapes: Vec<BlindV1>) -> BTreeMap<ProtectionKind, Blind> {
    let blind = shapes
        .into_iter()
        .map(|BlindV1(kind, questions)| (kind, questions.into_iter().map(QuestionId).collect()));
    blind.collect()
}
