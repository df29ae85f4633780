//! Public keys as `p=` carries them: octets in, key out, with the way they were encoded.

use x509_parser::asn1_rs::{FromDer, Header, Tag};
use x509_parser::oid_registry::{OID_PKCS1_RSAENCRYPTION, OID_SIG_ED25519};
use x509_parser::public_key::RSAPublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

use crate::limits::{RSA_MODULUS_BITS_EXAMINED_MAX, RSA_SMALL_FACTOR_MAX};

/// What `k=` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyType {
    /// `rsa`, the default (§3.6.1).
    Rsa,
    /// `ed25519` (RFC 8463 §4.2).
    Ed25519,
}

impl KeyType {
    /// The value of `k=`.
    pub fn word(self) -> &'static str {
        match self {
            KeyType::Rsa => "rsa",
            KeyType::Ed25519 => "ed25519",
        }
    }
}

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// For rsa-sha256.
    Rsa(RsaPublicKey),
    /// For ed25519-sha256: the 32 octets of RFC 8032 §5.1.5.
    Ed25519([u8; 32]),
}

/// An RSA public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RsaPublicKey {
    /// Big-endian, without leading zero octets, not empty.
    modulus: Vec<u8>,
    /// Big-endian, without leading zero octets, not empty.
    exponent: Vec<u8>,
}

/// How the octets of `p=` hold the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// SubjectPublicKeyInfo: what every signer publishes for RSA, and §3.6.1 does not say. For
    /// Ed25519 a defect (RFC 8463 §4.2).
    SubjectPublicKeyInfo,
    /// RSAPublicKey of PKCS#1, as §3.6.1 says and next to nobody publishes.
    RsaPublicKey,
    /// The bare 32 octets of an Ed25519 key (RFC 8463 §4.2).
    Bare,
}

/// Why octets are no public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyFault {
    /// The outermost length promises more octets than there are: the value was cut.
    CutOff {
        /// Octets that the key's own length asks for.
        wanted: usize,
        /// Octets that are there.
        present: usize,
    },
    /// A key, and octets after it.
    Trailing {
        /// How many.
        extra: usize,
    },
    /// **A private key**: PKCS#1 RSAPrivateKey or PKCS#8.
    PrivateKey,
    /// A public key of an algorithm that DKIM does not know, as a dotted object identifier.
    OtherAlgorithm(String),
    /// Nothing that DER can make sense of.
    Unreadable,
}

/// `1.2.840.113549.1.1.1` with its NULL parameters, as an AlgorithmIdentifier in DER.
const RSA_ALGORITHM: [u8; 15] = [
    0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];
/// `1.3.101.112` (RFC 8410 §3), as an AlgorithmIdentifier in DER.
const ED25519_ALGORITHM: [u8; 7] = [0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70];

const TAG_INTEGER: u8 = 0x02;
const TAG_BIT_STRING: u8 = 0x03;
const TAG_SEQUENCE: u8 = 0x30;

impl PublicKey {
    /// Reads the octets of `p=`, or a SubjectPublicKeyInfo from elsewhere, whatever `k=` says:
    /// whether key and `k=` agree is another question.
    pub fn read(octets: &[u8]) -> Result<(PublicKey, Encoding), KeyFault> {
        // An RSA key cut at 32 octets names its algorithm; a key that does so by chance is 2^-120.
        let names_rsa = octets
            .windows(RSA_ALGORITHM.len())
            .take(8)
            .any(|part| part == RSA_ALGORITHM);
        if let (Ok(bare), false) = (<[u8; 32]>::try_from(octets), names_rsa) {
            return Ok((PublicKey::Ed25519(bare), Encoding::Bare));
        }
        let (rest, header) = Header::from_der(octets).map_err(|_| KeyFault::Unreadable)?;
        let length = header
            .length()
            .definite()
            .map_err(|_| KeyFault::Unreadable)?;
        if header.tag() != Tag::Sequence {
            return Err(KeyFault::Unreadable);
        }
        // Both private forms begin with a version, 0 or 1; no modulus is that small.
        if rest.starts_with(&[TAG_INTEGER, 1, 0]) || rest.starts_with(&[TAG_INTEGER, 1, 1]) {
            return Err(KeyFault::PrivateKey);
        }
        if length > rest.len() {
            let head = octets.len() - rest.len();
            return Err(KeyFault::CutOff {
                wanted: head.saturating_add(length),
                present: octets.len(),
            });
        }
        let extra = rest.len() - length;
        let key = read_sequence(&octets[..octets.len() - extra])?;
        if extra > 0 {
            return Err(KeyFault::Trailing { extra });
        }
        Ok(key)
    }

