//! What is shown to whoever connects: a certificate by name, and the answers to the challenges of a
//! certificate authority. All of it is in memory; whoever keeps certificates puts them here, and takes
//! them away.
//!
//! Every connection reads it, so nothing is done under its locks but a look into a map.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use protocols::name::DomainName;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

/// Challenges of either kind that stand at a time. An authority answers an order within seconds, and
/// orders are made a few at a time.
const CHALLENGES_MAX: usize = 1_000;
/// Octets of a challenge's token. RFC 8555 §8.3 wants 128 bits at least, and authorities use 256,
/// which are 43 octets in base64url.
const TOKEN_OCTETS_MAX: usize = 128;
/// Octets of a key authorization: a token, a dot and the thumbprint of a key (RFC 8555 §8.1).
const KEY_AUTHORIZATION_OCTETS_MAX: usize = TOKEN_OCTETS_MAX + 1 + 128;

/// The protocol of the tls-alpn-01 challenge (RFC 8737 §6.2).
pub(crate) const ACME_TLS: &[u8] = b"acme-tls/1";

/// Certificates and challenge answers by name.
#[derive(Default)]
pub(crate) struct Shelf {
    issued: RwLock<HashMap<DomainName, Arc<CertifiedKey>>>,
    given: RwLock<Given>,
    tls_challenges: RwLock<HashMap<DomainName, Arc<CertifiedKey>>>,
    http_challenges: RwLock<HashMap<Box<str>, Box<str>>>,
}

/// The certificates that were given as files.
#[derive(Default)]
pub(crate) struct Given {
    /// For this very name.
    pub(crate) exact: HashMap<DomainName, Arc<CertifiedKey>>,
    /// For every name with one label more than this one: those of `*.` in front of it.
    pub(crate) below: HashMap<DomainName, Arc<CertifiedKey>>,
}

/// Why something was not put on the shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotShelved {
    /// So many challenges stand already.
    TooMany(usize),
    /// The token or the key authorization is none (RFC 8555 §8.3).
    NoToken,
}

impl fmt::Display for NotShelved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotShelved::TooMany(limit) => write!(f, "{limit} challenges stand already"),
            NotShelved::NoToken => f.write_str("the challenge's token is none"),
        }
    }
}

impl std::error::Error for NotShelved {}

impl Shelf {
    /// Shows this certificate for a policy host from now on, in place of the one before.
    pub(crate) fn show(&self, host: DomainName, certificate: Arc<CertifiedKey>) {
        write(&self.issued).insert(host, certificate);
    }

    /// Shows no certificate of ours for it any more.
    pub(crate) fn hide(&self, host: &DomainName) {
        write(&self.issued).remove(host);
    }

    /// Shows these certificates, given as files, before all others, and none that was given before.
    pub(crate) fn give(&self, given: Given) {
        *write(&self.given) = given;
    }

    /// Whether a certificate for this name was given as a file, so that none is to be ordered.
    pub(crate) fn is_given(&self, host: &DomainName) -> bool {
        read(&self.given).find(host.as_str()).is_some()
    }

    /// The certificate of a name, in lower case.
    pub(crate) fn certificate(&self, name: &str) -> Option<Arc<CertifiedKey>> {
        // What a person gave goes before what we got.
        let given = read(&self.given).find(name).cloned();
        given.or_else(|| read(&self.issued).get(name).cloned())
    }

    /// Answers the tls-alpn-01 challenge of a name with this certificate (RFC 8737 §3).
    pub(crate) fn show_challenge(
        &self,
        host: DomainName,
        certificate: Arc<CertifiedKey>,
    ) -> Result<(), NotShelved> {
        let mut challenges = write(&self.tls_challenges);
        if challenges.len() >= CHALLENGES_MAX && !challenges.contains_key(&host) {
            return Err(NotShelved::TooMany(CHALLENGES_MAX));
        }
        challenges.insert(host, certificate);
        Ok(())
    }

    /// The tls-alpn-01 challenge of a name is over.
    pub(crate) fn hide_challenge(&self, host: &DomainName) {
        write(&self.tls_challenges).remove(host);
    }

    /// The certificate that answers the tls-alpn-01 challenge of a name, in lower case.
    pub(crate) fn challenge(&self, name: &str) -> Option<Arc<CertifiedKey>> {
        read(&self.tls_challenges).get(name).cloned()
    }

    /// Answers the http-01 challenge of this token with its key authorization (RFC 8555 §8.3).
    pub(crate) fn answer(&self, token: &str, key_authorization: &str) -> Result<(), NotShelved> {
        let fits = key_authorization.len() <= KEY_AUTHORIZATION_OCTETS_MAX
            && key_authorization.is_ascii()
            && key_authorization.starts_with(token);
        if !is_token(token) || !fits {
            return Err(NotShelved::NoToken);
        }
        let mut challenges = write(&self.http_challenges);
        if challenges.len() >= CHALLENGES_MAX && !challenges.contains_key(token) {
            return Err(NotShelved::TooMany(CHALLENGES_MAX));
        }
        challenges.insert(token.into(), key_authorization.into());
        Ok(())
    }

    /// The http-01 challenge of this token is over.
    pub(crate) fn unanswer(&self, token: &str) {
        write(&self.http_challenges).remove(token);
    }

    /// The key authorization that answers the http-01 challenge of this token.
    pub(crate) fn key_authorization(&self, token: &str) -> Option<Box<str>> {
        if !is_token(token) {
            return None;
        }
        read(&self.http_challenges).get(token).cloned()
    }
}

impl Given {
    fn find(&self, name: &str) -> Option<&Arc<CertifiedKey>> {
        // RFC 9525 §6.3: the wildcard stands for one label, the left-most, and never for several.
        self.exact
            .get(name)
            .or_else(|| self.below.get(name.split_once('.')?.1))
    }
}

