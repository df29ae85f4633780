//! Where to send updates, and the key to sign them with.

use std::fmt;
use std::net::SocketAddr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use protocols::limits::TSIG_SECRET_OCTETS_MAX;
use protocols::name::DomainName;
use zeroize::Zeroizing;

/// One zone at one primary server.
#[derive(Debug, Clone)]
pub struct Rfc2136Config {
    /// The server, which must be the zone's primary or pass updates on to it.
    pub server: SocketAddr,
    /// The apex of the zone.
    pub zone: DomainName,
    /// The key's name, the same as at the server.
    pub key_name: DomainName,
    /// The key's algorithm, the same as at the server.
    pub algorithm: TsigAlgorithm,
    /// The key's secret.
    pub secret: TsigSecret,
}

/// The algorithms of RFC 8945 §6 without those that it advises against (HMAC-MD5, HMAC-SHA1) and
/// those that shorten the digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TsigAlgorithm {
    /// HMAC-SHA256.
    HmacSha256,
    /// HMAC-SHA384.
    HmacSha384,
    /// HMAC-SHA512.
    HmacSha512,
}

impl TsigAlgorithm {
    /// All of them.
    pub const ALL: [TsigAlgorithm; 3] = [
        TsigAlgorithm::HmacSha256,
        TsigAlgorithm::HmacSha384,
        TsigAlgorithm::HmacSha512,
    ];

    /// As key files write it.
    pub fn word(self) -> &'static str {
        match self {
            TsigAlgorithm::HmacSha256 => "hmac-sha256",
            TsigAlgorithm::HmacSha384 => "hmac-sha384",
            TsigAlgorithm::HmacSha512 => "hmac-sha512",
        }
    }

    /// The algorithm of this word, in any case.
    pub fn of_word(word: &str) -> Option<TsigAlgorithm> {
        let mut all = TsigAlgorithm::ALL.into_iter();
        all.find(|algorithm| algorithm.word().eq_ignore_ascii_case(word))
    }
}

impl fmt::Display for TsigAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The secret of a key. It is overwritten when dropped and never shown.
#[derive(Clone)]
pub struct TsigSecret(Zeroizing<Vec<u8>>);

/// Why a text is no secret. It does not say what the text was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretError {
    /// Nothing.
    Empty,
    /// Longer than [`TSIG_SECRET_OCTETS_MAX`].
    TooLong,
    /// Not base64.
    NotBase64,
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SecretError::Empty => f.write_str("the secret is empty"),
            SecretError::TooLong => {
                write!(
                    f,
                    "the secret is longer than {TSIG_SECRET_OCTETS_MAX} octets"
                )
            }
            SecretError::NotBase64 => f.write_str("the secret is not base64"),
        }
    }
}

impl std::error::Error for SecretError {}

impl TsigSecret {
    /// Reads the base64 of a key file; space around it is dropped.
    pub fn from_base64(text: &str) -> Result<TsigSecret, SecretError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(SecretError::Empty);
        }
        // Four characters give three octets.
        if text.len() / 4 > TSIG_SECRET_OCTETS_MAX / 3 {
            return Err(SecretError::TooLong);
        }
        let mut octets = Zeroizing::new(Vec::with_capacity(text.len()));
        let decoded = STANDARD.decode_vec(text, &mut octets);
        decoded.map_err(|_| SecretError::NotBase64)?;
        Ok(TsigSecret(octets))
    }

    pub(super) fn octets(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for TsigSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TsigSecret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_base64_and_never_shown() {
        let secret = TsigSecret::from_base64(" c2VjcmV0IG9jdGV0cw==\n").unwrap();
        assert_eq!(secret.octets(), b"secret octets");
        let shown = format!("{secret:?}");
        assert_eq!(shown, "TsigSecret(..)");
    }

    #[test]
    fn what_is_no_secret() {
        let why = |text: &str| TsigSecret::from_base64(text).unwrap_err();
        assert_eq!(why(" "), SecretError::Empty);
        assert_eq!(why("not base64!"), SecretError::NotBase64);
        assert_eq!(why(&"A".repeat(4096)), SecretError::TooLong);
    }

    #[test]
    fn algorithms_by_their_word() {
        for algorithm in TsigAlgorithm::ALL {
            assert_eq!(TsigAlgorithm::of_word(algorithm.word()), Some(algorithm));
        }
        assert_eq!(
            TsigAlgorithm::of_word("HMAC-SHA256"),
            Some(TsigAlgorithm::HmacSha256)
        );
        assert_eq!(TsigAlgorithm::of_word("hmac-md5"), None);
    }
}
