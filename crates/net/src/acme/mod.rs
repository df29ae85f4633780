//! A certificate authority over ACME (RFC 8555), with its limits of size and time.
//!
//! ```text
//!   wire        HTTPS with limits      problem     what it refuses       directory   what it says of itself
//!   account     is made                orders      are made and looked at
//!   chains      of its choice          signed_get  fetches them          request     what we make: proofs, CSRs
//! ```
//!
//! Orders, challenges and signatures are the ACME library's; what an authority can do to us, and what
//! its refusals mean, is decided here.

mod account;
mod chains;
mod directory;
mod orders;
mod problem;
mod request;
mod signed_get;
mod window;
mod wire;

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use app::certificates::{
    Account, AriId, Authority, ChallengeKind, FailureKind, Offer, OrderState, OrderUrl, Proof,
    Refused, Registration, Said, Terms, Window,
};
use app::ledger::PrivateKey;
use http_body_util::Full;
use hyper::{Request, Uri};
use protocols::name::DomainName;
use rustls::pki_types::PrivatePkcs8KeyDer;
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::network::NetError;
use directory::Directory;
use wire::{NotHeard, Wire, of_library};

/// A directory is read again after this: authorities change what they offer.
const DIRECTORY_KEPT: Duration = Duration::from_secs(24 * 3_600);
/// How often something is asked again whose nonce was not liked; the library asks three times each.
const NONCE_TRIES: usize = 6;

/// Which authority, and how it is spoken with.
#[derive(Debug, Clone, Default)]
pub struct AcmeConfig {
    /// The URL of its directory.
    pub directory: String,
    /// PEM files' contents with roots trusted beside Mozilla's.
    pub extra_roots_pem: Vec<Vec<u8>>,
    /// The profile to ask for, where the authority has several kinds of certificates.
    pub profile: Option<String>,
    /// What stands in the name of the root we prefer, where the authority has several chains.
    pub preferred_chain: Option<String>,
    /// The names by which CAA records admit it, where it does not say so itself.
    pub caa_identities: Vec<String>,
}

/// Why an authority cannot be spoken with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AcmeSetupError {
    /// The directory is no URL of `https:`, or has a user name in it.
    BadDirectory,
    /// TLS cannot be set up.
    Tls(NetError),
}

impl fmt::Display for AcmeSetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AcmeSetupError::BadDirectory => {
                f.write_str("the directory of the authority is no URL of https:")
            }
            AcmeSetupError::Tls(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for AcmeSetupError {}

/// An authority.
pub struct Acme {
    config: AcmeConfig,
    wire: Wire,
    directory: Mutex<Option<(Instant, Arc<Directory>)>>,
    /// The account that was used last, as the library has it.
    account: Mutex<Option<(Instant, String, instant_acme::Account)>>,
}

impl fmt::Debug for Acme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acme")
            .field("directory", &self.config.directory)
            .finish_non_exhaustive()
    }
}

impl Acme {
    /// The authority that this says. Nothing is asked yet.
    pub fn new(config: AcmeConfig) -> Result<Acme, AcmeSetupError> {
        let uri: Uri = config
            .directory
            .parse()
            .map_err(|_| AcmeSetupError::BadDirectory)?;
        let has_user = uri.authority().is_none_or(|a| a.as_str().contains('@'));
        if uri.scheme_str() != Some("https") || has_user {
            return Err(AcmeSetupError::BadDirectory);
        }
        let wire = Wire::new(&config.extra_roots_pem).map_err(AcmeSetupError::Tls)?;
        Ok(Acme {
            config,
            wire,
            directory: Mutex::new(None),
            account: Mutex::new(None),
        })
    }

    async fn directory_now(&self) -> Result<Arc<Directory>, NotHeard> {
        let mut kept = self.directory.lock().await;
        if let Some((at, directory)) = &*kept
            && at.elapsed() < DIRECTORY_KEPT
        {
            return Ok(directory.clone());
        }
        let heard = self.get(&self.config.directory).await?;
        let mut directory = Directory::read(&heard.body)?;
        let identities = &mut directory.terms.caa_identities;
        identities.extend(self.config.caa_identities.iter().cloned());
        let directory = Arc::new(directory);
        *kept = Some((Instant::now(), directory.clone()));
        Ok(directory)
    }

