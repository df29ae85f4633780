//! The watch on a database.

mod change_v1;
mod outbox;
pub(crate) mod shapes;
mod state_v1;

use std::collections::BTreeSet;

use app::ledger::{LedgerError, Page};
use app::watch::change::{Cause, Change};
use app::watch::delivery::NextTry;
use app::watch::limits::{ENTRIES_OF_DOMAIN_MAX, LET_GO_ROWS_MAX, STIR_SECONDS};
use app::watch::store::{
    Entry, EntryId, Kept, Message, MessageHead, MessageId, Stored, Timeline, WatchStore,
};
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::ledger::{SqlLedger, int};
use crate::sql::{Arg, Backend, Row, Transaction};
use crate::text::Stored as _;

impl<B: Backend> WatchStore for SqlLedger<B> {
    async fn unwatched(&self, most: usize) -> Result<Vec<DomainName>, LedgerError> {
        let statement = "SELECT name FROM domain WHERE NOT EXISTS \
                         (SELECT 1 FROM watch WHERE watch.domain = domain.name) \
                         ORDER BY name LIMIT $1";
        self.read(statement, vec![rows(most)?], name).await
    }

    async fn enrol(&self, domains: &[(DomainName, Timestamp)]) -> Result<(), LedgerError> {
        let mut transaction = self.backend.begin().await?;
        for (domain, due) in domains {
            let statement = "INSERT INTO watch (domain, due, revision, state) \
                             SELECT name, $2, 0, '' FROM domain WHERE name = $1 \
                             ON CONFLICT (domain) DO NOTHING";
            let args = vec![domain.as_str().into(), int(due.0)?];
            transaction.run(statement, args).await?;
        }
        transaction.commit().await
    }

