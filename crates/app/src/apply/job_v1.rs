//! A job as the journal keeps it: JSON, version 1.
//!
//! ```json
//! {"version": 1, "changes": [{"role": "dmarc", "zone": "example.com", "reason": "create",
//!   "owner": "_dmarc.example.com", "type": "txt", "before": null,
//!   "after": {"ttl": 3600, "values": [{"txt": ["dj1ETUFSQzE7IHA9bm9uZQ=="]}]}, "old_for": 60,
//!   "waits": null}]}
//! ```
//!
//! The strings of a TXT are base64, for they may hold any octet. A change that an older program could
//! not read makes a version 2; this one stays, to read what is stored.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use protocols::answers::{MxRecord, TlsaRecord, TxtRecord};
use protocols::domain::records::Role;
use protocols::name::DomainName;
use protocols::plan::{PlanStep, StepReason, WaitFor};
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetChange, RrSetKey};
use protocols::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Job, JobChange};

const VERSION: u32 = 1;

/// Why a job in the journal is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobError {
    /// A newer mailseal wrote it, in this version.
    Version(u32),
    /// Not what we wrote.
    Malformed(String),
}

impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JobError::Version(version) => write!(f, "its version {version} is not known"),
            JobError::Malformed(why) => write!(f, "it does not read: {why}"),
        }
    }
}

impl std::error::Error for JobError {}

/// The document of a job.
pub(crate) fn write(job: &Job) -> String {
    let document = Document {
        version: VERSION,
        changes: job.changes.iter().map(change_out).collect(),
    };
    // Strings, numbers and lists of them: there is nothing that JSON could not hold.
    serde_json::to_string(&document).unwrap_or_default()
}