/// Whether this is an authority's look at a tls-alpn-01 challenge. RFC 8737 §3: 'The ACME server MUST
/// provide an ALPN extension with the single protocol name "acme-tls/1"'.
pub(crate) fn is_validation(hello: &ClientHello<'_>) -> bool {
    let Some(mut protocols) = hello.alpn() else {
        return false;
    };
    protocols.next() == Some(ACME_TLS) && protocols.next().is_none()
}

/// Nothing is shown where there is nothing for this very name: there is no certificate that stands in.
impl ResolvesServerCert for Shelf {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let name = hello.server_name()?;
        if is_validation(&hello) {
            self.challenge(name)
        } else {
            self.certificate(name)
        }
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf")
            .field("issued", &read(&self.issued).len())
            .field("challenges", &read(&self.tls_challenges).len())
            .finish_non_exhaustive()
    }
}

/// RFC 8555 §8.3: 'It MUST NOT contain any characters outside the base64url alphabet […]'.
fn is_token(token: &str) -> bool {
    (1..=TOKEN_OCTETS_MAX).contains(&token.len())
        && token
            .bytes()
            .all(|octet| octet.is_ascii_alphanumeric() || octet == b'-' || octet == b'_')
}

/// What is kept here is whole at every moment: a thread that died while it held a lock broke nothing.
fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use rustls::crypto::aws_lc_rs::default_provider;
    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};

    use super::*;

    fn certificate(name: &str) -> Arc<CertifiedKey> {
        let leaf = peers::Authority::new("test").leaf(&[name], peers::Fault::None);
        let chain = CertificateDer::from_pem_slice(leaf.certificate_pem.as_bytes()).unwrap();
        let key = PrivateKeyDer::from_pem_slice(leaf.key_pem.as_bytes()).unwrap();
        Arc::new(CertifiedKey::from_der(vec![chain], key, &default_provider()).unwrap())
    }

    fn name(text: &str) -> DomainName {
        text.parse().unwrap()
    }

    #[test]
    fn a_certificate_is_shown_for_its_name_until_it_is_hidden() {
        let shelf = Shelf::default();
        let host = name("mta-sts.example.com");
        assert!(shelf.certificate("mta-sts.example.com").is_none());
        shelf.show(host.clone(), certificate("mta-sts.example.com"));
        assert!(shelf.certificate("mta-sts.example.com").is_some());
        assert!(shelf.certificate("mta-sts.example.org").is_none());
        assert!(shelf.challenge("mta-sts.example.com").is_none());
        shelf.hide(&host);
        assert!(shelf.certificate("mta-sts.example.com").is_none());
    }

    #[test]
    fn what_was_given_goes_before_what_was_issued() {
        let shelf = Shelf::default();
        let host = name("mta-sts.example.com");
        let issued = certificate("mta-sts.example.com");
        shelf.show(host.clone(), Arc::clone(&issued));
        let wildcard = certificate("*.example.com");
        shelf.give(Given {
            exact: HashMap::new(),
            below: HashMap::from([(name("example.com"), Arc::clone(&wildcard))]),
        });
        let shown = |name: &str| shelf.certificate(name);
        assert!(Arc::ptr_eq(
            &shown("mta-sts.example.com").unwrap(),
            &wildcard
        ));
        assert!(shelf.is_given(&host));
        // One label, no more and no fewer.
        assert!(shown("mta-sts.a.example.com").is_none());
        assert!(shown("example.com").is_none());
        assert!(shown("com").is_none());
        shelf.give(Given::default());
        assert!(Arc::ptr_eq(&shown("mta-sts.example.com").unwrap(), &issued));
        assert!(!shelf.is_given(&host));
    }

    #[test]
    fn challenges_of_either_kind_come_and_go() {
        let shelf = Shelf::default();
        let host = name("mta-sts.example.com");
        let answer = certificate("mta-sts.example.com");
        assert_eq!(shelf.show_challenge(host.clone(), answer), Ok(()));
        assert!(shelf.challenge("mta-sts.example.com").is_some());
        assert!(shelf.certificate("mta-sts.example.com").is_none());
        shelf.hide_challenge(&host);
        assert!(shelf.challenge("mta-sts.example.com").is_none());

        assert_eq!(shelf.answer("token-1_A", "token-1_A.thumb"), Ok(()));
        let kept = shelf.key_authorization("token-1_A");
        assert_eq!(kept.as_deref(), Some("token-1_A.thumb"));
        shelf.unanswer("token-1_A");
        assert_eq!(shelf.key_authorization("token-1_A"), None);
    }

    #[test]
    fn what_is_no_token_is_refused() {
        let shelf = Shelf::default();
        for token in ["", "a/b", "..", "a b", "ä", &"a".repeat(129)] {
            let authorization = format!("{token}.thumb");
            assert_eq!(
                shelf.answer(token, &authorization),
                Err(NotShelved::NoToken)
            );
        }
        let other = shelf.answer("token", "another.thumb");
        assert_eq!(other, Err(NotShelved::NoToken));
    }

    #[test]
    fn no_more_challenges_than_the_limit() {
        let shelf = Shelf::default();
        let answer = |n: usize| shelf.answer(&format!("t{n}"), &format!("t{n}.thumb"));
        for n in 0..CHALLENGES_MAX {
            assert_eq!(answer(n), Ok(()));
        }
        assert_eq!(
            answer(CHALLENGES_MAX),
            Err(NotShelved::TooMany(CHALLENGES_MAX))
        );
        assert_eq!(answer(0), Ok(()), "one that stands may be answered again");
        shelf.unanswer("t1");
        assert_eq!(answer(CHALLENGES_MAX), Ok(()));
    }
}
