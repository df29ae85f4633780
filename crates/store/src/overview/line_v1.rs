//! What is kept of a domain in the list, as JSON, version 1.

use app::overview::{Open, Rank, Summary, Worst};
use protocols::answers::Failure;
use protocols::assessment::{ProtectionKind, State};
use protocols::finding::{Severity, Value};
use protocols::name::DomainName;
use protocols::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::watch::shapes::{FailureV1, ProtectionV1, SeverityV1};

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    #[serde(with = "RankV1")]
    rank: Rank,
    looked: u64,
    protections: Vec<StandsV1>,
    worst: Option<WorstV1>,
    more: usize,
    open: Option<OpenV1>,
    changes: usize,
    waits_until: Option<u64>,
    parked: bool,
    rules: Vec<RuleV1>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StandsV1 {
    #[serde(with = "ProtectionV1")]
    kind: ProtectionKind,
    #[serde(with = "StateV1")]
    state: State,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WorstV1 {
    rule: String,
    #[serde(with = "SeverityV1")]
    severity: Severity,
    args: Vec<(String, ArgV1)>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum ArgV1 {
    Count(u64),
    Text(String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenV1 {
    #[serde(with = "ProtectionV1")]
    protection: ProtectionKind,
    #[serde(with = "FailureV1")]
    failure: Failure,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleV1 {
    rule: String,
    #[serde(with = "SeverityV1")]
    severity: Severity,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Rank", rename_all = "kebab-case")]
enum RankV1 {
    Critical,
    High,
    Unseen,
    Medium,
    New,
    Waiting,
    Fine,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "State", rename_all = "kebab-case")]
enum StateV1 {
    Fine,
    Warning,
    Problem,
    Absent,
    NotNeeded,
    Unknown,
}

/// The line as it is stored.
pub(super) fn write(summary: &Summary) -> String {
    let document = Document {
        version: VERSION,
        rank: summary.rank,
        looked: summary.looked.0,
        protections: summary
            .protections
            .iter()
            .map(|(kind, state)| StandsV1 {
                kind: *kind,
                state: *state,
            })
            .collect(),
        worst: summary.worst.as_ref().map(|worst| WorstV1 {
            rule: worst.rule.clone(),
            severity: worst.severity,
            args: worst.args.iter().map(arg).collect(),
        }),
        more: summary.more,
        open: summary.open.as_ref().map(|open| OpenV1 {
            protection: open.protection,
            failure: open.failure,
        }),
        changes: summary.changes,
        waits_until: summary.waits_until.map(|until| until.0),
        parked: summary.is_parked,
        rules: summary
            .rules
            .iter()
            .map(|(rule, severity)| RuleV1 {
                rule: rule.clone(),
                severity: *severity,
            })
            .collect(),
    };
    // Nothing in it can fail to be written: no map with other keys than texts, no number that is none.
    serde_json::to_string(&document).unwrap_or_default()
}

fn arg((name, value): &(String, Value)) -> (String, ArgV1) {
    let value = match value {
        Value::Text(text) => ArgV1::Text(text.clone()),
        Value::Count(count) => ArgV1::Count(*count),
    };
    (name.clone(), value)
}

/// The line of a domain; `None` where it was not written by us.
pub(super) fn read(domain: &DomainName, text: &str) -> Option<Summary> {
    let document: Document = serde_json::from_str(text).ok()?;
    if document.version != VERSION {
        return None;
    }
    let value = |value: ArgV1| match value {
        ArgV1::Text(text) => Value::Text(text),
        ArgV1::Count(count) => Value::Count(count),
    };
    Some(Summary {
        domain: domain.clone(),
        rank: document.rank,
        looked: Timestamp(document.looked),
        protections: document
            .protections
            .into_iter()
            .map(|stands| (stands.kind, stands.state))
            .collect(),
        worst: document.worst.map(|worst| Worst {
            rule: worst.rule,
            severity: worst.severity,
            args: worst
                .args
                .into_iter()
                .map(|(name, arg)| (name, value(arg)))
                .collect(),
        }),
        more: document.more,
        open: document.open.map(|open| Open {
            protection: open.protection,
            failure: open.failure,
        }),
        changes: document.changes,
        waits_until: document.waits_until.map(Timestamp),
        is_parked: document.parked,
        rules: document
            .rules
            .into_iter()
            .map(|rule| (rule.rule, rule.severity))
            .collect(),
    })
}
