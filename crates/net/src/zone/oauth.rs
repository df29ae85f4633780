//! Tokens of clouds: fetched with a long-lived credential, kept until shortly before they end.

use std::fmt;
use std::time::Duration;

use app::zone::Why;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::pki_types::pem::PemObject;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::api::{Api, ApiAnswer, ApiError, ApiSetupError, ApiTerms, Call, Method, Secret};

/// A token is not used in its last minute: it could end on the way.
const LAST_MINUTE: Duration = Duration::from_secs(60);

/// For how long a signed claim is good, in seconds; the most that Google takes.
const CLAIM_SECONDS: i64 = 3_600;

/// What a token is fetched with.
pub(super) enum Grant {
    /// RFC 6749 §4.4: the client's own credentials.
    Client { id: String, secret: Secret },
    /// RFC 7523 §2.1: a claim signed with the key of a service account.
    Claim(Claim),
}

/// Who claims, and the key that it is signed with.
pub(super) struct Claim {
    pub(super) email: String,
    pub(super) key_id: String,
    pub(super) key: RsaKeyPair,
    pub(super) audience: String,
}

/// The tokens of one account.
pub(super) struct Tokens {
    api: Api,
    grant: Grant,
    scope: String,
    held: Mutex<Option<Held>>,
}

struct Held {
    bearer: Secret,
    until: Instant,
}

#[derive(Deserialize)]
struct TokenAnswer {
    access_token: String,
    expires_in: u64,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens")
            .field("api", &self.api)
            .finish_non_exhaustive()
    }
}

impl Tokens {
    pub(super) fn new(
        url: &str,
        grant: Grant,
        scope: String,
        terms: ApiTerms,
    ) -> Result<Tokens, ApiSetupError> {
        Ok(Tokens {
            api: Api::new(url, &[], terms)?,
            grant,
            scope,
            held: Mutex::new(None),
        })
    }

    /// Makes a call with a token.
    pub(super) async fn call(&self, api: &Api, call: Call) -> Result<ApiAnswer, ApiError> {
        let bearer = self.bearer().await.map_err(nothing_done)?;
        let answer = api.call(call.header("authorization", bearer)).await;
        if let Err(ApiError::Denied(_)) = &answer {
            // It may have been taken back: the next call fetches another.
            *self.held.lock().await = None;
        }
        answer
    }

    /// The lock is held while a token is fetched, so that many calls fetch one.
    async fn bearer(&self) -> Result<Secret, ApiError> {
        let mut held = self.held.lock().await;
        if let Some(held) = held.as_ref()
            && Instant::now() < held.until
        {
            return Ok(held.bearer.clone());
        }
        let asked = Instant::now();
        let answer: TokenAnswer = self.api.call(self.request()?).await?.json()?;
        let lasts = Duration::from_secs(answer.expires_in).saturating_sub(LAST_MINUTE);
        let bearer = Secret::new(format!("Bearer {}", answer.access_token));
        *held = asked.checked_add(lasts).map(|until| Held {
            bearer: bearer.clone(),
            until,
        });
        Ok(bearer)
    }

    fn request(&self) -> Result<Call, ApiError> {
        let call = Call::new(Method::Post, &[]);
        Ok(match &self.grant {
            // RFC 6749 §4.4.2: 'grant_type REQUIRED. Value MUST be set to "client_credentials".'
            Grant::Client { id, secret } => call
                .form(&[
                    ("grant_type", "client_credentials"),
                    ("client_id", id),
                    ("client_secret", secret.expose()),
                    ("scope", &self.scope),
                ])
                .hiding(secret.clone()),
            Grant::Claim(claim) => {
                let signed = claim.signed(&self.scope, Timestamp::now())?;
                call.form(&[
                    ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
                    ("assertion", signed.expose()),
                ])
                .hiding(signed)
            }
        })
    }
}

impl Claim {
    /// RFC 7515 §3.1: header, claims and signature, each in base64url, with dots between them.
    fn signed(&self, scope: &str, now: Timestamp) -> Result<Secret, ApiError> {
        let now = now.as_second();
        let header = json!({"alg": "RS256", "typ": "JWT", "kid": self.key_id});
        // RFC 7523 §3: who claims, to whom, and until when.
        let claims = json!({
            "iss": self.email,
            "scope": scope,
            "aud": self.audience,
            "iat": now,
            "exp": now + CLAIM_SECONDS,
        });
        let encoded = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let text = format!(
            "{}.{}",
            encoded(&header.to_string()),
            encoded(&claims.to_string())
        );
        let mut signature = vec![0; self.key.public_modulus_len()];
        let random = SystemRandom::new();
        let made = self
            .key
            .sign(&RSA_PKCS1_SHA256, &random, text.as_bytes(), &mut signature);
        made.map_err(|_| ApiError::NotSent(Why::NoSignature))?;
        let signature = URL_SAFE_NO_PAD.encode(signature);
        Ok(Secret::new(format!("{text}.{signature}")))
    }
}

/// The RSA key of a service account, from PEM of PKCS #8.
pub(super) fn rsa_key(pem: &Secret) -> Option<RsaKeyPair> {
    let der = PrivatePkcs8KeyDer::from_pem_slice(pem.expose().as_bytes()).ok()?;
    RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()).ok()
}

/// Without a token nothing else was sent, so it is never open whether a change was made. A grant that
/// is refused is a credential that is not accepted (RFC 6749 §5.2: 'invalid_client', 'invalid_grant').
fn nothing_done(error: ApiError) -> ApiError {
    match error {
        ApiError::Refused {
            status: 400..=499,
            words,
        } => ApiError::Denied(words),
        ApiError::Unusable(why) => no_token(why),
        ApiError::NotReached(words) => no_token(Why::NotReached { words }),
        ApiError::NotFound(words) => ApiError::Denied(words),
        error @ (ApiError::Denied(_)
        | ApiError::TooMany(_)
        | ApiError::Refused { .. }
        | ApiError::NotSent(_)) => error,
    }
}

fn no_token(why: Why) -> ApiError {
    let why = Box::new(why);
    ApiError::NotSent(Why::NoToken { why })
}
