//! Making key pairs. Randomness is drawn here and nowhere below.

mod adopt;
mod hand_out;
mod naming;

use std::fmt;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{self, KeySize};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};

use protocols::dkim::PublicKey;

use crate::ledger::PrivateKey;

pub use adopt::{NotAdopted, adopt, export_ed25519_seed, export_pem};
pub use hand_out::{Choice, HandedOut, Role, hand_out};
pub use naming::default_selector;

/// A kind of DKIM key we make. RSA below 2048 bits is not among them: RFC 8301 §3.2, 'Signers MUST
/// use RSA keys of at least 1024 bits for all keys' and 'SHOULD use RSA keys of at least 2048 bits'.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyKind {
    /// RSA of 2048 bits: what every receiver verifies.
    Rsa2048,
    /// RSA of 3072 bits.
    Rsa3072,
    /// RSA of 4096 bits: some receivers stop at 2048, and the record does not fit one UDP answer.
    Rsa4096,
    /// Ed25519 (RFC 8463), beside an RSA key: many receivers do not verify it yet.
    Ed25519,
}

/// What a domain signs with unless it says otherwise. RFC 8463 §6: one signature of each algorithm,
/// each with a selector of its own.
pub const KINDS_DEFAULT: [KeyKind; 2] = [KeyKind::Rsa2048, KeyKind::Ed25519];

/// A key pair.
#[derive(Debug, Clone)]
pub struct MadeKey {
    /// The private part.
    pub private: PrivateKey,
    /// The public part.
    pub public: PublicKey,
}

/// The system gave no randomness or no memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotMade;

impl fmt::Display for NotMade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the operating system gave no randomness to make a key with")
    }
}

impl std::error::Error for NotMade {}

/// Whoever makes key pairs.
pub trait MakeKeys: Send + Sync {
    /// Makes one. Takes a noticeable fraction of a second for RSA.
    fn make(&self, kind: KeyKind) -> Result<MadeKey, NotMade>;
}

/// Makes keys from the operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemKeys;

impl MakeKeys for SystemKeys {
    fn make(&self, kind: KeyKind) -> Result<MadeKey, NotMade> {
        match kind {
            KeyKind::Rsa2048 => make_rsa(KeySize::Rsa2048),
            KeyKind::Rsa3072 => make_rsa(KeySize::Rsa3072),
            KeyKind::Rsa4096 => make_rsa(KeySize::Rsa4096),
            KeyKind::Ed25519 => make_ed25519(),
        }
    }
}

fn make_rsa(size: KeySize) -> Result<MadeKey, NotMade> {
    of_rsa(&rsa::KeyPair::generate(size).map_err(|_| NotMade)?)
}

fn make_ed25519() -> Result<MadeKey, NotMade> {
    of_ed25519(&Ed25519KeyPair::generate().map_err(|_| NotMade)?)
}

fn of_rsa(pair: &rsa::KeyPair) -> Result<MadeKey, NotMade> {
    let public: PublicKeyX509Der<'_> = pair.public_key().as_der().map_err(|_| NotMade)?;
    made(pair, public.as_ref())
}

fn of_ed25519(pair: &Ed25519KeyPair) -> Result<MadeKey, NotMade> {
    let public: PublicKeyX509Der<'_> = pair.public_key().as_der().map_err(|_| NotMade)?;
    made(pair, public.as_ref())
}

fn made(pair: &impl AsDer<Pkcs8V1Der<'static>>, public_spki: &[u8]) -> Result<MadeKey, NotMade> {
    // Version 1 of PKCS#8: signers that do not know version 2 read it as well.
    let private = pair.as_der().map_err(|_| NotMade)?;
    let (public, _) = PublicKey::read(public_spki).map_err(|_| NotMade)?;
    Ok(MadeKey {
        private: PrivateKey::from_pkcs8(private.as_ref().to_vec()),
        public,
    })
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{
        ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256,
    };

    use protocols::dkim::key::Encoding;

    use super::*;

    #[test]
    fn what_the_private_part_signs_the_public_part_verifies() {
        for (kind, octets) in [(KeyKind::Rsa2048, 256), (KeyKind::Rsa3072, 384)] {
            let key = SystemKeys.make(kind).unwrap();
            let pair = rsa::KeyPair::from_pkcs8(key.private.expose_pkcs8()).unwrap();
            let mut signature = vec![0; pair.public_modulus_len()];
            assert_eq!(signature.len(), octets);
            let random = aws_lc_rs::rand::SystemRandom::new();
            pair.sign(&RSA_PKCS1_SHA256, &random, b"text", &mut signature)
                .unwrap();
            let spki = key.public.octets(Encoding::SubjectPublicKeyInfo);
            let public = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, spki).unwrap();
            public.verify_sig(b"text", &signature).unwrap();
        }
        let key = SystemKeys.make(KeyKind::Ed25519).unwrap();
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(key.private.expose_pkcs8()).unwrap();
        let public = ParsedPublicKey::new(&ED25519, key.public.octets(Encoding::Bare)).unwrap();
        public
            .verify_sig(b"text", pair.sign(b"text").as_ref())
            .unwrap();
    }
}
