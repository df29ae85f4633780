//! Who may come in, and what they may do. People have a name and a password and get a session;
//! programs have a token; both have scopes. Everything that is decided here is decided by pure
//! functions of what is stored and the time; the randomness of secrets is an argument.
//!
//! Of every secret only what cannot be turned back is stored: of a password Argon2id, of the random
//! ones (sessions, tokens, the set-up code) SHA-256, which is enough for what nobody can guess.

mod actor;
mod audit;
mod password;
mod scope;
mod secret;
mod session;
mod store;
mod token;
mod tries;
mod user;
mod user_name;

pub use actor::Actor;
pub use audit::{AuditId, AuditLine, Audited, Deed, Lines, Subject, Upshot};
pub use password::{
    NotHashed, PASSWORD_CHARACTERS_MIN, PASSWORD_OCTETS_MAX, PasswordFault, PasswordHash,
    check_password,
};
pub use scope::{Scope, Scopes};
pub use secret::{
    Fresh, NoRandomness, Random, SecretDigest, SecretKind, SystemRandom, TOKEN_PREFIX, form_mark,
    is_form_mark, typed_code,
};
pub use session::{Session, SessionLimits, SessionState};
pub use store::{BROWSERS_MAX, PeopleChange, PeopleError, PeopleStore, TriesOf};
pub use token::{NewToken, Token, TokenName};
pub use tries::{OF_ADDRESS, OF_NAME, PLACES, Tries, TryLimits, party, place_of};
pub use user::{Display, NewUser, User};
pub use user_name::UserName;
