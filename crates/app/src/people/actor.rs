//! Who did something.

use std::fmt;

use super::UserName;

/// Whoever is behind an order. Names are kept, not numbers: what is told of them outlives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A person who signed in.
    User(UserName),
    /// A program with a token, by the token's name.
    Token(String),
    /// Whoever may run commands on this machine.
    CommandLine,
    /// mailseal itself, by its schedule.
    Schedule,
    /// Nobody we know.
    Stranger,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::User(name) => write!(f, "user {name}"),
            Actor::Token(name) => write!(f, "token {name}"),
            Actor::CommandLine => f.write_str("command line"),
            Actor::Schedule => f.write_str("schedule"),
            Actor::Stranger => f.write_str("stranger"),
        }
    }
}
