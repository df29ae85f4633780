//! The porter: who somebody is, and who may come in. What is decided of it is decided in
//! [`app::people`]; here passwords are tried, secrets drawn, and what was kept is looked up.

mod manage;
mod places;
mod set_up;
mod sign_in;

use std::sync::Arc;
use std::time::Duration;

use app::access::Secret;
use app::people::{
    Actor, AuditLine, Deed, PasswordHash, PeopleChange, PeopleError, PeopleStore, Scopes,
    SecretDigest, SecretKind, Session, SessionLimits, SessionState, Subject, SystemRandom,
    TOKEN_PREFIX, Token, Upshot, User,
};
use store::SqliteLedger;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::cli::ledger;
use crate::context::now;
use crate::failure::Failed;
use crate::server::caller::Caller;

pub(crate) use manage::TokenOrder;
pub(crate) use set_up::{CODE_FILE, SettingUp, Told, keep_code};
pub(crate) use sign_in::{Opened, SignIn, SigningIn};

use places::{Addresses, Strangers};

/// Passwords that are tried at once: each takes 64 MiB and a core for a fraction of a second.
const HASHES_MAX: usize = 2;
/// How long somebody waits for their turn before they are told to come again.
const HASH_WAIT: Duration = Duration::from_secs(10);

/// See the module.
pub(crate) struct Porter {
    store: Arc<SqliteLedger>,
    limits: SessionLimits,
    random: SystemRandom,
    addresses: Addresses,
    strangers: Strangers,
    hashes: Arc<Semaphore>,
}

/// What a session's secret says of whoever shows it.
pub(crate) enum Known {
    /// They are signed in.
    In(Box<(Session, User)>),
    /// Their session was not used for so many seconds, or lasted that long.
    Over(u64),
    /// Nobody we know.
    Nobody,
}

impl Porter {
    /// With the people of a store.
    pub(crate) fn new(store: Arc<SqliteLedger>, limits: SessionLimits) -> Porter {
        Porter {
            store,
            limits,
            random: SystemRandom,
            addresses: Addresses::default(),
            strangers: Strangers::default(),
            hashes: Arc::new(Semaphore::new(HASHES_MAX)),
        }
    }

    /// Whose session this is.
    pub(crate) async fn session(&self, secret: &str) -> Result<Known, Failed> {
        let Some(digest) = SecretDigest::of(SecretKind::Session, secret) else {
            return Ok(Known::Nobody);
        };
        let Some((session, user)) = self.store.session(&digest).await.map_err(failed)? else {
            return Ok(Known::Nobody);
        };
        match session.state(self.limits, now()) {
            SessionState::Idle(seconds) | SessionState::Old(seconds) => {
                return Ok(Known::Over(seconds));
            }
            SessionState::LastsAndMoves => {
                self.store
                    .use_session(&digest, now())
                    .await
                    .map_err(failed)?;
            }
            SessionState::Lasts => {}
        }
        Ok(Known::In(Box::new((session, user))))
    }

    /// Which token this is, and what it may be used for now: no more than its owner may.
    pub(crate) async fn token(&self, secret: &str) -> Result<Option<(Token, Scopes)>, Failed> {
        if !secret.starts_with(TOKEN_PREFIX) {
            return Ok(None);
        }
        let Some(digest) = SecretDigest::of(SecretKind::Token, secret) else {
            return Ok(None);
        };
        let found = self.store.token(&digest).await.map_err(failed)?;
        let Some((token, owner)) = found.filter(|(token, _)| token.is_valid(now())) else {
            return Ok(None);
        };
        if token.moves(now()) {
            self.store
                .use_token(&token.name, now())
                .await
                .map_err(failed)?;
        }
        let scopes = match owner {
            Some(owner) => token.scopes.within(owner.scopes),
            None => token.scopes,
        };
        Ok(Some((token, scopes)))
    }

    /// Whether there is nobody yet, so that whoever has the set-up code may come in.
    pub(crate) async fn is_empty(&self) -> Result<bool, Failed> {
        Ok(self.store.users().await.map_err(failed)?.is_empty())
    }

    /// Forgets sessions that are over.
    pub(crate) async fn forget_sessions(&self) -> Result<(), Failed> {
        let before = |seconds| protocols::time::Timestamp(now().0.saturating_sub(seconds));
        let made_before = before(self.limits.whole_seconds);
        let used_before = before(self.limits.idle_seconds);
        let forgotten = self.store.forget_sessions(made_before, used_before).await;
        forgotten.map_err(failed)
    }

    /// A password as it is kept, when it is its turn.
    async fn hashed(&self, password: &Secret) -> Result<PasswordHash, Failed> {
        let _turn = self.turn().await?;
        self.hashed_now(password).await
    }

    /// The same, for whoever has the turn.
    async fn hashed_now(&self, password: &Secret) -> Result<PasswordHash, Failed> {
        let (password, random) = (password.clone(), self.random);
        let hash = aside(move || PasswordHash::of(&password, &random)).await?;
        hash.map_err(|_| Failed::new("error-not-hashed"))
    }

    /// Waits for the turn to try a password. Counts of failures are read and written within it, so that
    /// many tries at once are not all the first.
    async fn turn(&self) -> Result<OwnedSemaphorePermit, Failed> {
        let turn = tokio::time::timeout(HASH_WAIT, self.hashes.clone().acquire_owned()).await;
        match turn {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) | Err(_) => Err(Failed::new("error-busy")),
        }
    }

    async fn change(
        &self,
        caller: &Caller,
        changes: Vec<PeopleChange>,
        (deed, subject): (Deed, Subject),
    ) -> Result<(), Failed> {
        let line = caller.line(deed, subject);
        self.store
            .change(changes, line, now())
            .await
            .map_err(failed)
    }

    /// Writes down what was refused to a stranger, as long as strangers do not fill the log; that it
    /// cannot be is no reason to let them in, nor to tell them.
    async fn refused(&self, line: AuditLine) {
        if !self.strangers.has_room(now()) {
            return;
        }
        if let Err(error) = self.store.note(vec![line], now()).await {
            tracing::error!(%error, "the audit log could not be written");
        }
    }
}

/// Does what takes memory and time off the threads that answer.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failed> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| Failed::new("error-not-hashed"))
}

/// What the store refused, in our words.
pub(crate) fn failed(error: PeopleError) -> Failed {
    match error {
        PeopleError::Store(error) => ledger::failed(error),
        PeopleError::UserExists(name) => Failed::new("error-user-exists").text("name", name),
        PeopleError::NoUser(name) => Failed::new("error-no-user").text("name", name),
        PeopleError::TokenExists(name) => Failed::new("error-token-exists").text("name", name),
        PeopleError::NoToken(name) => Failed::new("error-no-token").text("name", name),
        PeopleError::LastAdmin(name) => Failed::new("error-last-admin").text("name", name),
        PeopleError::SetUpOver => Failed::new("error-set-up-over"),
        PeopleError::CodeRefused => Failed::new("error-set-up-code"),
    }
}

/// A stranger's line of the audit log.
fn of_stranger(from: std::net::IpAddr, deed: Deed, note: &str) -> AuditLine {
    AuditLine {
        actor: Actor::Stranger,
        from: Some(from),
        deed,
        subject: Subject::default(),
        upshot: Upshot::Refused,
        note: note.to_owned(),
    }
}
