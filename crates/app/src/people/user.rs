//! People.

use protocols::time::Timestamp;

use super::{PasswordHash, Scopes, UserName};

/// A person as it is kept, without the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// What they sign in with.
    pub name: UserName,
    /// What they may do.
    pub scopes: Scopes,
    /// How they want to see pages.
    pub display: Display,
    /// When they were added.
    pub made: Timestamp,
    /// When their password was set.
    pub password_set: Timestamp,
    /// When they last signed in; `None` for never.
    pub signed_in: Option<Timestamp>,
}

/// A person who is to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    /// What they sign in with.
    pub name: UserName,
    /// What they may do.
    pub scopes: Scopes,
    /// Their password.
    pub password: PasswordHash,
}

/// How somebody wants to see pages; empty where they never said. What the words mean is up to whoever
/// shows pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Display {
    /// The language: `en`, `de`.
    pub language: String,
    /// Light or dark: `system`, `light`, `dark`.
    pub theme: String,
}
