//! A certificate authority, and whoever shows what it looks for, as the use case sees them.

use std::future::Future;

use protocols::name::DomainName;

use crate::access::Secret;
use crate::ledger::PrivateKey;

use super::chain::Chain;
use super::failure::{FailureKind, Said};
use super::renewal::Window;

/// A way to show that a name is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChallengeKind {
    /// A certificate in a TLS handshake at port 443 (RFC 8737).
    TlsAlpn01,
    /// A file at port 80 (RFC 8555 §8.3).
    Http01,
}

impl ChallengeKind {
    /// As ACME and CAA records write it.
    pub fn word(self) -> &'static str {
        match self {
            ChallengeKind::TlsAlpn01 => "tls-alpn-01",
            ChallengeKind::Http01 => "http-01",
        }
    }

    /// The kind of a word.
    pub fn of_word(word: &str) -> Option<ChallengeKind> {
        [ChallengeKind::TlsAlpn01, ChallengeKind::Http01]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

/// What an authority calls a certificate where its window is asked for (RFC 9773 §4.1): the key
/// identifier of its issuer and its serial number, each in base64url, with a dot in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AriId(String);

impl AriId {
    /// `None` for what has another form.
    pub fn new(text: &str) -> Option<AriId> {
        let is_part = |part: &str| {
            let of_alphabet = |octet: u8| octet.is_ascii_alphanumeric() || b"-_".contains(&octet);
            (1..=128).contains(&part.len()) && part.bytes().all(of_alphabet)
        };
        let (issuer, serial) = text.split_once('.')?;
        (is_part(issuer) && is_part(serial)).then(|| AriId(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An account at an authority.
#[derive(Debug, Clone)]
pub struct Account {
    /// What the authority calls it, which is also what CAA records bind to (RFC 8657 §3).
    pub uri: String,
    /// Its key, of ECDSA P-256.
    pub key: PrivateKey,
}

/// The address of an order at an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderUrl(pub String);

/// What an authority says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// Where the terms of service can be read.
    pub terms_of_service: Option<String>,
    /// The names by which CAA records admit it.
    pub caa_identities: Vec<String>,
    /// Whether accounts must be bound to a customer of it.
    pub external_account_required: bool,
    /// Whether it suggests when to renew (RFC 9773).
    pub renewal: Renewal,
}

/// Whether an authority suggests when to renew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Renewal {
    /// It does.
    Suggested,
    /// It does not.
    #[default]
    Unsaid,
}

/// The customer of an authority that an account is bound to (RFC 8555 §7.3.4).
#[derive(Debug, Clone)]
pub struct Binding {
    /// What the authority calls the key.
    pub key_id: String,
    /// The key, in base64url as authorities hand it out.
    pub hmac_key: Secret,
}

/// Whom an account is to be for. That the terms of service are agreed to has been said.
#[derive(Debug, Clone, Default)]
pub struct Registration {
    /// Mail addresses, each with `mailto:` in front.
    pub contact: Vec<String>,
    /// The customer, where the authority wants one.
    pub binding: Option<Binding>,
}

/// One challenge that an authority offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub kind: ChallengeKind,
    /// Its token. A stranger's text.
    pub token: String,
    /// Token and thumbprint of the account's key (RFC 8555 §8.1).
    pub key_authorization: String,
    /// How it stands.
    pub state: OfferState,
}

/// How it stands with a challenge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferState {
    /// The authority waits to be told that the answer is there.
    Pending,
    /// The authority was told, and looks or will look.
    Processing,
    /// It is over.
    Over,
}

/// How an order stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderState {
    /// The authority wants to see one of these.
    Pending(Vec<Offer>),
    /// It may be finalized.
    Ready,
    /// The certificate is being made.
    Processing,
    /// The certificate is there.
    Valid,
    /// It came to nothing, for that reason.
    Invalid(Refused),
}

/// Why an authority did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What went wrong.
    pub kind: FailureKind,
    /// In the authority's words.
    pub said: Said,
    /// Seconds that it wants us to wait.
    pub retry_after: Option<u64>,
}

