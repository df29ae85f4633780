//! Taking over a key that signs already, and handing one out: PEM files as mail servers keep them.

use std::fmt;

use aws_lc_rs::encoding::{AsBigEndian, Curve25519SeedBin};
use aws_lc_rs::rsa;
use aws_lc_rs::signature::Ed25519KeyPair;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::{MadeKey, NotMade, of_ed25519, of_rsa};
use crate::ledger::PrivateKey;

/// Octets of a key file that are read: an RSA key of 8192 bits takes 6.4 kilobytes.
const FILE_OCTETS_MAX: usize = 64 * 1024;
/// Octets of the seed that makes an Ed25519 key (RFC 8032 §5.1.5).
const SEED_OCTETS: usize = 32;

/// Why a file was not taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAdopted {
    /// Larger than any key.
    TooLarge,
    /// No private key: neither PEM nor the base64 of an Ed25519 seed.
    NoKey,
    /// A public key, or a certificate.
    NotPrivate,
    /// Encrypted with a passphrase.
    Encrypted,
    /// A private key of a form that no DKIM signer writes, such as OpenSSH's.
    OtherForm,
    /// The base64 or the structure in it is damaged.
    Damaged,
    /// RSA below 2048 bits: RFC 8301 §3.2 has signers use no such key.
    TooShort,
    /// An algorithm that DKIM does not know.
    OtherAlgorithm,
}

impl fmt::Display for NotAdopted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotAdopted::TooLarge => "the file is larger than any key",
            NotAdopted::NoKey => "there is no private key in the file",
            NotAdopted::NotPrivate => "the file holds a public key or a certificate",
            NotAdopted::Encrypted => "the key is encrypted with a passphrase",
            NotAdopted::OtherForm => "the key is not in PKCS#8 or PKCS#1 form",
            NotAdopted::Damaged => "the key is damaged",
            NotAdopted::TooShort => "the RSA key is shorter than 2048 bits",
            NotAdopted::OtherAlgorithm => "the key is neither RSA nor Ed25519",
        })
    }
}

impl std::error::Error for NotAdopted {}

/// Takes over the private key in a file: PEM with PKCS#8 (`BEGIN PRIVATE KEY`, RSA or Ed25519) or
/// PKCS#1 (`BEGIN RSA PRIVATE KEY`), or the bare base64 of an Ed25519 seed, as dkimpy keeps it. The
/// first private key counts. What is decoded on the way is overwritten; the file's text is the
/// caller's.
pub fn adopt(text: &str) -> Result<MadeKey, NotAdopted> {
    if text.len() > FILE_OCTETS_MAX {
        return Err(NotAdopted::TooLarge);
    }
    let Some(block) = private_block(text)? else {
        return seed(text);
    };
    let der = decode(block.body)?;
    match block.form {
        Form::Pkcs8 => pkcs8(&der),
        Form::Pkcs1 => {
            let pair = rsa::KeyPair::from_der(&der).map_err(rejected)?;
            of_rsa(&pair).map_err(not_made)
        }
    }
}

enum Form {
    Pkcs8,
    Pkcs1,
}

struct PemBlock<'a> {
    form: Form,
    /// The base64 lines.
    body: &'a str,
}

/// The first private key of a PEM file (RFC 7468 §2); `None` where the text is no PEM at all.
fn private_block(text: &str) -> Result<Option<PemBlock<'_>>, NotAdopted> {
    let mut rest = text;
    let mut other = None;
    while let Some(at) = rest.find("-----BEGIN ") {
        let (label, after) = rest[at + 11..]
            .split_once("-----")
            .ok_or(NotAdopted::Damaged)?;
        let end = format!("-----END {label}-----");
        let (body, tail) = after.split_once(end.as_str()).ok_or(NotAdopted::Damaged)?;
        rest = tail;
        match label {
            // RFC 1421 §4.6.1.1 `Proc-Type: 4,ENCRYPTED`, as OpenSSL wrote it before PKCS#8.
            "RSA PRIVATE KEY" if body.contains("ENCRYPTED") => return Err(NotAdopted::Encrypted),
            "RSA PRIVATE KEY" => {
                return Ok(Some(PemBlock {
                    form: Form::Pkcs1,
                    body,
                }));
            }
            "PRIVATE KEY" => {
                return Ok(Some(PemBlock {
                    form: Form::Pkcs8,
                    body,
                }));
            }
            "ENCRYPTED PRIVATE KEY" => return Err(NotAdopted::Encrypted),
            "EC PRIVATE KEY" | "DSA PRIVATE KEY" => return Err(NotAdopted::OtherAlgorithm),
            label if label.ends_with("PRIVATE KEY") => return Err(NotAdopted::OtherForm),
            _ => other = Some(NotAdopted::NotPrivate),
        }
    }
    other.map_or(Ok(None), Err)
}

