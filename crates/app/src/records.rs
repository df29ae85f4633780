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

#[cfg(test)]
mod tests {
    use protocols::answers::{Answer, Lookup, MxRecord, Outcome, Question, TxtRecord};
    use protocols::domain::desired::ReportAddresses;
    use protocols::domain::records::{Role, StandingSpf};
    use protocols::published::PublishedData;

    use super::*;

    /// Answers every TXT question with this.
    struct Txt(Outcome<TxtRecord>);

    impl Ask for Txt {
        async fn answer(&self, _: &Question) -> Answer {
            Answer::Txt(Lookup::plain(self.0.clone()))
        }
    }

    fn domain() -> DomainName {
        DomainName::parse("example.com").unwrap()
    }

    fn desired() -> Desired {
        let mx = MxRecord {
            preference: 10,
            exchange: Some(domain().child("mail").unwrap()),
        };
        Desired::first(
            domain(),
            vec![mx],
            Vec::new(),
            ReportAddresses::of(&domain()),
        )
    }

    #[tokio::test]
    async fn what_stands_is_merged_with_what_is_wanted() {
        let others = TxtRecord::of("v=spf1 include:spf.example.net ~all");
        let ask = Txt(Outcome::Records(vec![TxtRecord::of("other=1"), others]));
        let standing = standing(&ask, &domain()).await.unwrap();
        let records = to_publish(&desired(), &standing).unwrap().records;
        let spf: Vec<_> = records.iter().filter(|r| r.role == Role::Spf).collect();
        let [spf] = spf[..] else {
            panic!("one SPF record: {spf:?}");
        };
        let text = "v=spf1 include:spf.example.net mx ~all".to_owned();
        assert_eq!(spf.publication.data, PublishedData::Txt(text));
    }

    #[tokio::test]
    async fn what_could_not_be_asked_is_not_absent() {
        let ask = Txt(Outcome::Failed(Failure::Timeout));
        let outcome = standing(&ask, &domain()).await;
        assert_eq!(outcome, Err(StandingError::NotAnswered(Failure::Timeout)));
        let ask = Txt(Outcome::NoData);
        let outcome = standing(&ask, &domain()).await.unwrap();
        assert_eq!(outcome.spf, StandingSpf::Absent);
    }

    #[test]
    fn the_policy_is_among_what_is_to_be_published() {
        let all = to_publish(&desired(), &StandingRecords::default()).unwrap();
        let policy = all.policy.unwrap();
        assert_eq!(
            policy.url,
            "https://mta-sts.example.com/.well-known/mta-sts.txt"
        );
        assert!(
            policy.text.contains("mx: mail.example.com\r\n"),
            "{}",
            policy.text
        );
        assert!(all.records.iter().any(|record| record.role == Role::MtaSts));

        let parked = Desired::parked(domain(), Vec::new());
        let all = to_publish(&parked, &StandingRecords::default()).unwrap();
        assert_eq!(all.policy, None);
        assert!(all.records.iter().any(|record| record.role == Role::NullMx));
    }
}