    /// The type that `k=` must name for this key.
    pub fn key_type(&self) -> KeyType {
        match self {
            PublicKey::Rsa(_) => KeyType::Rsa,
            PublicKey::Ed25519(_) => KeyType::Ed25519,
        }
    }

    /// A short name for people: `rsa-2048`, `ed25519`.
    pub fn name(&self) -> String {
        match self {
            PublicKey::Rsa(key) => format!("rsa-{}", key.modulus_bits()),
            PublicKey::Ed25519(_) => "ed25519".to_string(),
        }
    }

    /// The encoding that verifiers expect in `p=`.
    pub fn usual_encoding(&self) -> Encoding {
        match self {
            PublicKey::Rsa(_) => Encoding::SubjectPublicKeyInfo,
            PublicKey::Ed25519(_) => Encoding::Bare,
        }
    }

    /// The octets of `p=` in an encoding. An RSA key has no bare form and is then a
    /// SubjectPublicKeyInfo, as an Ed25519 key is bare where RSAPublicKey is asked for.
    pub fn octets(&self, encoding: Encoding) -> Vec<u8> {
        match (self, encoding) {
            (PublicKey::Rsa(key), Encoding::RsaPublicKey) => key.pkcs1(),
            (PublicKey::Rsa(key), Encoding::SubjectPublicKeyInfo | Encoding::Bare) => {
                spki(&RSA_ALGORITHM, &key.pkcs1())
            }
            (PublicKey::Ed25519(bare), Encoding::SubjectPublicKeyInfo) => {
                spki(&ED25519_ALGORITHM, bare)
            }
            (PublicKey::Ed25519(bare), Encoding::Bare | Encoding::RsaPublicKey) => bare.to_vec(),
        }
    }
}

impl RsaPublicKey {
    /// A key of these big-endian numbers; `None` when one of them is zero.
    pub fn new(modulus: &[u8], exponent: &[u8]) -> Option<RsaPublicKey> {
        let trimmed = |number: &[u8]| {
            let zeros = number.iter().take_while(|octet| **octet == 0).count();
            number[zeros..].to_vec()
        };
        let (modulus, exponent) = (trimmed(modulus), trimmed(exponent));
        (!modulus.is_empty() && !exponent.is_empty()).then_some(RsaPublicKey { modulus, exponent })
    }

    /// The length of the modulus in bits.
    pub fn modulus_bits(&self) -> usize {
        let leading = self
            .modulus
            .first()
            .map_or(0, |octet| octet.leading_zeros());
        self.modulus.len() * 8 - leading as usize
    }

    /// The public exponent; `None` when it does not fit 64 bits.
    pub fn exponent(&self) -> Option<u64> {
        if self.exponent.len() > 8 {
            return None;
        }
        Some(
            self.exponent
                .iter()
                .fold(0, |sum, octet| sum << 8 | u64::from(*octet)),
        )
    }

    /// The smallest prime factor of the modulus below [`RSA_SMALL_FACTOR_MAX`]. A real modulus has
    /// two prime factors of half its length; a changed one most often has a small factor.
    pub fn small_factor(&self) -> Option<u32> {
        if self.modulus_bits() > RSA_MODULUS_BITS_EXAMINED_MAX {
            return None;
        }
        let mut primes = primes_up_to(RSA_SMALL_FACTOR_MAX).peekable();
        while primes.peek().is_some() {
            // The long modulus is reduced once for several primes: by their product.
            let mut product = 1_u32;
            let mut together = Vec::new();
            while let Some(next) = primes.peek().and_then(|prime| product.checked_mul(*prime)) {
                product = next;
                together.extend(primes.next());
            }
            let rest = self.remainder(product);
            if let Some(factor) = together
                .iter()
                .find(|prime| rest.is_multiple_of(u64::from(**prime)))
            {
                return Some(*factor);
            }
        }
        None
    }

