//! People, tokens and the audit log, for whoever may see and change them.

use app::access::Secret;
use app::ledger::{Ledger, Page};
use app::people::{
    Actor, AuditId, Audited, Deed, Display, Fresh, Lines, NewToken, NewUser, OF_NAME,
    PASSWORD_CHARACTERS_MIN, PASSWORD_OCTETS_MAX, PasswordFault, PasswordHash, PeopleChange,
    PeopleStore, Scope, Scopes, Session, Subject, Token, TokenName, TriesOf, User, UserName,
    check_password, place_of,
};
use protocols::name::DomainName;
use protocols::time::Timestamp;

use super::{Porter, aside, failed};
use crate::cli::ledger;
use crate::context::now;
use crate::failure::Failed;
use crate::server::caller::Caller;

/// What a new token is to be.
pub(crate) struct TokenOrder {
    /// What it is called.
    pub(crate) name: TokenName,
    /// What it may be used for.
    pub(crate) scopes: Scopes,
    /// From when on it is worth nothing; `None` for never.
    pub(crate) expires: Option<Timestamp>,
}

/// A token that was just made: its secret is shown once.
pub(crate) struct Made {
    /// The secret.
    pub(crate) secret: Secret,
    /// What is kept.
    pub(crate) token: NewToken,
}

impl Porter {
    /// Everybody.
    pub(crate) async fn users(&self, caller: &Caller) -> Result<Vec<User>, Failed> {
        caller.may(Scope::Admin)?;
        self.store.users().await.map_err(failed)
    }

    /// Adds a person.
    pub(crate) async fn add_user(
        &self,
        caller: &Caller,
        name: &UserName,
        scopes: Scopes,
        password: &Secret,
    ) -> Result<(), Failed> {
        caller.may(Scope::Admin)?;
        caller.may_give(scopes)?;
        self.check(password, name).await?;
        let user = NewUser {
            name: name.clone(),
            scopes,
            password: self.hashed(password).await?,
        };
        let changes = vec![PeopleChange::AddUser(user)];
        self.change(caller, changes, (Deed::AddUser, Subject::name(name)))
            .await
    }

    /// Changes what a person may do.
    pub(crate) async fn set_scopes(
        &self,
        caller: &Caller,
        name: &UserName,
        scopes: Scopes,
    ) -> Result<(), Failed> {
        caller.may(Scope::Admin)?;
        caller.may_give(scopes)?;
        let changes = vec![PeopleChange::SetScopes(name.clone(), scopes)];
        self.change(caller, changes, (Deed::ChangeUser, Subject::name(name)))
            .await
    }

    /// Removes a person, with sessions and tokens.
    pub(crate) async fn remove_user(&self, caller: &Caller, name: &UserName) -> Result<(), Failed> {
        caller.may(Scope::Admin)?;
        let changes = vec![PeopleChange::RemoveUser(name.clone())];
        self.change(caller, changes, (Deed::RemoveUser, Subject::name(name)))
            .await
    }

    /// Sets a person's password; all their sessions end.
    pub(crate) async fn set_password(
        &self,
        caller: &Caller,
        name: &UserName,
        password: &Secret,
    ) -> Result<(), Failed> {
        caller.may(Scope::Admin)?;
        self.replace_password(caller, name, password).await
    }

    /// Sets one's own password, for whoever knows the old one; all their sessions end.
    pub(crate) async fn change_password(
        &self,
        caller: &Caller,
        old: &Secret,
        password: &Secret,
    ) -> Result<(), Failed> {
        let name = own_name(caller)?;
        // Whoever found a browser signed in must not try for ever.
        let turn = self.turn().await?;
        let place = TriesOf::Place(place_of(name));
        let tries = self.store.tries(&place).await.map_err(failed)?;
        if tries.shut_until(OF_NAME, now()).is_some() {
            return Err(Failed::new("error-too-many-tries"));
        }
        let known = self.store.user(name).await.map_err(failed)?;
        let hash = known.map_or_else(PasswordHash::of_nobody, |(_, hash)| hash);
        let tried = old.clone();
        if !aside(move || hash.is_of(&tried)).await? {
            let tries = tries.failed(OF_NAME, now());
            self.store.set_tries(&place, tries).await.map_err(failed)?;
            return Err(Failed::new("error-old-password"));
        }
        drop(turn);
        self.replace_password(caller, name, password).await
    }

    async fn replace_password(
        &self,
        caller: &Caller,
        name: &UserName,
        password: &Secret,
    ) -> Result<(), Failed> {
        self.check(password, name).await?;
        let hash = self.hashed(password).await?;
        let changes = vec![PeopleChange::SetPassword(name.clone(), hash)];
        self.change(caller, changes, (Deed::SetPassword, Subject::name(name)))
            .await
    }

