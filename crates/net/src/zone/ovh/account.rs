//! Signed calls.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::zone::Why;
use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use tokio::time::Instant;

use crate::zone::api::{
    Api, ApiAnswer, ApiError, ApiSetupError, ApiTerms, Call, Method, Pace, Secret,
};
use crate::zone::tlsa_text::hex;

/// Every record is a call of its own, so a name may take a dozen.
const PACE: Pace = Pace {
    burst: 40,
    every: Duration::from_millis(200),
};

/// The other side's time is asked for again after so long.
const TIME_KEPT: Duration = Duration::from_secs(300);

/// What opens an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OvhKeys {
    /// Says which application calls.
    pub application_key: Secret,
    /// Signs, and is never sent.
    pub application_secret: Secret,
    /// Says whose account is meant, and which paths of it.
    pub consumer_key: Secret,
}

/// An account, to be shared by all its zones.
#[derive(Debug, Clone)]
pub struct OvhAccount(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    api: Api,
    keys: OvhKeys,
    time: Mutex<Option<Time>>,
}

/// The other side's time, and when it was that. A clock of our own that is wrong by minutes would have
/// every call refused.
#[derive(Debug, Clone, Copy)]
struct Time {
    seconds: u64,
    asked: Instant,
}

impl OvhAccount {
    /// Where the interface of Europe is; Canada and the United States have their own.
    pub const BASE: &str = "https://eu.api.ovh.com/1.0";

    /// How the interface is called, unless told otherwise.
    pub fn terms() -> ApiTerms {
        ApiTerms::new(PACE)
    }

    /// An account by its keys.
    ///
    /// # Errors
    /// Where the base or a key cannot be used.
    pub fn new(base: &str, keys: OvhKeys, terms: ApiTerms) -> Result<OvhAccount, ApiSetupError> {
        let headers = [
            ("x-ovh-application", keys.application_key.clone()),
            ("x-ovh-consumer", keys.consumer_key.clone()),
        ];
        Ok(OvhAccount(Arc::new(Inner {
            api: Api::new(base, &headers, terms)?,
            keys,
            time: Mutex::new(None),
        })))
    }

    /// Makes a call, signed.
    pub(super) async fn call(&self, call: Call) -> Result<ApiAnswer, ApiError> {
        let time = self.time().await?.to_string();
        let Inner { api, keys, .. } = &*self.0;
        let signature = signature(
            keys,
            call.method(),
            &api.url(&call),
            call.body_text(),
            &time,
        );
        let call = call
            .header("x-ovh-timestamp", Secret::new(time))
            .header("x-ovh-signature", Secret::new(signature));
        api.call(call).await
    }

    async fn time(&self) -> Result<u64, ApiError> {
        let lock = || self.0.time.lock().unwrap_or_else(PoisonError::into_inner);
        let known = *lock();
        if let Some(Time { seconds, asked }) = known
            && asked.elapsed() < TIME_KEPT
        {
            return Ok(seconds.saturating_add(asked.elapsed().as_secs()));
        }
        let asked = Instant::now();
        let call = Call::new(Method::Get, &["auth", "time"]);
        let seconds: u64 = self.0.api.call(call).await.map_err(nothing_done)?.json()?;
        *lock() = Some(Time { seconds, asked });
        Ok(seconds)
    }
}

/// Without the time nothing else was sent, so it is never open whether a change was made.
fn nothing_done(error: ApiError) -> ApiError {
    match error {
        ApiError::Unusable(why) => {
            let why = Box::new(why);
            ApiError::NotSent(Why::NoTime { why })
        }
        error @ (ApiError::Denied(_)
        | ApiError::NotFound(_)
        | ApiError::Refused { .. }
        | ApiError::TooMany(_)
        | ApiError::NotSent(_)
        | ApiError::NotReached(_)) => error,
    }
}

/// `$1$` and the SHA-1 of application secret, consumer key, method, URL, body and time, with a plus
/// between them. The algorithm is theirs.
fn signature(keys: &OvhKeys, method: Method, url: &str, body: &str, time: &str) -> String {
    let signed = Secret::new(format!(
        "{}+{}+{}+{url}+{body}+{time}",
        keys.application_secret.expose(),
        keys.consumer_key.expose(),
        method.word(),
    ));
    let digest = digest(&SHA1_FOR_LEGACY_USE_ONLY, signed.expose().as_bytes());
    format!("$1${}", hex(digest.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> OvhKeys {
        OvhKeys {
            application_key: Secret::new("key"),
            application_secret: Secret::new("EXEgWIz07P0HYwtQDs7cNIqCiQaWSuHF"),
            consumer_key: Secret::new("MtSwSrPpNjqfVSmJhLbPyr2i45lSwPU1"),
        }
    }

    /// Worked out by hand with sha1sum.
    #[test]
    fn the_signature() {
        let url = "https://eu.api.ovh.com/1.0/domains/";
        let signed = signature(&keys(), Method::Get, url, "", "1366560945");
        assert_eq!(signed, "$1$d3705e8afb27a0d2970a322b96550abfc67bb798");
    }

    #[test]
    fn nothing_shows_a_key() {
        let account = OvhAccount::new(OvhAccount::BASE, keys(), OvhAccount::terms()).unwrap();
        let shown = format!("{account:?}");
        assert!(
            !shown.contains("EXEg") && !shown.contains("MtSw"),
            "{shown}"
        );
    }
}