    /// The account as the library has it.
    async fn account_of(&self, account: &Account) -> Result<instant_acme::Account, NotHeard> {
        let mut kept = self.account.lock().await;
        if let Some((at, uri, known)) = &*kept
            && *uri == account.uri
            && at.elapsed() < DIRECTORY_KEPT
        {
            return Ok(known.clone());
        }
        let key = PrivatePkcs8KeyDer::from(account.key.expose_pkcs8());
        let known = instant_acme::Account::builder_with_http(Box::new(self.wire.clone()))
            .from_parts(account.uri.clone(), key, self.config.directory.clone())
            .await
            .map_err(of_library)?;
        *kept = Some((Instant::now(), account.uri.clone(), known.clone()));
        Ok(known)
    }

    async fn get(&self, url: &str) -> Result<wire::Heard, NotHeard> {
        let request = Request::builder().uri(url).body(Full::default());
        let request =
            request.map_err(|error| NotHeard::of(FailureKind::BadAnswer, &error.to_string()))?;
        self.wire.send(request).await
    }
}

/// Asks until the nonce is liked. What was refused for its nonce was not done.
async fn again<T, F>(ask: impl Fn() -> F) -> Result<T, NotHeard>
where
    F: Future<Output = Result<T, NotHeard>>,
{
    let mut tries = NONCE_TRIES;
    loop {
        tries -= 1;
        match ask().await {
            Err(refused) if refused.bad_nonce && tries > 0 => {}
            other => return other,
        }
    }
}

impl Authority for Acme {
    fn directory(&self) -> &str {
        &self.config.directory
    }

    async fn terms(&self) -> Result<Terms, Refused> {
        let directory = self.directory_now().await;
        Ok(directory.map_err(|error| error.refused)?.terms.clone())
    }

    async fn register(&self, registration: &Registration) -> Result<Account, Refused> {
        account::register(&self.wire, &self.config.directory, registration).await
    }

    async fn order(
        &self,
        account: &Account,
        name: &DomainName,
        replaces: Option<&AriId>,
    ) -> Result<OrderUrl, Refused> {
        self.new_order(account, name, replaces).await
    }

    async fn look(&self, account: &Account, order: &OrderUrl) -> Result<OrderState, Refused> {
        self.state_of(account, order).await
    }

    fn proof(&self, name: &DomainName, offer: &Offer) -> Result<Proof, Refused> {
        match offer.kind {
            ChallengeKind::Http01 => Ok(Proof::Http01 {
                token: offer.token.clone(),
                key_authorization: offer.key_authorization.clone(),
            }),
            ChallengeKind::TlsAlpn01 => {
                let made = request::proof(name, &offer.key_authorization);
                made.map_err(|error| ours(&error))
            }
        }
    }

    async fn answered(
        &self,
        account: &Account,
        order: &OrderUrl,
        kind: ChallengeKind,
    ) -> Result<(), Refused> {
        let told = again(|| self.tell(account, order, kind)).await;
        told.map_err(|error| error.refused)
    }

    async fn finalize(
        &self,
        account: &Account,
        order: &OrderUrl,
        name: &DomainName,
        key: &PrivateKey,
    ) -> Result<(), Refused> {
        let request = request::request(name, key).map_err(|error| ours(&error))?;
        let asked = again(|| self.ask_for(account, order, &request)).await;
        asked.map_err(|error| error.refused)
    }

    async fn certificate(
        &self,
        account: &Account,
        order: &OrderUrl,
    ) -> Result<Vec<Vec<u8>>, Refused> {
        let chain = self.chain_of_order(account, order).await;
        chain.map_err(|error| error.refused)
    }

    async fn window(&self, id: &AriId) -> Result<(Window, Option<u64>), Refused> {
        self.window_of(id).await.map_err(|error| error.refused)
    }
}

/// What we could not make ourselves.
fn ours(error: &rcgen::Error) -> Refused {
    Refused {
        said: Said::new(&error.to_string()),
        ..Refused::of(FailureKind::Store)
    }
}
