//! Changing who may come in, with the line of the audit log that says so, in one transaction.

use app::people::{
    AuditLine, BROWSERS_MAX, NewToken, NewUser, PasswordHash, PeopleChange, PeopleError, Scope,
    Scopes, SecretDigest, Session, UserName, place_of,
};
use protocols::time::Timestamp;

use super::rows;
use crate::ledger::{SqlLedger, int};
use crate::sql::{Arg, Backend, Row, Transaction};

impl<B: Backend> SqlLedger<B> {
    pub(super) async fn change_people(
        &self,
        changes: Vec<PeopleChange>,
        line: AuditLine,
        now: Timestamp,
    ) -> Result<(), PeopleError> {
        let mut transaction = self.backend.begin().await?;
        for change in changes {
            self.make(&mut transaction, change, now).await?;
        }
        write_line(&mut transaction, &line, now).await?;
        Ok(transaction.commit().await?)
    }

    async fn make(
        &self,
        transaction: &mut B::Transaction,
        change: PeopleChange,
        now: Timestamp,
    ) -> Result<(), PeopleError> {
        match change {
            PeopleChange::Claim { code, user } => self.claim(transaction, &code, user, now).await,
            PeopleChange::AddUser(user) => add_user(transaction, user, now).await,
            PeopleChange::SetScopes(name, scopes) => {
                let statement = "UPDATE person SET scopes = $1 WHERE name = $2 RETURNING name";
                let args = vec![Arg::Text(scopes.to_string()), name.as_str().into()];
                of_user(transaction, statement, args, &name).await?;
                self.keep_an_admin(transaction, name).await
            }
            PeopleChange::SetDisplay(name, display) => {
                let statement = "UPDATE person SET language = $1, theme = $2 WHERE name = $3 \
                                 RETURNING name";
                let args = vec![
                    Arg::Text(display.language),
                    Arg::Text(display.theme),
                    name.as_str().into(),
                ];
                of_user(transaction, statement, args, &name).await
            }
            PeopleChange::SetPassword(name, hash) => {
                set_password(transaction, &name, &hash, now).await
            }
            PeopleChange::Rehash(name, hash) => {
                let statement = "UPDATE person SET password = $1 WHERE name = $2 RETURNING name";
                let args = vec![hash.as_str().into(), name.as_str().into()];
                of_user(transaction, statement, args, &name).await
            }
            PeopleChange::RemoveUser(name) => {
                let statement = "DELETE FROM person WHERE name = $1 RETURNING name";
                of_user(transaction, statement, vec![name.as_str().into()], &name).await?;
                let statement = "DELETE FROM program_token WHERE owner = $1";
                transaction
                    .run(statement, vec![name.as_str().into()])
                    .await?;
                self.keep_an_admin(transaction, name).await
            }
            PeopleChange::AddToken(token) => add_token(transaction, token, now).await,
            PeopleChange::RemoveToken(name) => {
                let statement = "DELETE FROM program_token WHERE name = $1 RETURNING name";
                let rows = transaction
                    .run(statement, vec![name.as_str().into()])
                    .await?;
                found(&rows, || PeopleError::NoToken(name))
            }
            PeopleChange::OpenSession(session) => open_session(transaction, &session).await,
            PeopleChange::EndSession(digest) => {
                let statement = "DELETE FROM person_session WHERE digest = $1";
                let args = vec![rows::digest_arg(&digest)];
                transaction.run(statement, args).await?;
                Ok(())
            }
            PeopleChange::EndSessions { user, but } => {
                // No digest is empty.
                let but = but.map_or(Arg::Octets(Vec::new()), |but| rows::digest_arg(&but));
                let statement = "DELETE FROM person_session WHERE person = $1 AND digest <> $2";
                transaction
                    .run(statement, vec![user.as_str().into(), but])
                    .await?;
                Ok(())
            }
            PeopleChange::KnowBrowser(name, digest) => {
                know_browser(transaction, &name, &digest, now).await
            }
        }
    }

    async fn claim(
        &self,
        transaction: &mut B::Transaction,
        code: &SecretDigest,
        user: NewUser,
        now: Timestamp,
    ) -> Result<(), PeopleError> {
        let statement = "SELECT name FROM person LIMIT 1";
        if !transaction.run(statement, Vec::new()).await?.is_empty() {
            return Err(PeopleError::SetUpOver);
        }
        let statement = "SELECT digest, until FROM set_up_code";
        let kept = transaction.run(statement, Vec::new()).await?;
        let kept = self.decoded(kept, |row| {
            Some((rows::digest(row)?, Timestamp(row.number()?)))
        })?;
        let is_it = |(kept, until): &(SecretDigest, Timestamp)| kept.is(code) && now < *until;
        if !kept.iter().any(is_it) {
            return Err(PeopleError::CodeRefused);
        }
        transaction
            .run("DELETE FROM set_up_code", Vec::new())
            .await?;
        add_user(transaction, user, now).await
    }

    /// Refuses what would leave nobody to let others in.
    async fn keep_an_admin(
        &self,
        transaction: &mut B::Transaction,
        name: UserName,
    ) -> Result<(), PeopleError> {
        let rows = transaction
            .run("SELECT scopes FROM person", Vec::new())
            .await?;
        let scopes: Vec<Scopes> = self.decoded(rows, rows::scopes)?;
        if scopes.iter().any(|scopes| scopes.has(Scope::Admin)) {
            return Ok(());
        }
        Err(PeopleError::LastAdmin(name))
    }
}

