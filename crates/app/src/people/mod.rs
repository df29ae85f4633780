//! Who may come in, and what they may do. People have a name and a password and get a session;
//! programs have a token; both have scopes. Everything that is decided here is decided by pure
//! functions of what is stored and the time; the randomness of secrets is an argument.
//!
//! Of every secret only what cannot be turned back is stored: of a password Argon2id, of the random
//! ones (sessions, tokens, the set-up code) SHA-256, which is enough for what nobody can guess.

mod actor;
mod scope;
mod user_name;

pub use actor::Actor;
pub use scope::{Scope, Scopes};
pub use user_name::UserName;
