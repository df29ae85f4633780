//! Whoever asks something of the server.

use std::net::IpAddr;

use app::people::{Actor, Scope, Scopes};

use crate::failure::Failed;
use crate::wording::{Catalogue, Language};

/// Who asks, from where, in which language, and what they may do.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    /// Who.
    pub(crate) actor: Actor,
    /// What they may do.
    pub(crate) scopes: Scopes,
    /// From where; `None` for what did not come over the network.
    pub(crate) from: Option<IpAddr>,
    /// The language of the answer.
    pub(crate) language: Language,
}

impl Caller {
    /// mailseal itself.
    pub(crate) fn schedule() -> Caller {
        Caller {
            actor: Actor::Schedule,
            scopes: Scopes::of(Scope::ALL),
            from: None,
            language: Language::English,
        }
    }

    /// Refuses what they may not do.
    pub(crate) fn may(&self, scope: Scope) -> Result<(), Failed> {
        if self.scopes.has(scope) {
            return Ok(());
        }
        Err(match self.actor {
            Actor::Stranger => Failed::new("error-not-signed-in"),
            Actor::User(_) | Actor::Token(_) | Actor::CommandLine | Actor::Schedule => {
                Failed::new("error-not-allowed").text("scope", scope)
            }
        })
    }

    /// The words of their language.
    pub(crate) fn words(&self) -> &'static Catalogue {
        Catalogue::shared(self.language)
    }
}