fn decode(body: &str) -> Result<Zeroizing<Vec<u8>>, NotAdopted> {
    let capacity = body.len();
    let mut bare = Zeroizing::new(String::with_capacity(capacity));
    bare.extend(body.chars().filter(|c| !c.is_ascii_whitespace()));
    // Room for everything at once: a buffer that grows leaves copies of the key behind.
    let mut octets = Zeroizing::new(Vec::with_capacity(capacity));
    STANDARD
        .decode_vec(bare.as_bytes(), &mut octets)
        .map_err(|_| NotAdopted::Damaged)?;
    Ok(octets)
}

fn pkcs8(der: &[u8]) -> Result<MadeKey, NotAdopted> {
    match rsa::KeyPair::from_pkcs8(der) {
        Ok(pair) => of_rsa(&pair).map_err(not_made),
        Err(reason) => match Ed25519KeyPair::from_pkcs8_maybe_unchecked(der) {
            Ok(pair) => of_ed25519(&pair).map_err(not_made),
            Err(_) => Err(rejected(reason)),
        },
    }
}

fn seed(text: &str) -> Result<MadeKey, NotAdopted> {
    let octets = decode(text).map_err(|_| NotAdopted::NoKey)?;
    if octets.len() != SEED_OCTETS {
        return Err(NotAdopted::NoKey);
    }
    let pair = Ed25519KeyPair::from_seed_unchecked(&octets).map_err(|_| NotAdopted::NoKey)?;
    of_ed25519(&pair).map_err(not_made)
}

fn rejected(reason: aws_lc_rs::error::KeyRejected) -> NotAdopted {
    // The library tells its reasons apart by their words only.
    match reason.to_string().as_str() {
        "TooSmall" => NotAdopted::TooShort,
        "WrongAlgorithm" => NotAdopted::OtherAlgorithm,
        _ => NotAdopted::Damaged,
    }
}

/// Characters of a line of PEM (RFC 7468 §2).
const LINE_CHARACTERS: usize = 64;

/// **The private key in clear**, as a PEM file for a mail server to sign with. Overwritten when
/// dropped; whoever writes it down decides who can read it.
pub fn export_pem(private: &PrivateKey) -> Zeroizing<String> {
    let der = private.expose_pkcs8();
    // Room for everything at once: a buffer that grows leaves copies of the key behind.
    let mut base64 = Zeroizing::new(String::with_capacity(der.len() * 4 / 3 + 4));
    STANDARD.encode_string(der, &mut base64);
    let lines = base64.len() / LINE_CHARACTERS + 1;
    let mut pem = Zeroizing::new(String::with_capacity(base64.len() + lines + 64));
    pem.push_str("-----BEGIN PRIVATE KEY-----\n");
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        // Base64 is ASCII, so every octet is a character.
        let (line, tail) = rest.split_at(rest.len().min(LINE_CHARACTERS));
        pem.push_str(line);
        pem.push('\n');
        rest = tail;
    }
    pem.push_str("-----END PRIVATE KEY-----\n");
    pem
}

/// **The private key in clear**, as the base64 of an Ed25519 seed, which is what rspamd and dkimpy read;
/// `None` for a key of another kind. Overwritten when dropped.
pub fn export_ed25519_seed(private: &PrivateKey) -> Option<Zeroizing<String>> {
    let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(private.expose_pkcs8()).ok()?;
    let seed: Curve25519SeedBin<'_> = pair.seed().ok()?.as_be_bytes().ok()?;
    let mut base64 = Zeroizing::new(String::with_capacity(SEED_OCTETS * 4 / 3 + 4));
    STANDARD.encode_string(seed.as_ref(), &mut base64);
    base64.push('\n');
    Some(base64)
}

/// The key was read; only the library could fail now.
fn not_made(_: NotMade) -> NotAdopted {
    NotAdopted::Damaged
}

#[cfg(test)]
mod tests {
    use protocols::dkim::{KeyIntent, PublicKey};

    use super::*;
    use crate::keys::{KeyKind, MakeKeys, SystemKeys};

    /// The file gives this outcome: the name of the key, or why there is none.
    fn check(text: &str, expected: Result<&str, NotAdopted>) {
        let found = adopt(text).map(|key| key.public.name());
        assert_eq!(found, expected.map(str::to_string), "{text:.60}");
    }

    /// PKCS#1 inside PKCS#8: the last octet string.
    fn pkcs1_of(key: &MadeKey) -> String {
        let der = key.private.expose_pkcs8();
        // SEQUENCE, version, algorithm, then OCTET STRING with a length of two octets.
        let body = STANDARD.encode(&der[26..]);
        format!("-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----\n")
    }

