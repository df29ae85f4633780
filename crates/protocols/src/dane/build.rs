//! Certificate to record.

use crate::answers::TlsaRecord;
use crate::certificate::{Certificate, sha256};
use crate::name::{DomainName, NameError};
use crate::published::{Publication, PublishedData, TTL_SECONDS_DEFAULT};

use super::record::owner;

/// The record for a server's certificate that §3.1 recommends: `3 1 1`. It need not change when the
/// certificate is renewed with the same key.
pub fn tlsa_311(certificate: &Certificate) -> TlsaRecord {
    TlsaRecord {
        usage: 3,
        selector: 1,
        matching: 1,
        data: sha256(&certificate.public_key_der),
    }
}

/// What to publish for an MX host. Fails when the owner name would be too long.
pub fn publication(host: &DomainName, record: TlsaRecord) -> Result<Publication, NameError> {
    Ok(Publication {
        owner: owner(host)?,
        ttl_seconds: TTL_SECONDS_DEFAULT,
        data: PublishedData::Tlsa(record),
    })
}
