//! A certificate as an authority issued it, and whether it is what was asked for.

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use protocols::certificate::Certificate;
use protocols::limits::CHAIN_CERTIFICATES_MAX;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use std::fmt;

use crate::keys::NotMade;
use crate::ledger::PrivateKey;

use super::authority::AriId;
use super::renewal::Lifetime;

/// A certificate with those that lead to a root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Each in DER, the certificate of the name first; never empty.
    pub der: Vec<Vec<u8>>,
    /// From when until when the first holds.
    pub lifetime: Lifetime,
    /// Its serial number in hexadecimal, as other programs show it.
    pub serial: String,
    /// What the authority calls it; `None` where it has no such name.
    pub id: Option<AriId>,
}

/// Why certificates are not the [`Chain`] of a name and a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainError {
    /// There are none, too many, or something else among them.
    NoChain,
    /// The first is not for this name.
    WrongName,
    /// The first is not for this key.
    WrongKey,
    /// The first ended already, or ends before it begins.
    WrongTime,
}

impl fmt::Display for ChainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ChainError::NoChain => "it is no chain of certificates",
            ChainError::WrongName => "the certificate is not for this name",
            ChainError::WrongKey => "the certificate is not for this key",
            ChainError::WrongTime => "the certificate does not hold",
        })
    }
}

impl std::error::Error for ChainError {}

impl Chain {
    /// Reads certificates, each in DER.
    pub fn read(der: Vec<Vec<u8>>) -> Result<Chain, ChainError> {
        if der.len() > CHAIN_CERTIFICATES_MAX {
            return Err(ChainError::NoChain);
        }
        let mut certificates = Vec::with_capacity(der.len());
        for one in &der {
            certificates.push(Certificate::parse(one).map_err(|_| ChainError::NoChain)?);
        }
        let leaf = certificates.first().ok_or(ChainError::NoChain)?;
        let serial = leaf.serial();
        let id = leaf.authority_key_id().and_then(|issuer| {
            let part = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
            AriId::new(&format!("{}.{}", part(&issuer), part(&serial)))
        });
        Ok(Chain {
            lifetime: Lifetime {
                not_before: leaf.not_before,
                not_after: leaf.not_after,
            },
            serial: serial.iter().map(|octet| format!("{octet:02x}")).collect(),
            id,
            der,
        })
    }

    /// Whether it is what was asked for: for this name, for this key, and it holds.
    pub fn check(
        &self,
        name: &DomainName,
        key: &PrivateKey,
        now: Timestamp,
    ) -> Result<(), ChainError> {
        let leaf = self.der.first().ok_or(ChainError::NoChain)?;
        let leaf = Certificate::parse(leaf).map_err(|_| ChainError::NoChain)?;
        if !leaf.matches_name(name) {
            return Err(ChainError::WrongName);
        }
        if public_key(key).as_ref() != Some(&leaf.public_key_der) {
            return Err(ChainError::WrongKey);
        }
        // Our clock may be behind the authority's, so a beginning that is to come is no fault.
        if self.lifetime.not_after <= now.max(self.lifetime.not_before) {
            return Err(ChainError::WrongTime);
        }
        Ok(())
    }
}

/// Makes a key for a certificate: ECDSA P-256, which every sender's TLS knows and whose handshakes cost
/// little.
pub fn new_key() -> Result<PrivateKey, NotMade> {
    let random = aws_lc_rs::rand::SystemRandom::new();
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random);
    let made = made.map_err(|_| NotMade)?;
    Ok(PrivateKey::from_pkcs8(made.as_ref().to_vec()))
}

/// The SubjectPublicKeyInfo of a key in DER.
fn public_key(key: &PrivateKey) -> Option<Vec<u8>> {
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, key.expose_pkcs8());
    let pair = pair.ok()?;
    let der: PublicKeyX509Der<'_> = pair.public_key().as_der().ok()?;
    Some(der.as_ref().to_vec())
}