    /// How whoever asks wants to see pages.
    pub(crate) async fn set_display(
        &self,
        caller: &Caller,
        display: Display,
    ) -> Result<(), Failed> {
        let name = own_name(caller)?;
        let changes = vec![PeopleChange::SetDisplay(name.clone(), display)];
        self.change(caller, changes, (Deed::ChangeUser, Subject::name(name)))
            .await
    }

    /// The sessions of whoever asks.
    pub(crate) async fn own_sessions(&self, caller: &Caller) -> Result<Vec<Session>, Failed> {
        self.store.sessions(own_name(caller)?).await.map_err(failed)
    }

    /// Ends every session of whoever asks but this one.
    pub(crate) async fn end_other_sessions(&self, caller: &Caller) -> Result<(), Failed> {
        let name = own_name(caller)?;
        let ends = PeopleChange::EndSessions {
            user: name.clone(),
            but: caller.session.as_ref().map(|session| session.digest),
        };
        self.change(caller, vec![ends], (Deed::EndSessions, Subject::name(name)))
            .await
    }

    /// Every token.
    pub(crate) async fn tokens(&self, caller: &Caller) -> Result<Vec<Token>, Failed> {
        caller.may(Scope::Admin)?;
        self.store.tokens().await.map_err(failed)
    }

    /// Makes a token. It is its maker's: it may do no more than they may, and goes with them.
    pub(crate) async fn add_token(
        &self,
        caller: &Caller,
        order: TokenOrder,
    ) -> Result<Made, Failed> {
        caller.may(Scope::Admin)?;
        caller.may_give(order.scopes)?;
        let fresh = Fresh::token(&self.random);
        let fresh = fresh.map_err(|_| Failed::new("error-no-randomness"))?;
        let token = NewToken {
            digest: fresh.digest,
            name: order.name,
            scopes: order.scopes,
            owner: match &caller.actor {
                Actor::User(name) => Some(name.clone()),
                Actor::Token(_) | Actor::CommandLine | Actor::Schedule | Actor::Stranger => None,
            },
            expires: order.expires,
        };
        let subject = Subject::name(&token.name);
        let changes = vec![PeopleChange::AddToken(token.clone())];
        self.change(caller, changes, (Deed::AddToken, subject))
            .await?;
        Ok(Made {
            secret: fresh.secret,
            token,
        })
    }

    /// Removes a token.
    pub(crate) async fn remove_token(
        &self,
        caller: &Caller,
        name: &TokenName,
    ) -> Result<(), Failed> {
        caller.may(Scope::Admin)?;
        let changes = vec![PeopleChange::RemoveToken(name.clone())];
        self.change(caller, changes, (Deed::RemoveToken, Subject::name(name)))
            .await
    }

    /// Lines of the audit log, newest first.
    pub(crate) async fn audit(
        &self,
        caller: &Caller,
        lines: Lines,
        page: Page<AuditId>,
    ) -> Result<Vec<Audited>, Failed> {
        caller.may(Scope::Admin)?;
        self.store.audit(lines, page).await.map_err(failed)
    }

    /// Whether a person may have this password.
    pub(super) async fn check(&self, password: &Secret, name: &UserName) -> Result<(), Failed> {
        let mut domains = Vec::new();
        // Only what is a domain of ours is one that would be tried.
        if let Ok(domain) = DomainName::parse(password.expose())
            && self
                .store
                .domain(&domain)
                .await
                .map_err(ledger::failed)?
                .is_some()
        {
            domains.push(domain);
        }
        check_password(password, name, &domains).map_err(password_failed)
    }
}

/// What is wrong with a password, in our words.
pub(crate) fn password_failed(fault: PasswordFault) -> Failed {
    match fault {
        PasswordFault::TooShort => {
            Failed::new("error-password-short").count("min", PASSWORD_CHARACTERS_MIN)
        }
        PasswordFault::TooLong => {
            Failed::new("error-password-long").count("max", PASSWORD_OCTETS_MAX)
        }
        PasswordFault::Guessable => Failed::new("error-password-guessable"),
    }
}

fn own_name(caller: &Caller) -> Result<&UserName, Failed> {
    match &caller.actor {
        Actor::User(name) => Ok(name),
        Actor::Stranger => Err(Failed::new("error-not-signed-in")),
        Actor::Token(_) | Actor::CommandLine | Actor::Schedule => {
            Err(Failed::new("error-only-people"))
        }
    }
}
