//! A change, and a notice of one, as JSON, version 1.
//!
//! ```json
//! {"version": 1, "found": {"finding": {"rule": "dmarc/record-missing", "owner": null},
//!   "arguments": [["name", "a.example"]], "severity": "high", "since": 1795521600}}
//! ```

use app::ledger::StepId;
use app::watch::alarm::Telling;
use app::watch::change::{CertificateStage, Change, JobEnd};
use app::watch::part::RecordsFor;
use protocols::answers::Failure;
use protocols::finding::Severity;
use protocols::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::shapes::{
    AlarmKeyV1, ArgumentsV1, ByV1, CertificateV1, FailureV1, FindingV1, GapOfV1, IncludeChangeV1,
    JobEndV1, LifeNoteV1, PolicyV1, RecordsForV1, RecordsV1, SeverityV1, StageV1, arguments_in,
    arguments_out, name,
};

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Document<T> {
    version: u32,
    #[serde(flatten)]
    content: T,
}

#[derive(Serialize, Deserialize)]
struct NoticeV1 {
    telling: TellingV1,
    change: ChangeV1,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum TellingV1 {
    Event,
    Raise(AlarmKeyV1),
    Clear(AlarmKeyV1),
    Restless(AlarmKeyV1),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ChangeV1 {
    Begun {
        findings: usize,
    },
    Records {
        #[serde(with = "RecordsForV1")]
        role: RecordsFor,
        owner: String,
        before: Option<RecordsV1>,
        after: Option<RecordsV1>,
        by: ByV1,
    },
    Certificate {
        host: String,
        before: CertificateV1,
        after: CertificateV1,
    },
    CertificateEnds {
        host: String,
        #[serde(with = "StageV1")]
        stage: CertificateStage,
        not_after: u64,
    },
    CertificateRenewed {
        host: String,
        since: u64,
        not_after: u64,
    },
    Policy {
        before: Option<PolicyV1>,
        after: Option<PolicyV1>,
        by: ByV1,
    },
    Include {
        name: String,
        what: IncludeChangeV1,
    },
    SpfOverLimit {
        before: u32,
        after: u32,
        grown: Option<String>,
    },
    SpfWithinLimit {
        after: u32,
        since: u64,
    },
    Found {
        finding: FindingV1,
        arguments: ArgumentsV1,
        #[serde(with = "SeverityV1")]
        severity: Severity,
        since: u64,
    },
    Mended {
        finding: FindingV1,
        arguments: ArgumentsV1,
        #[serde(with = "SeverityV1")]
        severity: Severity,
        since: u64,
    },
    Gap {
        of: GapOfV1,
        since: u64,
        until: Option<u64>,
        tries: u32,
        #[serde(with = "FailureV1")]
        failure: Failure,
        servers: Vec<String>,
    },
    Moved(LifeNoteV1),
    Asks(LifeNoteV1),
    Rotated {
        selectors: Vec<String>,
    },
    Job {
        step: u64,
        #[serde(with = "JobEndV1")]
        end: JobEnd,
    },
}

/// The document of a change.
pub(super) fn write(change: &Change) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Document {
        version: VERSION,
        content: out(change),
    })
}

/// The change of a document; `None` where it does not read.
pub(super) fn read(text: &str) -> Option<Change> {
    let document: Document<ChangeV1> = serde_json::from_str(text).ok()?;
    (document.version == VERSION).then(|| into_change(document.content))?
}

/// The document of a notice.
pub(super) fn write_notice(
    change: &Change,
    telling: &Telling,
) -> Result<String, serde_json::Error> {
    let telling = match telling {
        Telling::Event => TellingV1::Event,
        Telling::Raise(key) => TellingV1::Raise(AlarmKeyV1::out(key)),
        Telling::Clear(key) => TellingV1::Clear(AlarmKeyV1::out(key)),
        Telling::Restless(key) => TellingV1::Restless(AlarmKeyV1::out(key)),
    };
    serde_json::to_string(&Document {
        version: VERSION,
        content: NoticeV1 {
            telling,
            change: out(change),
        },
    })
}

/// The notice of a document; `None` where it does not read.
pub(super) fn read_notice(text: &str) -> Option<(Change, Telling)> {
    let document: Document<NoticeV1> = serde_json::from_str(text).ok()?;
    if document.version != VERSION {
        return None;
    }
    let telling = match document.content.telling {
        TellingV1::Event => Telling::Event,
        TellingV1::Raise(key) => Telling::Raise(key.into_key()?),
        TellingV1::Clear(key) => Telling::Clear(key.into_key()?),
        TellingV1::Restless(key) => Telling::Restless(key.into_key()?),
    };
    Some((into_change(document.content.change)?, telling))
}

