//! DKIM keys as an owner would make them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{KeyPair, PKCS_ED25519, PKCS_RSA_SHA256, PublicKeyData, SignatureAlgorithm};

/// One DKIM key.
#[derive(Debug, Clone)]
pub struct DkimKey {
    /// The private key, PKCS #8 in PEM.
    pub private_pem: String,
    /// The key record to publish.
    pub record: String,
}

impl DkimKey {
    /// RSA with 2048 bits. RFC 6376 §3.6.1: `p=` holds the SubjectPublicKeyInfo.
    pub fn rsa() -> DkimKey {
        let key = generate(&PKCS_RSA_SHA256);
        let public = STANDARD.encode(key.subject_public_key_info());
        DkimKey {
            private_pem: key.serialize_pem(),
            record: format!("v=DKIM1; k=rsa; p={public}"),
        }
    }

    /// Ed25519. RFC 8463 §4.2: `p=` holds the 32 octets alone.
    pub fn ed25519() -> DkimKey {
        let key = generate(&PKCS_ED25519);
        let public = STANDARD.encode(key.public_key_raw());
        DkimKey {
            private_pem: key.serialize_pem(),
            record: format!("v=DKIM1; k=ed25519; p={public}"),
        }
    }

    /// The record as quoted character-strings of a zone file.
    pub(crate) fn zone_text(&self) -> String {
        let strings: Vec<String> = self
            .record
            .as_bytes()
            .chunks(255)
            .map(|chunk| format!("\"{}\"", String::from_utf8_lossy(chunk)))
            .collect();
        strings.join(" ")
    }
}

fn generate(algorithm: &'static SignatureAlgorithm) -> KeyPair {
    KeyPair::generate_for(algorithm).unwrap_or_else(|error| panic!("no DKIM key: {error}"))
}
