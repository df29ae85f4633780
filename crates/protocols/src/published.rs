//! What is to be published: one DNS record or one policy file, as data.

use crate::answers::{MxRecord, TlsaRecord};
use crate::name::DomainName;

/// The default TTL of what we publish, in seconds.
pub const TTL_SECONDS_DEFAULT: u32 = 3_600;

/// One record to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Where.
    pub owner: DomainName,
    /// For how long resolvers may keep it, in seconds.
    pub ttl_seconds: u32,
    /// What.
    pub data: PublishedData,
}

/// The data of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublishedData {
    /// TXT: the logical text; it is split at 255 octets when written.
    Txt(String),
    /// CNAME.
    Cname(DomainName),
    /// MX.
    Mx(MxRecord),
    /// TLSA.
    Tlsa(TlsaRecord),
}

impl Publication {
    /// A TXT record with the default TTL.
    pub fn txt(owner: DomainName, text: impl Into<String>) -> Publication {
        Publication {
            owner,
            ttl_seconds: TTL_SECONDS_DEFAULT,
            data: PublishedData::Txt(text.into()),
        }
    }
}
