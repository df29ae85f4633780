//! Intent to policy and record.

use crate::name::{DomainName, NameError};
use crate::published::Publication;

use super::fetch::{policy_host, policy_url};
use super::id;
use super::mx_pattern::MxPattern;
use super::policy::{Policy, PolicyError, PolicyMode};
use super::record::{OWNER_PREFIX, Record};

/// What the owner wants of MTA-STS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MtaStsIntent {
    /// What a failure means.
    pub mode: PolicyMode,
    /// The hosts that may receive.
    pub mx: Vec<MxPattern>,
    /// How long senders keep the policy, in seconds.
    pub max_age_seconds: u32,
}

/// Everything to be published, in the order of §8.1: the host, the file on it, then the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MtaStsPublication {
    /// The name that must point to the web server, with a certificate for exactly this name.
    pub policy_host: DomainName,
    /// Where the file is served.
    pub policy_url: String,
    /// The file, `text/plain`, octet for octet.
    pub policy_text: String,
    /// The `_mta-sts` record; §8.1: 'Recipients SHOULD also update the HTTPS policy body before
    /// updating the TXT record'.
    pub record: Publication,
}

/// Why an intent cannot be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuildError {
    /// The parts of the policy do not go together.
    Policy(PolicyError),
    /// The owner name or the policy host would not fit the DNS.
    Name(NameError),
}

impl std::fmt::Display for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BuildError::Policy(error) => write!(f, "{error}"),
            BuildError::Name(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for BuildError {}

impl MtaStsIntent {
    /// The policy.
    pub fn policy(&self) -> Result<Policy, PolicyError> {
        Policy::new(self.mode, self.max_age_seconds, self.mx.clone())
    }

    /// What to publish for `policy_domain`.
    pub fn publication(&self, policy_domain: &DomainName) -> Result<MtaStsPublication, BuildError> {
        let policy = self.policy().map_err(BuildError::Policy)?;
        let policy_host = policy_host(policy_domain).map_err(BuildError::Name)?;
        let owner = policy_domain
            .child(OWNER_PREFIX)
            .map_err(BuildError::Name)?;
        let record = Record {
            id: id::of(&policy),
        };
        Ok(MtaStsPublication {
            policy_url: policy_url(&policy_host),
            policy_host,
            policy_text: policy.to_string(),
            record: Publication::txt(owner, record.to_string()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::PublishedData;

    #[test]
    fn the_three_things_to_publish() {
        let intent = MtaStsIntent {
            mode: PolicyMode::Testing,
            mx: vec![MxPattern::parse("mail.example.com").unwrap()],
            max_age_seconds: 86_400,
        };
        let domain = DomainName::parse("example.com").unwrap();
        let publication = intent.publication(&domain).unwrap();
        assert_eq!(
            publication.policy_url,
            "https://mta-sts.example.com/.well-known/mta-sts.txt"
        );
        assert_eq!(publication.record.owner.as_str(), "_mta-sts.example.com");
        let PublishedData::Txt(text) = &publication.record.data else {
            panic!("not a TXT record");
        };
        assert!(text.starts_with("v=STSv1; id="), "{text}");
    }

    #[test]
    fn an_intent_without_mx() {
        let mut intent = MtaStsIntent {
            mode: PolicyMode::Enforce,
            mx: Vec::new(),
            max_age_seconds: 86_400,
        };
        assert_eq!(intent.policy(), Err(PolicyError::NoMx));
        intent.mode = PolicyMode::None;
        assert!(intent.policy().is_ok());
    }
}