async fn add_user(
    transaction: &mut impl Transaction,
    user: NewUser,
    now: Timestamp,
) -> Result<(), PeopleError> {
    let statement = "INSERT INTO person (name, password, scopes, language, theme, made, \
                     password_set, signed_in) VALUES ($1, $2, $3, '', '', $4, $4, 0) \
                     ON CONFLICT DO NOTHING RETURNING name";
    let args = vec![
        user.name.as_str().into(),
        user.password.as_str().into(),
        Arg::Text(user.scopes.to_string()),
        int(now.0)?,
    ];
    let rows = transaction.run(statement, args).await?;
    found(&rows, || PeopleError::UserExists(user.name))
}

async fn set_password(
    transaction: &mut impl Transaction,
    name: &UserName,
    hash: &PasswordHash,
    now: Timestamp,
) -> Result<(), PeopleError> {
    let statement = "UPDATE person SET password = $1, password_set = $2 WHERE name = $3 \
                     RETURNING name";
    let args = vec![hash.as_str().into(), int(now.0)?, name.as_str().into()];
    of_user(transaction, statement, args, name).await?;
    for statement in [
        "DELETE FROM person_session WHERE person = $1",
        "DELETE FROM known_browser WHERE person = $1",
    ] {
        transaction
            .run(statement, vec![name.as_str().into()])
            .await?;
    }
    forgive(transaction, name).await
}

/// Nothing is held against a name any more.
async fn forgive(transaction: &mut impl Transaction, name: &UserName) -> Result<(), PeopleError> {
    let statement = "DELETE FROM sign_in_try WHERE place = $1";
    let place = Arg::Int(i64::from(place_of(name)));
    transaction.run(statement, vec![place]).await?;
    Ok(())
}

async fn add_token(
    transaction: &mut impl Transaction,
    token: NewToken,
    now: Timestamp,
) -> Result<(), PeopleError> {
    let statement = "INSERT INTO program_token (name, digest, scopes, owner, made, expires, used) \
                     VALUES ($1, $2, $3, $4, $5, $6, 0) ON CONFLICT DO NOTHING RETURNING name";
    let owner = token.owner.as_ref().map_or("", UserName::as_str);
    let args = vec![
        token.name.as_str().into(),
        rows::digest_arg(&token.digest),
        Arg::Text(token.scopes.to_string()),
        owner.into(),
        int(now.0)?,
        int(token.expires.map_or(0, |expires| expires.0))?,
    ];
    let rows = transaction.run(statement, args).await?;
    found(&rows, || PeopleError::TokenExists(token.name))
}

async fn open_session(
    transaction: &mut impl Transaction,
    session: &Session,
) -> Result<(), PeopleError> {
    let (name, made) = (&session.user, int(session.made.0)?);
    let statement = "UPDATE person SET signed_in = $1 WHERE name = $2 RETURNING name";
    let args = vec![made.clone(), name.as_str().into()];
    of_user(transaction, statement, args, name).await?;
    let statement = "INSERT INTO person_session (digest, person, made, used, origin) \
                     VALUES ($1, $2, $3, $4, $5)";
    let args = vec![
        rows::digest_arg(&session.digest),
        name.as_str().into(),
        made,
        int(session.used.0)?,
        session.from.as_str().into(),
    ];
    transaction.run(statement, args).await?;
    forgive(transaction, name).await
}

async fn know_browser(
    transaction: &mut impl Transaction,
    name: &UserName,
    digest: &SecretDigest,
    now: Timestamp,
) -> Result<(), PeopleError> {
    let statement = "INSERT INTO known_browser (digest, person, known, failures, last) \
                     VALUES ($1, $2, $3, 0, 0) ON CONFLICT (digest) DO UPDATE SET \
                     known = excluded.known, failures = 0, last = 0";
    let args = vec![rows::digest_arg(digest), name.as_str().into(), int(now.0)?];
    transaction.run(statement, args).await?;
    let statement = "DELETE FROM known_browser WHERE person = $1 AND digest NOT IN \
                     (SELECT digest FROM known_browser WHERE person = $1 \
                     ORDER BY known DESC, digest LIMIT $2)";
    let args = vec![name.as_str().into(), int(BROWSERS_MAX as u64)?];
    transaction.run(statement, args).await?;
    Ok(())
}

/// Writes a line of the audit log.
pub(super) async fn write_line(
    transaction: &mut impl Transaction,
    line: &AuditLine,
    now: Timestamp,
) -> Result<(), PeopleError> {
    let statement = "INSERT INTO audit_line \
                     (at, actor, who, origin, deed, domain, step, subject, upshot, note) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let (actor, who) = rows::actor_texts(&line.actor);
    let subject = &line.subject;
    let args = vec![
        int(now.0)?,
        actor.into(),
        who.into(),
        Arg::Text(line.from.map_or_else(String::new, |from| from.to_string())),
        line.deed.word().into(),
        Arg::Text(
            subject
                .domain
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
        ),
        int(subject.step.map_or(0, |step| step.0))?,
        Arg::Text(subject.name.clone().unwrap_or_default()),
        line.upshot.word().into(),
        line.note.as_str().into(),
    ];
    transaction.run(statement, args).await?;
    Ok(())
}

async fn of_user(
    transaction: &mut impl Transaction,
    statement: &'static str,
    args: Vec<Arg>,
    name: &UserName,
) -> Result<(), PeopleError> {
    let rows = transaction.run(statement, args).await?;
    found(&rows, || PeopleError::NoUser(name.clone()))
}

fn found(rows: &[Row], otherwise: impl FnOnce() -> PeopleError) -> Result<(), PeopleError> {
    if rows.is_empty() {
        Err(otherwise())
    } else {
        Ok(())
    }
}