fn out(change: &Change) -> ChangeV1 {
    match change {
        Change::Begun { findings } => ChangeV1::Begun {
            findings: *findings,
        },
        Change::Records {
            role,
            owner,
            before,
            after,
            by,
        } => ChangeV1::Records {
            role: *role,
            owner: owner.to_string(),
            before: before.as_ref().map(RecordsV1::out),
            after: after.as_ref().map(RecordsV1::out),
            by: ByV1::out(*by),
        },
        Change::Certificate {
            host,
            before,
            after,
        } => ChangeV1::Certificate {
            host: host.to_string(),
            before: CertificateV1::out(before),
            after: CertificateV1::out(after),
        },
        Change::CertificateEnds {
            host,
            stage,
            not_after,
        } => ChangeV1::CertificateEnds {
            host: host.to_string(),
            stage: *stage,
            not_after: not_after.0,
        },
        Change::CertificateRenewed {
            host,
            since,
            not_after,
        } => ChangeV1::CertificateRenewed {
            host: host.to_string(),
            since: since.0,
            not_after: not_after.0,
        },
        Change::Policy { before, after, by } => ChangeV1::Policy {
            before: before.as_ref().map(PolicyV1::out),
            after: after.as_ref().map(PolicyV1::out),
            by: ByV1::out(*by),
        },
        Change::Include { name, what } => ChangeV1::Include {
            name: name.to_string(),
            what: IncludeChangeV1::out(what),
        },
        Change::SpfOverLimit {
            before,
            after,
            grown,
        } => ChangeV1::SpfOverLimit {
            before: *before,
            after: *after,
            grown: grown.as_ref().map(ToString::to_string),
        },
        Change::SpfWithinLimit { after, since } => ChangeV1::SpfWithinLimit {
            after: *after,
            since: since.0,
        },
        Change::Found {
            finding,
            arguments,
            severity,
            since,
        } => ChangeV1::Found {
            finding: FindingV1::out(finding),
            arguments: arguments_out(arguments),
            severity: *severity,
            since: since.0,
        },
        Change::Mended {
            finding,
            arguments,
            severity,
            since,
        } => ChangeV1::Mended {
            finding: FindingV1::out(finding),
            arguments: arguments_out(arguments),
            severity: *severity,
            since: since.0,
        },
        Change::Gap {
            of,
            since,
            until,
            tries,
            failure,
            servers,
        } => ChangeV1::Gap {
            of: GapOfV1::out(of),
            since: since.0,
            until: until.map(|until| until.0),
            tries: *tries,
            failure: *failure,
            servers: servers.clone(),
        },
        Change::Moved(note) => ChangeV1::Moved(LifeNoteV1::out(note)),
        Change::Asks(note) => ChangeV1::Asks(LifeNoteV1::out(note)),
        Change::Rotated { selectors } => ChangeV1::Rotated {
            selectors: selectors.clone(),
        },
        Change::Job { step, end } => ChangeV1::Job {
            step: step.0,
            end: *end,
        },
    }
}

fn into_change(shape: ChangeV1) -> Option<Change> {
    Some(match shape {
        ChangeV1::Begun { findings } => Change::Begun { findings },
        ChangeV1::Records {
            role,
            owner,
            before,
            after,
            by,
        } => Change::Records {
            role,
            owner: name(&owner)?,
            before: before.map(RecordsV1::into_records),
            after: after.map(RecordsV1::into_records),
            by: by.into_by(),
        },
        ChangeV1::Certificate {
            host,
            before,
            after,
        } => Change::Certificate {
            host: name(&host)?,
            before: before.into_seen(),
            after: after.into_seen(),
        },
        ChangeV1::CertificateEnds {
            host,
            stage,
            not_after,
        } => Change::CertificateEnds {
            host: name(&host)?,
            stage,
            not_after: Timestamp(not_after),
        },
        ChangeV1::CertificateRenewed {
            host,
            since,
            not_after,
        } => Change::CertificateRenewed {
            host: name(&host)?,
            since: Timestamp(since),
            not_after: Timestamp(not_after),
        },
        ChangeV1::Policy { before, after, by } => Change::Policy {
            before: before.map(PolicyV1::into_seen),
            after: after.map(PolicyV1::into_seen),
            by: by.into_by(),
        },
        ChangeV1::Include { name: text, what } => Change::Include {
            name: name(&text)?,
            what: what.into_what(),
        },
        ChangeV1::SpfOverLimit {
            before,
            after,
            grown,
        } => Change::SpfOverLimit {
            before,
            after,
            grown: match grown {
                Some(text) => Some(name(&text)?),
                None => None,
            },
        },
        ChangeV1::SpfWithinLimit { after, since } => Change::SpfWithinLimit {
            after,
            since: Timestamp(since),
        },
        ChangeV1::Found {
            finding,
            arguments,
            severity,
            since,
        } => Change::Found {
            finding: finding.into_key()?,
            arguments: arguments_in(arguments),
            severity,
            since: Timestamp(since),
        },
        ChangeV1::Mended {
            finding,
            arguments,
            severity,
            since,
        } => Change::Mended {
            finding: finding.into_key()?,
            arguments: arguments_in(arguments),
            severity,
            since: Timestamp(since),
        },
        ChangeV1::Gap {
            of,
            since,
            until,
            tries,
            failure,
            servers,
        } => Change::Gap {
            of: of.into_gap()?,
            since: Timestamp(since),
            until: until.map(Timestamp),
            tries,
            failure,
            servers,
        },
        ChangeV1::Moved(note) => Change::Moved(note.into_note()),
        ChangeV1::Asks(note) => Change::Asks(note.into_note()),
        ChangeV1::Rotated { selectors } => Change::Rotated { selectors },
        ChangeV1::Job { step, end } => Change::Job {
            step: StepId(step),
            end,
        },
    })
}
