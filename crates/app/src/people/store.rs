//! Where people, tokens and the audit log are kept.

use std::fmt;
use std::future::Future;

use protocols::time::Timestamp;

use super::{
    AuditId, AuditLine, Audited, Display, Lines, NewToken, NewUser, PasswordHash, Scopes,
    SecretDigest, Session, Token, TokenName, Tries, User, UserName,
};
use crate::ledger::{LedgerError, Page};

/// Why something about people was not done. Nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeopleError {
    /// The store failed.
    Store(LedgerError),
    /// Somebody has this name.
    UserExists(UserName),
    /// Nobody has this name.
    NoUser(UserName),
    /// A token has this name.
    TokenExists(TokenName),
    /// No token has this name.
    NoToken(TokenName),
    /// There would be no administrator left.
    LastAdmin(UserName),
    /// There is somebody already, so nobody comes in by the set-up code.
    SetUpOver,
    /// The set-up code is another one, or its time is over.
    CodeRefused,
}

impl fmt::Display for PeopleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PeopleError::Store(error) => error.fmt(f),
            PeopleError::UserExists(name) => write!(f, "there is a user {name}"),
            PeopleError::NoUser(name) => write!(f, "there is no user {name}"),
            PeopleError::TokenExists(name) => write!(f, "there is a token {name}"),
            PeopleError::NoToken(name) => write!(f, "there is no token {name}"),
            PeopleError::LastAdmin(name) => write!(f, "{name} is the only administrator"),
            PeopleError::SetUpOver => f.write_str("somebody was set up already"),
            PeopleError::CodeRefused => f.write_str("the set-up code is wrong or over"),
        }
    }
}

impl std::error::Error for PeopleError {}

impl From<LedgerError> for PeopleError {
    fn from(error: LedgerError) -> PeopleError {
        PeopleError::Store(error)
    }
}

/// One change of who may come in.
#[derive(Debug, Clone)]
pub enum PeopleChange {
    /// The first person, by the set-up code; refused when there is somebody, or the code is not the
    /// one that is kept.
    Claim {
        /// What was presented.
        code: SecretDigest,
        /// Who comes in.
        user: NewUser,
    },
    /// One more person.
    AddUser(NewUser),
    /// What a person may do. The last administrator stays one.
    SetScopes(UserName, Scopes),
    /// How a person wants to see pages.
    SetDisplay(UserName, Display),
    /// A person's password. Their sessions and known browsers end.
    SetPassword(UserName, PasswordHash),
    /// The same password, hashed with newer parameters. Nothing ends.
    Rehash(UserName, PasswordHash),
    /// A person goes, with sessions and tokens. The last administrator stays.
    RemoveUser(UserName),
    /// A token.
    AddToken(NewToken),
    /// A token goes.
    RemoveToken(TokenName),
    /// A person signed in; their count of failures ends.
    OpenSession(Session),
    /// A session ends, whether it is there or not.
    EndSession(SecretDigest),
    /// The sessions of a person end, but for this one where there is one.
    EndSessions {
        /// Whose.
        user: UserName,
        /// Which one stays.
        but: Option<SecretDigest>,
    },
    /// A person signed in from this browser: it is known from now on. The oldest beyond
    /// [`BROWSERS_MAX`] is forgotten.
    KnowBrowser(UserName, SecretDigest),
}

/// Browsers that are known of one person.
pub const BROWSERS_MAX: usize = 20;

/// Whose count of failed sign-ins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TriesOf {
    /// A name's, by its place (see [`place_of`](super::place_of)).
    Place(u16),
    /// A known browser's.
    Browser(SecretDigest),
}

/// Where people, sessions, tokens and the audit log are kept. There is **one way to change** who may come
/// in: [`PeopleStore::change`] keeps the changes with their line of the audit log, or nothing.
pub trait PeopleStore: Send + Sync {
    /// Makes the changes, in order, and writes the line; or nothing.
    fn change(
        &self,
        changes: Vec<PeopleChange>,
        line: AuditLine,
        now: Timestamp,
    ) -> impl Future<Output = Result<(), PeopleError>> + Send;

    /// Writes lines about what was done elsewhere, or was refused.
    fn note(
        &self,
        lines: Vec<AuditLine>,
        now: Timestamp,
    ) -> impl Future<Output = Result<(), PeopleError>> + Send;

    /// Lines of the audit log, newest first.
    fn audit(
        &self,
        lines: Lines,
        page: Page<AuditId>,
    ) -> impl Future<Output = Result<Vec<Audited>, PeopleError>> + Send;

    /// Everybody, by name.
    fn users(&self) -> impl Future<Output = Result<Vec<User>, PeopleError>> + Send;

    /// One person and what their password is tried against.
    fn user(
        &self,
        name: &UserName,
    ) -> impl Future<Output = Result<Option<(User, PasswordHash)>, PeopleError>> + Send;

    /// The set-up code to accept until then, in place of one before.
    fn set_code(
        &self,
        code: &SecretDigest,
        until: Timestamp,
    ) -> impl Future<Output = Result<(), PeopleError>> + Send;

    /// A session and whose it is.
    fn session(
        &self,
        digest: &SecretDigest,
    ) -> impl Future<Output = Result<Option<(Session, User)>, PeopleError>> + Send;

    /// The sessions of a person, the newest first.
    fn sessions(
        &self,
        user: &UserName,
    ) -> impl Future<Output = Result<Vec<Session>, PeopleError>> + Send;

    /// A session was used now.
    fn use_session(
        &self,
        digest: &SecretDigest,
        now: Timestamp,
    ) -> impl Future<Output = Result<(), PeopleError>> + Send;

    /// Forgets sessions that began before the one time or were last used before the other.
    fn forget_sessions(
        &self,
        made_before: Timestamp,
        used_before: Timestamp,
    ) -> impl Future<Output = Result<(), PeopleError>> + Send;

    /// Every token, by name.
    fn tokens(&self) -> impl Future<Output = Result<Vec<Token>, PeopleError>> + Send;

    /// The token that is known by this, with its owner where it has one.
    fn token(
        &self,
        digest: &SecretDigest,
    ) -> impl Future<Output = Result<Option<(Token, Option<User>)>, PeopleError>> + Send;

    /// A token was used now.
    fn use_token(
        &self,
        name: &TokenName,
        now: Timestamp,
    ) -> impl Future<Output = Result<(), PeopleError>> + Send;

    /// Whose browser is known by this.
    fn browser(
        &self,
        digest: &SecretDigest,
    ) -> impl Future<Output = Result<Option<UserName>, PeopleError>> + Send;

    /// The count of failed sign-ins.
    fn tries(&self, of: &TriesOf) -> impl Future<Output = Result<Tries, PeopleError>> + Send;

    /// Keeps a count.
    fn set_tries(
        &self,
        of: &TriesOf,
        tries: Tries,
    ) -> impl Future<Output = Result<(), PeopleError>> + Send;
}
