//! People, sessions, tokens and the audit log: what is read. What is written is in `change`.

mod change;
mod rows;

use app::ledger::Page;
use app::people::{
    AuditId, AuditLine, Audited, Lines, PasswordHash, PeopleChange, PeopleError, PeopleStore,
    SecretDigest, Session, Token, TokenName, Tries, TriesOf, User, UserName,
};
use protocols::time::Timestamp;

use crate::ledger::{SqlLedger, int};
use crate::sql::{Arg, Backend, Transaction};

impl<B: Backend> PeopleStore for SqlLedger<B> {
    async fn change(
        &self,
        changes: Vec<PeopleChange>,
        line: AuditLine,
        now: Timestamp,
    ) -> Result<(), PeopleError> {
        self.change_people(changes, line, now).await
    }

    async fn note(&self, lines: Vec<AuditLine>, now: Timestamp) -> Result<(), PeopleError> {
        let mut transaction = self.backend.begin().await?;
        for line in lines {
            change::write_line(&mut transaction, &line, now).await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn audit(&self, lines: Lines, page: Page<AuditId>) -> Result<Vec<Audited>, PeopleError> {
        let before = page.key().map_or(Ok(Arg::Int(i64::MAX)), |id| int(id.0))?;
        let mut args = vec![before, int(page.rows() as u64)?];
        let statement = match lines {
            Lines::All => {
                "SELECT id, at, actor, who, origin, deed, domain, step, subject, upshot, note \
                 FROM audit_line WHERE id < $1 ORDER BY id DESC LIMIT $2"
            }
            Lines::Of(domain) => {
                args.push(domain.as_str().into());
                "SELECT id, at, actor, who, origin, deed, domain, step, subject, upshot, note \
                 FROM audit_line WHERE id < $1 AND domain = $3 ORDER BY id DESC LIMIT $2"
            }
        };
        Ok(self.read(statement, args, rows::audited).await?)
    }

    async fn users(&self) -> Result<Vec<User>, PeopleError> {
        let statement = "SELECT name, scopes, language, theme, made, password_set, signed_in \
                         FROM person ORDER BY name";
        Ok(self.read(statement, Vec::new(), rows::user).await?)
    }

    async fn user(&self, name: &UserName) -> Result<Option<(User, PasswordHash)>, PeopleError> {
        let statement = "SELECT name, scopes, language, theme, made, password_set, signed_in, \
                         password FROM person WHERE name = $1";
        let read = |row: &mut _| Some((rows::user(row)?, PasswordHash::stored(row.text()?)));
        self.one(statement, vec![name.as_str().into()], read).await
    }

    async fn set_code(&self, code: &SecretDigest, until: Timestamp) -> Result<(), PeopleError> {
        let mut transaction = self.backend.begin().await?;
        transaction
            .run("DELETE FROM set_up_code", Vec::new())
            .await?;
        let statement = "INSERT INTO set_up_code (digest, until) VALUES ($1, $2)";
        let args = vec![rows::digest_arg(code), int(until.0)?];
        transaction.run(statement, args).await?;
        Ok(transaction.commit().await?)
    }

    async fn session(&self, digest: &SecretDigest) -> Result<Option<(Session, User)>, PeopleError> {
        let statement = "SELECT s.digest, s.person, s.made, s.used, s.origin, \
                         p.name, p.scopes, p.language, p.theme, p.made, p.password_set, \
                         p.signed_in FROM person_session s JOIN person p ON p.name = s.person \
                         WHERE s.digest = $1";
        let read = |row: &mut _| Some((rows::session(row)?, rows::user(row)?));
        self.one(statement, vec![rows::digest_arg(digest)], read)
            .await
    }

    async fn sessions(&self, user: &UserName) -> Result<Vec<Session>, PeopleError> {
        let statement = "SELECT digest, person, made, used, origin FROM person_session \
                         WHERE person = $1 ORDER BY made DESC, digest";
        let args = vec![user.as_str().into()];
        Ok(self.read(statement, args, rows::session).await?)
    }

    async fn use_session(&self, digest: &SecretDigest, now: Timestamp) -> Result<(), PeopleError> {
        let statement = "UPDATE person_session SET used = $1 WHERE digest = $2 AND used < $1";
        self.run_alone(statement, vec![int(now.0)?, rows::digest_arg(digest)])
            .await
    }

    async fn forget_sessions(
        &self,
        made_before: Timestamp,
        used_before: Timestamp,
    ) -> Result<(), PeopleError> {
        let statement = "DELETE FROM person_session WHERE made < $1 OR used < $2";
        self.run_alone(statement, vec![int(made_before.0)?, int(used_before.0)?])
            .await
    }

    async fn tokens(&self) -> Result<Vec<Token>, PeopleError> {
        let statement = "SELECT name, scopes, owner, made, expires, used FROM program_token \
                         ORDER BY name";
        Ok(self.read(statement, Vec::new(), rows::token).await?)
    }

    async fn token(
        &self,
        digest: &SecretDigest,
    ) -> Result<Option<(Token, Option<User>)>, PeopleError> {
        let statement = "SELECT name, scopes, owner, made, expires, used FROM program_token \
                         WHERE digest = $1";
        let args = vec![rows::digest_arg(digest)];
        let Some(token) = self.one(statement, args, rows::token).await? else {
            return Ok(None);
        };
        let Some(owner) = &token.owner else {
            return Ok(Some((token, None)));
        };
        // An owner who went in between took the token along.
        let owner = PeopleStore::user(self, owner).await?;
        Ok(owner.map(|(owner, _)| (token, Some(owner))))
    }

    async fn use_token(&self, name: &TokenName, now: Timestamp) -> Result<(), PeopleError> {
        let statement = "UPDATE program_token SET used = $1 WHERE name = $2 AND used < $1";
        self.run_alone(statement, vec![int(now.0)?, name.as_str().into()])
            .await
    }

    async fn browser(&self, digest: &SecretDigest) -> Result<Option<UserName>, PeopleError> {
        let statement = "SELECT person FROM known_browser WHERE digest = $1";
        self.one(statement, vec![rows::digest_arg(digest)], rows::user_name)
            .await
    }

    async fn tries(&self, of: &TriesOf) -> Result<Tries, PeopleError> {
        let (statement, args) = match of {
            TriesOf::Place(place) => (
                "SELECT failures, last FROM sign_in_try WHERE place = $1",
                vec![Arg::Int(i64::from(*place))],
            ),
            TriesOf::Browser(digest) => (
                "SELECT failures, last FROM known_browser WHERE digest = $1",
                vec![rows::digest_arg(digest)],
            ),
        };
        let tries = self.one(statement, args, rows::tries).await?;
        Ok(tries.unwrap_or(Tries::NONE))
    }

    async fn set_tries(&self, of: &TriesOf, tries: Tries) -> Result<(), PeopleError> {
        let (failures, last) = (int(u64::from(tries.failures))?, int(tries.last.0)?);
        match of {
            TriesOf::Place(place) => {
                let statement = "INSERT INTO sign_in_try (place, failures, last) \
                                 VALUES ($1, $2, $3) ON CONFLICT (place) DO UPDATE SET \
                                 failures = excluded.failures, last = excluded.last";
                let args = vec![Arg::Int(i64::from(*place)), failures, last];
                self.run_alone(statement, args).await
            }
            TriesOf::Browser(digest) => {
                let statement = "UPDATE known_browser SET failures = $1, last = $2 \
                                 WHERE digest = $3";
                let args = vec![failures, last, rows::digest_arg(digest)];
                self.run_alone(statement, args).await
            }
        }
    }
}

impl<B: Backend> SqlLedger<B> {
    async fn one<T>(
        &self,
        statement: &'static str,
        args: Vec<Arg>,
        read: impl Fn(&mut crate::sql::Row) -> Option<T>,
    ) -> Result<Option<T>, PeopleError> {
        let rows = self.read(statement, args, read).await?;
        Ok(rows.into_iter().next())
    }

    async fn run_alone(&self, statement: &'static str, args: Vec<Arg>) -> Result<(), PeopleError> {
        let mut transaction = self.backend.begin().await?;
        transaction.run(statement, args).await?;
        Ok(transaction.commit().await?)
    }
}
