//! What a domain's owner has to publish.

use protocols::domain::desired::{Desired, Purpose};
use protocols::domain::records::{PlannedRecord, RecordsError, StandingRecords, records};
use protocols::name::DomainName;

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
    use protocols::answers::MxRecord;
    use protocols::domain::desired::ReportAddresses;
    use protocols::domain::records::{Role, StandingSpf};
    use protocols::published::PublishedData;

    use super::*;

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

    #[test]
    fn what_stands_is_merged_with_what_is_wanted() {
        let standing = StandingRecords {
            spf: StandingSpf::One("v=spf1 include:spf.example.net ~all".to_owned()),
        };
        let records = to_publish(&desired(), &standing).unwrap().records;
        let spf: Vec<_> = records.iter().filter(|r| r.role == Role::Spf).collect();
        let [spf] = spf[..] else {
            panic!("one SPF record: {spf:?}");
        };
        let text = "v=spf1 include:spf.example.net mx ~all".to_owned();
        assert_eq!(spf.publication.data, PublishedData::Txt(text));
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