impl Refused {
    /// Without words.
    pub fn of(kind: FailureKind) -> Refused {
        Refused {
            kind,
            said: Said::default(),
            retry_after: None,
        }
    }
}

/// What answers a challenge.
#[derive(Debug, Clone)]
pub enum Proof {
    /// A certificate for the handshake that looks for it.
    TlsAlpn01 {
        /// The certificate in DER.
        certificate_der: Vec<u8>,
        /// Its key.
        key: PrivateKey,
    },
    /// The content of a file.
    Http01 {
        /// The file's name below `/.well-known/acme-challenge/`.
        token: String,
        /// Its content.
        key_authorization: String,
    },
}

/// A certificate authority that speaks ACME (RFC 8555). Every call ends within a time of its own.
pub trait Authority: Send + Sync {
    /// Where its directory is; accounts and certificates are kept under it.
    fn directory(&self) -> &str;

    /// What it says of itself.
    fn terms(&self) -> impl Future<Output = Result<Terms, Refused>> + Send;

    /// Makes an account.
    fn register(
        &self,
        registration: &Registration,
    ) -> impl Future<Output = Result<Account, Refused>> + Send;

    /// Orders a certificate for one name, instead of the one it replaces.
    fn order(
        &self,
        account: &Account,
        name: &DomainName,
        replaces: Option<&AriId>,
    ) -> impl Future<Output = Result<OrderUrl, Refused>> + Send;

    /// How an order stands. [`FailureKind::OrderLost`] where the authority does not know it.
    fn look(
        &self,
        account: &Account,
        order: &OrderUrl,
    ) -> impl Future<Output = Result<OrderState, Refused>> + Send;

    /// What answers a challenge of a name.
    fn proof(&self, name: &DomainName, offer: &Offer) -> Result<Proof, Refused>;

    /// Tells it that the answer to a challenge is there.
    fn answered(
        &self,
        account: &Account,
        order: &OrderUrl,
        kind: ChallengeKind,
    ) -> impl Future<Output = Result<(), Refused>> + Send;

    /// Asks for the certificate of a name and a key.
    fn finalize(
        &self,
        account: &Account,
        order: &OrderUrl,
        name: &DomainName,
        key: &PrivateKey,
    ) -> impl Future<Output = Result<(), Refused>> + Send;

    /// The certificate that was asked for and those that lead to a root, by the chain we prefer; each in
    /// DER, and nothing in them was looked at.
    fn certificate(
        &self,
        account: &Account,
        order: &OrderUrl,
    ) -> impl Future<Output = Result<Vec<Vec<u8>>, Refused>> + Send;

    /// When it wants a certificate renewed, and after how many seconds it wants to be asked again.
    fn window(
        &self,
        id: &AriId,
    ) -> impl Future<Output = Result<(Window, Option<u64>), Refused>> + Send;
}

/// Whoever shows certificates and the answers to challenges to those who connect.
pub trait Shows: Send + Sync {
    /// Shows the answer to a challenge of a name until [`Shows::withdraw`].
    fn prove(&self, name: &DomainName, proof: &Proof) -> Result<(), Refused>;

    /// The challenge is over.
    fn withdraw(&self, name: &DomainName, proof: &Proof);

    /// Shows this certificate from now on, in place of the one before.
    fn present(&self, name: &DomainName, chain: &Chain, key: &PrivateKey) -> Result<(), Refused>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_certificates() {
        for good in ["aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE", "a.b", "-_.0"] {
            assert_eq!(AriId::new(good).as_ref().map(AriId::as_str), Some(good));
        }
        for bad in ["", "a", "a.", ".b", "a.b.c", "a/../b.c", "a.b?x"] {
            assert_eq!(AriId::new(bad), None, "{bad}");
        }
    }

    #[test]
    fn words_of_challenges() {
        for kind in [ChallengeKind::TlsAlpn01, ChallengeKind::Http01] {
            assert_eq!(ChallengeKind::of_word(kind.word()), Some(kind));
        }
        assert_eq!(ChallengeKind::of_word("dns-01"), None);
    }
}