    fn remainder(&self, divisor: u32) -> u64 {
        let divisor = u64::from(divisor);
        self.modulus.chunks(4).fold(0, |rest, chunk| {
            let part = chunk
                .iter()
                .fold(0, |sum, octet| sum << 8 | u64::from(*octet));
            (rest << (8 * chunk.len()) | part) % divisor
        })
    }

    fn pkcs1(&self) -> Vec<u8> {
        let numbers = [integer(&self.modulus), integer(&self.exponent)].concat();
        element(TAG_SEQUENCE, &numbers)
    }
}

/// The primes up to `last`, rising.
fn primes_up_to(last: u32) -> impl Iterator<Item = u32> {
    (2..=last).filter(|number| {
        let mut candidates = (2..).take_while(|divisor| divisor * divisor <= *number);
        candidates.all(|divisor| number % divisor != 0)
    })
}

/// A whole DER sequence: one of the two public forms, or something else.
fn read_sequence(octets: &[u8]) -> Result<(PublicKey, Encoding), KeyFault> {
    if let Ok((_, info)) = SubjectPublicKeyInfo::from_der(octets) {
        let bits = info.subject_public_key.data.as_ref();
        if info.algorithm.algorithm == OID_PKCS1_RSAENCRYPTION {
            return Ok((rsa(bits)?, Encoding::SubjectPublicKeyInfo));
        }
        if info.algorithm.algorithm == OID_SIG_ED25519 {
            let bare = <[u8; 32]>::try_from(bits).map_err(|_| KeyFault::Unreadable)?;
            return Ok((PublicKey::Ed25519(bare), Encoding::SubjectPublicKeyInfo));
        }
        return Err(KeyFault::OtherAlgorithm(
            info.algorithm.algorithm.to_id_string(),
        ));
    }
    Ok((rsa(octets)?, Encoding::RsaPublicKey))
}

fn rsa(octets: &[u8]) -> Result<PublicKey, KeyFault> {
    let (rest, key) = RSAPublicKey::from_der(octets).map_err(|_| KeyFault::Unreadable)?;
    let negative = |number: &[u8]| number.first().is_none_or(|octet| octet & 0x80 != 0);
    if !rest.is_empty() || negative(key.modulus) || negative(key.exponent) {
        return Err(KeyFault::Unreadable);
    }
    let key = RsaPublicKey::new(key.modulus, key.exponent).ok_or(KeyFault::Unreadable)?;
    Ok(PublicKey::Rsa(key))
}

fn spki(algorithm: &[u8], key: &[u8]) -> Vec<u8> {
    // X.690 §8.6.2.2: a bit string begins with the number of unused bits of its last octet.
    let bits = element(TAG_BIT_STRING, &[&[0], key].concat());
    element(TAG_SEQUENCE, &[algorithm, &bits].concat())
}

/// A positive INTEGER: X.690 §8.3.3, two's complement, hence a zero octet before a set top bit.
fn integer(number: &[u8]) -> Vec<u8> {
    let sign: &[u8] = if number.first().is_some_and(|octet| octet & 0x80 != 0) {
        &[0]
    } else {
        &[]
    };
    element(TAG_INTEGER, &[sign, number].concat())
}

fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let zeros = length.iter().take_while(|octet| **octet == 0).count();
    let significant = &length[zeros..];
    let mut out = vec![tag];
    match significant {
        [] => out.push(0),
        [short] if *short < 0x80 => out.push(*short),
        long => {
            // At most 8 octets of length, so this fits the low seven bits (X.690 §8.1.3.5).
            out.push(0x80 | long.len() as u8);
            out.extend_from_slice(long);
        }
    }
    out.extend_from_slice(content);
    out
}
