//! Whoever asks something of the server.

use std::net::IpAddr;

use app::access::Secret;
use app::people::{Actor, AuditLine, Deed, Scope, Scopes, SecretDigest, Subject, Upshot, UserName};

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
    /// The session, where somebody is signed in with a browser.
    pub(crate) session: Option<OwnSession>,
}

/// The session of whoever asks.
#[derive(Debug, Clone)]
pub(crate) struct OwnSession {
    /// What the browser showed; what its forms carry is made of it.
    pub(crate) secret: Secret,
    /// By which it is kept.
    pub(crate) digest: SecretDigest,
}

impl Caller {
    /// mailseal itself.
    pub(crate) fn schedule() -> Caller {
        Caller {
            actor: Actor::Schedule,
            scopes: Scopes::of(Scope::ALL),
            from: None,
            language: Language::English,
            session: None,
        }
    }

    /// Nobody we know.
    pub(crate) fn stranger(from: IpAddr, language: Language) -> Caller {
        Caller {
            actor: Actor::Stranger,
            scopes: Scopes::NONE,
            from: Some(from),
            language,
            session: None,
        }
    }

    /// A person, in whose name something is written down.
    pub(crate) fn of_user(name: &UserName, scopes: Scopes, from: IpAddr) -> Caller {
        Caller {
            actor: Actor::User(name.clone()),
            scopes,
            from: Some(from),
            language: Language::English,
            session: None,
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

    /// Refuses to give away more than they have.
    pub(crate) fn may_give(&self, scopes: Scopes) -> Result<(), Failed> {
        match self.scopes.covers(scopes) {
            true => Ok(()),
            false => Err(Failed::new("error-not-allowed").text("scope", scopes)),
        }
    }

    /// A line of the audit log about what they did.
    pub(crate) fn line(&self, deed: Deed, subject: Subject) -> AuditLine {
        AuditLine {
            actor: self.actor.clone(),
            from: self.from,
            deed,
            subject,
            upshot: Upshot::Done,
            note: String::new(),
        }
    }

    /// The words of their language.
    pub(crate) fn words(&self) -> &'static Catalogue {
        Catalogue::shared(self.language)
    }
}
