//! What a domain's owner has to publish.

use std::fmt;

use protocols::answers::{Answers, Failure};
use protocols::domain::desired::{Desired, Purpose};
use protocols::domain::records::{PlannedRecord, RecordsError, StandingRecords, records};
use protocols::name::DomainName;

use crate::drive::{Ask, DriveError, drive};

/// Everything to publish for a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToPublish {
    /// The DNS records, in the order in which they are published.
    pub records: Vec<PlannedRecord>,
    /// The MTA-STS policy, when there is to be one. It is served before its record is published
    /// (RFC 8461 §8.1).
    pub policy: Option<PolicyFile>,
}

/// A policy file to serve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFile {
    /// The host that must have an address and a certificate of this name.
    pub host: DomainName,
    /// Where the file is served.
    pub url: String,
    /// The file, `text/plain`, octet for octet.
    pub text: String,
}

/// Why it is not known what stands at a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StandingError {
    /// It could not be asked.
    NotAnswered(Failure),
    /// The asking came to no end.
    Drive(DriveError),
}

impl fmt::Display for StandingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StandingError::NotAnswered(failure) => {
                write!(
                    f,
                    "the records that stand could not be asked for: {failure:?}"
                )
            }
            StandingError::Drive(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StandingError {}

/// Asks what stands at a domain, so that what is wanted can be merged into it.
pub async fn standing(
    ask: &impl Ask,
    domain: &DomainName,
) -> Result<StandingRecords, StandingError> {
    let mut answers = Answers::new();
    let verdict = |answers: &Answers| StandingRecords::of(domain, answers);
    let standing = drive(ask, &mut answers, verdict).await;
    standing
        .map_err(StandingError::Drive)?
        .map_err(StandingError::NotAnswered)
}

/// Everything to publish for what is wanted of a domain. With the default of `standing`, as where
/// no mail records stand yet.
pub fn to_publish(
    desired: &Desired,
    standing: &StandingRecords,
) -> Result<ToPublish, RecordsError> {
    Ok(ToPublish {
        records: records(desired, standing)?,
        policy: policy(desired)?,
    })
}

fn policy(desired: &Desired) -> Result<Option<PolicyFile>, RecordsError> {
    let Purpose::Mail(intent) = &desired.purpose else {
        return Ok(None);
    };
    let Some(mta_sts) = &intent.mta_sts else {
        return Ok(None);
    };
    let parts = mta_sts.publication(&desired.domain);
    let parts = parts.map_err(RecordsError::MtaSts)?;
    Ok(Some(PolicyFile {
        host: parts.policy_host,
        url: parts.policy_url,
        text: parts.policy_text,
    }))
}