/// The job of a document.
pub(crate) fn read(domain: DomainName, text: &str) -> Result<Job, JobError> {
    let malformed = |error: serde_json::Error| JobError::Malformed(error.to_string());
    let Versioned { version } = serde_json::from_str(text).map_err(malformed)?;
    if version != VERSION {
        return Err(JobError::Version(version));
    }
    let document: Document = serde_json::from_str(text).map_err(malformed)?;
    let changes = document.changes.into_iter().map(change_in);
    let changes = changes.collect::<Option<_>>();
    let changes = changes.ok_or_else(|| JobError::Malformed("a name or value".to_owned()))?;
    Ok(Job { domain, changes })
}

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    changes: Vec<ChangeV1>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeV1 {
    #[serde(with = "RoleV1")]
    role: Role,
    zone: String,
    #[serde(with = "ReasonV1")]
    reason: StepReason,
    owner: String,
    #[serde(rename = "type", with = "KindV1")]
    kind: RecordKind,
    before: Option<SetV1>,
    after: Option<SetV1>,
    /// Seconds.
    #[serde(default)]
    old_for: u32,
    waits: Option<WaitV1>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SetV1 {
    ttl: u32,
    values: Vec<ValueV1>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ValueV1 {
    Txt(Vec<String>),
    Cname(String),
    Mx {
        preference: u16,
        /// `null` for a null MX.
        exchange: Option<String>,
    },
    Tlsa {
        usage: u8,
        selector: u8,
        matching: u8,
        data: String,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WaitV1 {
    PolicyServed(String),
    InPlace {
        owner: String,
        #[serde(rename = "type", with = "KindV1")]
        kind: RecordKind,
    },
    Moment(u64),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "RecordKind", rename_all = "kebab-case")]
enum KindV1 {
    Txt,
    Cname,
    Mx,
    Tlsa,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "StepReason", rename_all = "kebab-case")]
enum ReasonV1 {
    Create,
    Replace,
    Merge,
    MergeSeveral,
    TakeOver,
    Withdraw,
    GiveBack,
    TakeBack,
    Restore,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Role", rename_all = "kebab-case")]
enum RoleV1 {
    TlsRpt,
    ReportConsent,
    DkimKey,
    Spf,
    Dmarc,
    PolicyHost,
    MtaSts,
    Tlsa,
    NullMx,
    KeyRevocation,
}

fn change_out(change: &JobChange) -> ChangeV1 {
    let JobChange { step, waits } = change;
    ChangeV1 {
        role: step.role,
        zone: step.zone.to_string(),
        reason: step.reason,
        owner: step.change.key.owner.to_string(),
        kind: step.change.key.kind,
        before: step.change.before.as_ref().map(set_out),
        after: step.change.after.as_ref().map(set_out),
        old_for: step.old_for_seconds,
        waits: waits.as_ref().map(wait_out),
    }
}

fn change_in(change: ChangeV1) -> Option<JobChange> {
    Some(JobChange {
        step: PlanStep {
            role: change.role,
            zone: DomainName::parse(&change.zone).ok()?,
            reason: change.reason,
            change: RrSetChange {
                key: RrSetKey {
                    owner: DomainName::parse(&change.owner).ok()?,
                    kind: change.kind,
                },
                before: optional(change.before, set_in)?,
                after: optional(change.after, set_in)?,
            },
            old_for_seconds: change.old_for,
        },
        waits: optional(change.waits, wait_in)?,
    })
}

/// What is there is read or fails; what is not there stays so.
fn optional<T, U>(value: Option<T>, read: impl Fn(T) -> Option<U>) -> Option<Option<U>> {
    match value {
        None => Some(None),
        Some(value) => read(value).map(Some),
    }
}

fn set_out(set: &RrSet) -> SetV1 {
    SetV1 {
        ttl: set.ttl_seconds,
        values: set.values.iter().map(value_out).collect(),
    }
}

fn set_in(set: SetV1) -> Option<RrSet> {
    let values = set.values.into_iter().map(value_in);
    Some(RrSet {
        ttl_seconds: set.ttl,
        values: values.collect::<Option<_>>()?,
    })
}

fn value_out(value: &RecordData) -> ValueV1 {
    match value {
        RecordData::Txt(txt) => {
            ValueV1::Txt(txt.strings.iter().map(|s| STANDARD.encode(s)).collect())
        }
        RecordData::Cname(name) => ValueV1::Cname(name.to_string()),
        RecordData::Mx(mx) => ValueV1::Mx {
            preference: mx.preference,
            exchange: mx.exchange.as_ref().map(ToString::to_string),
        },
        RecordData::Tlsa(tlsa) => ValueV1::Tlsa {
            usage: tlsa.usage,
            selector: tlsa.selector,
            matching: tlsa.matching,
            data: STANDARD.encode(&tlsa.data),
        },
    }
}

fn value_in(value: ValueV1) -> Option<RecordData> {
    let name = |text: String| DomainName::parse(&text).ok();
    Some(match value {
        ValueV1::Txt(strings) => {
            let strings = strings.iter().map(|text| STANDARD.decode(text).ok());
            RecordData::Txt(TxtRecord {
                strings: strings.collect::<Option<_>>()?,
            })
        }
        ValueV1::Cname(text) => RecordData::Cname(name(text)?),
        ValueV1::Mx {
            preference,
            exchange,
        } => RecordData::Mx(MxRecord {
            preference,
            exchange: optional(exchange, name)?,
        }),
        ValueV1::Tlsa {
            usage,
            selector,
            matching,
            data,
        } => RecordData::Tlsa(TlsaRecord {
            usage,
            selector,
            matching,
            data: STANDARD.decode(data).ok()?,
        }),
    })
}

fn wait_out(wait: &WaitFor) -> WaitV1 {
    match wait {
        WaitFor::PolicyServed(url) => WaitV1::PolicyServed(url.clone()),
        WaitFor::InPlace(key) => WaitV1::InPlace {
            owner: key.owner.to_string(),
            kind: key.kind,
        },
        WaitFor::Moment(moment) => WaitV1::Moment(moment.0),
    }
}

fn wait_in(wait: WaitV1) -> Option<WaitFor> {
    Some(match wait {
        WaitV1::PolicyServed(url) => WaitFor::PolicyServed(url),
        WaitV1::InPlace { owner, kind } => WaitFor::InPlace(RrSetKey {
            owner: DomainName::parse(&owner).ok()?,
            kind,
        }),
        WaitV1::Moment(moment) => WaitFor::Moment(Timestamp(moment)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> DomainName {
        text.parse().unwrap()
    }

    fn change(role: Role, data: RecordData, waits: Option<WaitFor>) -> JobChange {
        let set = RrSet {
            ttl_seconds: 300,
            values: vec![data.clone()],
        };
        JobChange {
            step: PlanStep {
                role,
                zone: name("example.com"),
                reason: StepReason::Merge,
                change: RrSetChange {
                    key: RrSetKey {
                        owner: name("_dmarc.example.com"),
                        kind: data.kind(),
                    },
                    before: None,
                    after: Some(set),
                },
                old_for_seconds: 60,
            },
            waits,
        }
    }

    #[test]
    fn read_as_it_was_written() {
        let any_octets = RecordData::Txt(TxtRecord {
            strings: vec![b"v=spf1 \xff\0\"".to_vec(), Vec::new()],
        });
        let null_mx = RecordData::Mx(MxRecord {
            preference: 0,
            exchange: None,
        });
        let tlsa = RecordData::Tlsa(TlsaRecord {
            usage: 3,
            selector: 1,
            matching: 1,
            data: vec![0xab; 32],
        });
        let url = "https://mta-sts.example.com/.well-known/mta-sts.txt".to_owned();
        let job = Job {
            domain: name("example.com"),
            changes: vec![
                change(Role::Spf, any_octets, None),
                change(Role::NullMx, null_mx, Some(WaitFor::Moment(Timestamp(7)))),
                change(Role::Tlsa, tlsa, Some(WaitFor::PolicyServed(url))),
                change(
                    Role::PolicyHost,
                    RecordData::Cname(name("sts.example.net")),
                    None,
                ),
            ],
        };
        assert_eq!(read(name("example.com"), &write(&job)), Ok(job));
    }

    #[test]
    fn what_is_not_ours_is_not_read() {
        let refused = |text: &str| read(name("example.com"), text).unwrap_err();
        assert_eq!(
            refused(r#"{"version":2,"changes":[],"more":1}"#),
            JobError::Version(2)
        );
        assert!(matches!(refused("{}"), JobError::Malformed(_)));
        let bad = r#"{"version":1,"changes":[{"role":"spf","zone":"a..b","reason":"create",
            "owner":"example.com","type":"txt","before":null,"after":null,"waits":null}]}"#;
        assert!(matches!(refused(bad), JobError::Malformed(_)));
    }
}
