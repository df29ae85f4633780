//! Signing in and out.

use std::net::IpAddr;

use app::access::Secret;
use app::people::{
    Actor, AuditLine, Deed, Fresh, OF_NAME, PasswordHash, PeopleChange, PeopleStore, SecretDigest,
    SecretKind, Session, Subject, TriesOf, Upshot, User, UserName, place_of,
};
use protocols::time::Timestamp;

use super::{Porter, aside, failed, of_stranger};
use crate::context::now;
use crate::failure::Failed;
use crate::server::caller::Caller;

/// What somebody shows to come in.
pub(crate) struct SignIn<'a> {
    /// The name as typed.
    pub(crate) name: &'a str,
    /// The password.
    pub(crate) password: &'a Secret,
    /// The mark of a browser from which somebody signed in before; empty where there is none.
    pub(crate) browser: &'a str,
    /// From where.
    pub(crate) from: IpAddr,
}

/// What becomes of it.
pub(crate) enum SigningIn {
    /// They are in.
    In(Box<Opened>),
    /// Name or password is wrong. Which of them is not told.
    Wrong,
    /// There were too many tries; nothing was tried.
    TooMany(Timestamp),
}

/// A session that was just opened.
pub(crate) struct Opened {
    /// What the browser shows from now on.
    pub(crate) session: Secret,
    /// By which the browser is known from now on, signed in or not.
    pub(crate) browser: Secret,
    /// Who came in.
    pub(crate) user: User,
}

impl Porter {
    /// Tries a name and a password. A name that nobody has takes as long and counts as much.
    pub(crate) async fn sign_in(&self, show: SignIn<'_>) -> Result<SigningIn, Failed> {
        if let Some(until) = self.addresses.shut_until(show.from, now()) {
            return Ok(SigningIn::TooMany(until));
        }
        let _turn = self.turn().await?;
        let name = UserName::parse(show.name);
        let counted = self.counted(name.as_ref(), show.browser).await?;
        let tries = self.store.tries(&counted).await.map_err(failed)?;
        let of_name = tries.shut_until(OF_NAME, now());
        if let Some(until) = of_name.max(self.addresses.shut_until(show.from, now())) {
            return Ok(SigningIn::TooMany(until));
        }
        let known = match &name {
            Some(name) => self.store.user(name).await.map_err(failed)?,
            None => None,
        };
        let nobody = PasswordHash::of_nobody();
        let hash = known.as_ref().map_or(&nobody, |(_, hash)| hash).clone();
        let password = show.password.clone();
        let (is_right, hash) = aside(move || (hash.is_of(&password), hash)).await?;
        match known {
            Some((user, _)) if is_right => {
                let opened = self.open(user, &show, &hash).await?;
                Ok(SigningIn::In(Box::new(opened)))
            }
            Some(_) | None => {
                let now = now();
                self.addresses.failed(show.from, now);
                let tries = tries.failed(OF_NAME, now);
                self.store
                    .set_tries(&counted, tries)
                    .await
                    .map_err(failed)?;
                tracing::warn!(from = %show.from, "a sign-in failed");
                // The name is not written down: people type their password there.
                self.refused(of_stranger(show.from, Deed::SignIn, "wrong"))
                    .await;
                Ok(SigningIn::Wrong)
            }
        }
    }

    /// Whose count it is: that of a browser from which this person signed in before, so that nobody
    /// else can make them wait there; else that of the name.
    async fn counted(&self, name: Option<&UserName>, browser: &str) -> Result<TriesOf, Failed> {
        let Some(name) = name else {
            return Ok(TriesOf::Place(0));
        };
        if let Some(digest) = digest_of_browser(browser)
            && self.store.browser(&digest).await.map_err(failed)?.as_ref() == Some(name)
        {
            return Ok(TriesOf::Browser(digest));
        }
        Ok(TriesOf::Place(place_of(name)))
    }

    /// Opens a session for somebody who proved who they are.
    pub(super) async fn open(
        &self,
        user: User,
        show: &SignIn<'_>,
        hash: &PasswordHash,
    ) -> Result<Opened, Failed> {
        let no_randomness = |_| Failed::new("error-no-randomness");
        let session = Fresh::session(&self.random).map_err(no_randomness)?;
        // A new mark at every sign-in: what somebody set before is worth nothing.
        let browser = Fresh::browser(&self.random).map_err(no_randomness)?;
        let now = now();
        let mut changes = vec![
            PeopleChange::OpenSession(Session {
                digest: session.digest,
                user: user.name.clone(),
                made: now,
                used: now,
                from: show.from.to_string(),
            }),
            PeopleChange::KnowBrowser(user.name.clone(), browser.digest),
        ];
        if hash.is_outdated() {
            let newer = self.hashed_now(show.password).await?;
            changes.push(PeopleChange::Rehash(user.name.clone(), newer));
        }
        let line = AuditLine {
            actor: Actor::User(user.name.clone()),
            from: Some(show.from),
            deed: Deed::SignIn,
            subject: Subject::default(),
            upshot: Upshot::Done,
            note: String::new(),
        };
        self.store
            .change(changes, line, now)
            .await
            .map_err(failed)?;
        tracing::info!(user = %user.name, from = %show.from, "signed in");
        Ok(Opened {
            session: session.secret,
            browser: browser.secret,
            user,
        })
    }

    /// Ends the session of whoever asks.
    pub(crate) async fn sign_out(&self, caller: &Caller) -> Result<(), Failed> {
        let Some(session) = &caller.session else {
            return Ok(());
        };
        let ends = vec![PeopleChange::EndSession(session.digest)];
        self.change(caller, ends, (Deed::SignOut, Subject::default()))
            .await
    }
}

fn digest_of_browser(text: &str) -> Option<SecretDigest> {
    if text.is_empty() {
        return None;
    }
    SecretDigest::of(SecretKind::Browser, text)
}