    #[test]
    fn what_is_handed_out_can_be_taken_over() {
        for kind in [KeyKind::Rsa2048, KeyKind::Ed25519] {
            let key = SystemKeys.make(kind).unwrap();
            let again = adopt(&export_pem(&key.private)).unwrap();
            assert_eq!(again.public, key.public);
            assert_eq!(again.private.expose_pkcs8(), key.private.expose_pkcs8());
            let record = KeyIntent::sign(key.public).record();
            assert_eq!(protocols::dkim::lint(&record.to_string(), None), []);
        }
    }

    #[test]
    fn a_seed_is_handed_out_for_ed25519_only() {
        let key = SystemKeys.make(KeyKind::Ed25519).unwrap();
        let seed = export_ed25519_seed(&key.private).unwrap();
        assert_eq!(adopt(&seed).unwrap().public, key.public);
        let rsa = SystemKeys.make(KeyKind::Rsa2048).unwrap();
        assert!(export_ed25519_seed(&rsa.private).is_none());
    }

    #[test]
    fn other_files() {
        let key = SystemKeys.make(KeyKind::Rsa2048).unwrap();
        let pem = export_pem(&key.private);
        check(&pkcs1_of(&key), Ok("rsa-2048"));
        check(
            &format!("a comment\n{}", pem.replace('\n', "\r\n")),
            Ok("rsa-2048"),
        );
        // The seed and the public key of RFC 8463 appendix A.
        let seed = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=\n";
        check(seed, Ok("ed25519"));
        let record = "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
        let public: PublicKey = protocols::dkim::parse(record)
            .record
            .unwrap()
            .public_key()
            .unwrap()
            .clone();
        assert_eq!(adopt(seed).unwrap().public, public);
        check("", Err(NotAdopted::NoKey));
        check("no key", Err(NotAdopted::NoKey));
        check(
            &pem.replace("PRIVATE", "PUBLIC"),
            Err(NotAdopted::NotPrivate),
        );
        check(
            &pem.replace("PRIVATE", "ENCRYPTED PRIVATE"),
            Err(NotAdopted::Encrypted),
        );
        check(
            &pem.replace("PRIVATE", "OPENSSH PRIVATE"),
            Err(NotAdopted::OtherForm),
        );
        check(
            &pem.replace("PRIVATE", "EC PRIVATE"),
            Err(NotAdopted::OtherAlgorithm),
        );
        check(&pem[..900], Err(NotAdopted::Damaged));
        check(&pem.replacen("MII", "MIJ", 1), Err(NotAdopted::Damaged));
        check(
            &"-----BEGIN PRIVATE KEY-----".repeat(10_000),
            Err(NotAdopted::TooLarge),
        );
    }

    #[test]
    fn a_short_key_is_told_apart() {
        // The RSA key of RFC 8463 appendix A.1, 1024 bits.
        let text = "-----BEGIN RSA PRIVATE KEY-----
MIICXQIBAAKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQi
Y/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqM
KrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB
AoGAH0cxOhFZDgzXWhDhnAJDw5s4roOXN4OhjiXa8W7Y3rhX3FJqmJSPuC8N9vQm
6SVbaLAE4SG5mLMueHlh4KXffEpuLEiNp9Ss3O4YfLiQpbRqE7Tm5SxKjvvQoZZe
zHorimOaChRL2it47iuWxzxSiRMv4c+j70GiWdxXnxe4UoECQQDzJB/0U58W7RZy
6enGVj2kWF732CoWFZWzi1FicudrBFoy63QwcowpoCazKtvZGMNlPWnC7x/6o8Gc
uSe0ga2xAkEA8C7PipPm1/1fTRQvj1o/dDmZp243044ZNyxjg+/OPN0oWCbXIGxy
WvmZbXriOWoSALJTjExEgraHEgnXssuk7QJBALl5ICsYMu6hMxO73gnfNayNgPxd
WFV6Z7ULnKyV7HSVYF0hgYOHjeYe9gaMtiJYoo0zGN+L3AAtNP9huqkWlzECQE1a
licIeVlo1e+qJ6Mgqr0Q7Aa7falZ448ccbSFYEPD6oFxiOl9Y9se9iYHZKKfIcst
o7DUw1/hz2Ck4N5JrgUCQQCyKveNvjzkkd8HjYs0SwM0fPjK16//5qDZ2UiDGnOe
uEzxBDAr518Z8VFbR41in3W4Y3yCDgQlLlcETrS+zYcL
-----END RSA PRIVATE KEY-----";
        check(text, Err(NotAdopted::TooShort));
    }

    #[test]
    fn nothing_secret_is_printed() {
        let key = SystemKeys.make(KeyKind::Ed25519).unwrap();
        let shown = format!("{key:?}");
        assert!(shown.contains("PrivateKey(..)"), "{shown}");
    }
}