    async fn watched(&self) -> Result<usize, LedgerError> {
        let counts = self.read("SELECT count(*) FROM watch", Vec::new(), Row::number);
        let count = counts.await?.into_iter().next().unwrap_or(0);
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    async fn due(&self, now: Timestamp, most: usize) -> Result<Vec<DomainName>, LedgerError> {
        let statement = "SELECT domain FROM watch WHERE due <= $1 ORDER BY due, domain LIMIT $2";
        self.read(statement, vec![int(now.0)?, rows(most)?], name)
            .await
    }

    async fn next_due(&self) -> Result<Option<Timestamp>, LedgerError> {
        let statement = "SELECT due FROM watch ORDER BY due LIMIT 1";
        let due = self.read(statement, Vec::new(), Row::number).await?;
        Ok(due.into_iter().next().map(Timestamp))
    }

    async fn watch(&self, domain: &DomainName) -> Result<Option<Stored>, LedgerError> {
        let statement = "SELECT state, revision, due FROM watch WHERE domain = $1";
        let read = |row: &mut Row| {
            let state = row.text()?;
            Some(Stored {
                watch: match state.as_str() {
                    "" => None,
                    text => Some(state_v1::read(text)?),
                },
                revision: row.number()?,
                due: Timestamp(row.number()?),
            })
        };
        let stored = self.read(statement, vec![domain.as_str().into()], read);
        Ok(stored.await?.into_iter().next())
    }

    async fn keep(&self, kept: Kept, now: Timestamp) -> Result<(), LedgerError> {
        let mut transaction = self.backend.begin().await?;
        self.keep_state(&mut transaction, &kept).await?;
        self.keep_entries(&mut transaction, &kept.domain, &kept.entries, now)
            .await?;
        self.keep_rest(&mut transaction, &kept.domain, &kept.rests_on)
            .await?;
        for cause in &kept.shared {
            self.stir(&mut transaction, &kept.domain, cause, now)
                .await?;
        }
        for (posting, token) in &kept.postings {
            self.post(&mut transaction, &kept.domain, posting, token, now)
                .await?;
        }
        transaction.commit().await
    }

    async fn bring_forward(&self, domain: &DomainName, due: Timestamp) -> Result<(), LedgerError> {
        let mut transaction = self.backend.begin().await?;
        let statement = "UPDATE watch SET due = $2 WHERE domain = $1 AND due > $2";
        let args = vec![domain.as_str().into(), int(due.0)?];
        transaction.run(statement, args).await?;
        transaction.commit().await
    }

    async fn timeline(
        &self,
        of: &Timeline,
        page: Page<EntryId>,
    ) -> Result<Vec<Entry>, LedgerError> {
        let edge = page.key().map_or(Ok(Arg::Int(i64::MAX)), |id| int(id.0))?;
        let since = int(of.since.map_or(0, |since| since.0))?;
        let until = of
            .until
            .map_or(Ok(Arg::Int(i64::MAX)), |until| int(until.0))?;
        let side = of.side.map_or("", |side| side.as_text());
        let mut args = vec![edge, since, until, side.into(), rows(page.rows())?];
        let statement = match &of.domain {
            None => {
                "SELECT id, domain, at, change FROM watch_entry WHERE id < $1 AND at >= $2 AND \
                 at < $3 AND ($4 = '' OR side = $4) ORDER BY id DESC LIMIT $5"
            }
            Some(domain) => {
                args.push(domain.as_str().into());
                "SELECT id, domain, at, change FROM watch_entry WHERE domain = $6 AND id < $1 AND \
                 at >= $2 AND at < $3 AND ($4 = '' OR side = $4) ORDER BY id DESC LIMIT $5"
            }
        };
        self.read(statement, args, entry).await
    }

    async fn messages_due(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<MessageHead>, LedgerError> {
        self.heads_due(now, most).await
    }

    async fn next_message(&self) -> Result<Option<Timestamp>, LedgerError> {
        self.first_due().await
    }

    async fn take_message(
        &self,
        id: MessageId,
        now: Timestamp,
    ) -> Result<Option<Message>, LedgerError> {
        self.take(id, now).await
    }

    async fn message_sent(&self, id: MessageId, now: Timestamp) -> Result<(), LedgerError> {
        self.sent(id, now).await
    }

    async fn message_failed(
        &self,
        id: MessageId,
        next: NextTry,
        note: &str,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        self.not_sent(id, next, note, now).await
    }

    async fn outbox(&self, page: Page<MessageId>) -> Result<Vec<MessageHead>, LedgerError> {
        self.heads(page).await
    }

    async fn let_go(&self, before: Timestamp) -> Result<usize, LedgerError> {
        let mut transaction = self.backend.begin().await?;
        let mut gone = 0;
        for statement in [
            "DELETE FROM watch_entry WHERE id IN \
             (SELECT id FROM watch_entry WHERE at < $1 ORDER BY at LIMIT $2) RETURNING id",
            "DELETE FROM message WHERE id IN (SELECT id FROM message WHERE state <> 'waits' AND \
             due < $1 ORDER BY id LIMIT $2) RETURNING id",
            "DELETE FROM watch_stir WHERE at < $1 AND $2 > 0 RETURNING at",
        ] {
            let args = vec![int(before.0)?, int(LET_GO_ROWS_MAX)?];
            gone += transaction.run(statement, args).await?.len();
        }
        transaction.commit().await?;
        Ok(gone)
    }
}

impl<B: Backend> SqlLedger<B> {
    async fn keep_state(
        &self,
        transaction: &mut B::Transaction,
        kept: &Kept,
    ) -> Result<(), LedgerError> {
        let domain = kept.domain.as_str();
        let statement = "SELECT revision FROM watch WHERE domain = $1";
        let found = transaction.run(statement, vec![domain.into()]).await?;
        match self.decoded(found, Row::number)?.first() {
            None => return Err(LedgerError::NoDomain(kept.domain.clone())),
            Some(revision) if *revision != kept.read => {
                return Err(LedgerError::ChangedMeanwhile(kept.domain.clone()));
            }
            Some(_) => {}
        }
        let state = state_v1::write(&kept.watch).map_err(|error| unwritten(&error))?;
        let statement = "UPDATE watch SET due = $2, revision = revision + 1, state = $3 \
                         WHERE domain = $1";
        let args = vec![domain.into(), int(kept.due.0)?, Arg::Text(state)];
        transaction.run(statement, args).await?;
        Ok(())
    }

    async fn keep_entries(
        &self,
        transaction: &mut B::Transaction,
        domain: &DomainName,
        entries: &[Change],
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        for change in entries {
            let text = change_v1::write(change).map_err(|error| unwritten(&error))?;
            let statement = "INSERT INTO watch_entry (domain, at, side, change) \
                             VALUES ($1, $2, $3, $4)";
            let args = vec![
                domain.as_str().into(),
                int(now.0)?,
                change.side().as_text().into(),
                Arg::Text(text),
            ];
            transaction.run(statement, args).await?;
        }
        if !entries.is_empty() {
            let statement = "DELETE FROM watch_entry WHERE domain = $1 AND id <= (SELECT id FROM \
                             watch_entry WHERE domain = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)";
            let args = vec![domain.as_str().into(), int(ENTRIES_OF_DOMAIN_MAX)?];
            transaction.run(statement, args).await?;
        }
        Ok(())
    }

    /// Notes what a domain rests on; most looks find it as it was.
    async fn keep_rest(
        &self,
        transaction: &mut B::Transaction,
        domain: &DomainName,
        rests_on: &BTreeSet<Cause>,
    ) -> Result<(), LedgerError> {
        let rests_on: BTreeSet<String> = rests_on.iter().map(Cause::key).collect();
        let statement = "SELECT cause FROM watch_rests_on WHERE domain = $1";
        let known = transaction
            .run(statement, vec![domain.as_str().into()])
            .await?;
        let known: BTreeSet<String> = self.decoded(known, Row::text)?.into_iter().collect();
        for gone in known.difference(&rests_on) {
            let statement = "DELETE FROM watch_rests_on WHERE cause = $1 AND domain = $2";
            let args = vec![gone.as_str().into(), domain.as_str().into()];
            transaction.run(statement, args).await?;
        }
        for new in rests_on.difference(&known) {
            let statement = "INSERT INTO watch_rests_on (cause, domain) VALUES ($1, $2)";
            let args = vec![new.as_str().into(), domain.as_str().into()];
            transaction.run(statement, args).await?;
        }
        Ok(())
    }

    /// Has the other domains looked at that rest on something that changed.
    async fn stir(
        &self,
        transaction: &mut B::Transaction,
        domain: &DomainName,
        cause: &Cause,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let statement = "INSERT INTO watch_stir (cause, at) VALUES ($1, $2) \
                         ON CONFLICT (cause) DO UPDATE SET at = excluded.at \
                         WHERE watch_stir.at <= $3 RETURNING at";
        let key = cause.key();
        let args = vec![
            key.as_str().into(),
            int(now.0)?,
            int(now.0.saturating_sub(STIR_SECONDS))?,
        ];
        if transaction.run(statement, args).await?.is_empty() {
            return Ok(());
        }
        let statement = "UPDATE watch SET due = $3 WHERE due > $3 AND domain <> $2 AND domain IN \
                         (SELECT domain FROM watch_rests_on WHERE cause = $1)";
        let args = vec![key.as_str().into(), domain.as_str().into(), int(now.0)?];
        transaction.run(statement, args).await?;
        Ok(())
    }
}

/// A number of rows.
fn rows(most: usize) -> Result<Arg, LedgerError> {
    int(u64::try_from(most).unwrap_or(u64::MAX))
}

/// What cannot be written as JSON: only a bug makes such a thing.
fn unwritten(error: &serde_json::Error) -> LedgerError {
    LedgerError::Bug(format!("the watch cannot be written: {error}"))
}

fn name(row: &mut Row) -> Option<DomainName> {
    DomainName::parse(&row.text()?).ok()
}

fn entry(row: &mut Row) -> Option<Entry> {
    Some(Entry {
        id: EntryId(row.number()?),
        domain: name(row)?,
        at: Timestamp(row.number()?),
        change: change_v1::read(&row.text()?)?,
    })
}
