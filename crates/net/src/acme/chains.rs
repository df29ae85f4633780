//! Chains of certificates, and which of them is taken.

use app::certificates::{Account, FailureKind, OrderUrl};
use protocols::certificate::Certificate;
use protocols::limits::CHAIN_CERTIFICATES_MAX;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::Acme;
use super::signed_get::{alternates, signed_get};
use super::wire::NotHeard;

impl Acme {
    /// The chain of an order that is preferred, each certificate in DER; the authority's first where
    /// none is.
    pub(super) async fn chain_of_order(
        &self,
        account: &Account,
        order: &OrderUrl,
    ) -> Result<Vec<Vec<u8>>, NotHeard> {
        let mut found = self.order_of(account, order).await?;
        let Some(url) = found.state().certificate.clone() else {
            let text = "the order has no certificate";
            return Err(NotHeard::of(FailureKind::BadAnswer, text));
        };
        let directory = self.directory_now().await?;
        let nonces = directory.new_nonce.as_str();
        let first = signed_get(&self.wire, nonces, account, &url).await?;
        let usual = chain_of(&first.body)?;
        let Some(preferred) = &self.config.preferred_chain else {
            return Ok(usual);
        };
        if leads_to(&usual, preferred) {
            return Ok(usual);
        }
        for url in alternates(&first.headers) {
            let other = signed_get(&self.wire, nonces, account, &url).await?;
            let other = chain_of(&other.body)?;
            if leads_to(&other, preferred) {
                return Ok(other);
            }
        }
        // What is preferred is no condition.
        Ok(usual)
    }
}

/// The certificates of a PEM text. What is more than a chain may have is one too many, for the reader to
/// refuse.
fn chain_of(pem: &[u8]) -> Result<Vec<Vec<u8>>, NotHeard> {
    let certificates = CertificateDer::pem_slice_iter(pem).take(CHAIN_CERTIFICATES_MAX + 1);
    let certificates = certificates.map(|certificate| certificate.map(|der| der.to_vec()));
    let chain: Result<_, _> = certificates.collect();
    chain.map_err(|error| NotHeard::of(FailureKind::BadAnswer, &error.to_string()))
}

/// Whether the last certificate was issued by one with this in its name.
fn leads_to(chain: &[Vec<u8>], preferred: &str) -> bool {
    let last = chain.last().and_then(|der| Certificate::parse(der).ok());
    last.is_some_and(|last| last.issuer.contains(preferred))
}
