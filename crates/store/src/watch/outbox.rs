//! The outbox: what is to be told, until it was.

use app::ledger::{LedgerError, Page};
use app::watch::delivery::{LEASE_SECONDS, NextTry};
use app::watch::store::{Message, MessageHead, MessageId, MessageState, Said};
use app::watch::tell::{Lately, NOTICES_MAX, Posting, settle};
use protocols::finding::Severity;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use super::{change_v1, name, rows, unwritten};
use crate::ledger::{SqlLedger, int};
use crate::sql::{Arg, Backend, Row, Transaction};
use crate::text::Stored as _;

/// Messages began within this many seconds count as those of an hour.
const HOUR_SECONDS: u64 = 3_600;

/// Octets of the reason why a message was not delivered.
const NOTE_OCTETS_MAX: usize = 500;

impl<B: Backend> SqlLedger<B> {
    /// Puts a notice into the message it belongs to.
    pub(super) async fn post(
        &self,
        transaction: &mut B::Transaction,
        domain: &DomainName,
        posting: &Posting,
        token: &str,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let key = posting.bundle.key();
        let message = match self.open_message(transaction, posting, &key).await? {
            Some(id) => id,
            None => self.begin_message(transaction, posting, token, now).await?,
        };
        // What is critical takes along what is gathered more patiently.
        let latest = match posting.severity {
            Severity::Critical => int(posting.not_before.0)?,
            Severity::Info | Severity::Low | Severity::Medium | Severity::High => {
                Arg::Int(i64::MAX)
            }
        };
        let statement = "UPDATE message SET items = items + 1, \
                         due = CASE WHEN due > $2 THEN $2 ELSE due END WHERE id = $1 \
                         RETURNING items";
        let args = vec![int(message)?, latest];
        let counted = transaction.run(statement, args).await?;
        let number = self.decoded(counted, Row::number)?.into_iter().next();
        let number = number.ok_or_else(|| LedgerError::Bug("no such message".to_owned()))?;
        if usize::try_from(number).is_ok_and(|number| number > NOTICES_MAX) {
            return Ok(());
        }
        let (change, telling) = (&posting.notice.change, &posting.notice.telling);
        let notice = change_v1::write_notice(change, telling).map_err(|error| unwritten(&error))?;
        let statement = "INSERT INTO message_item (message, number, domain, at, severity, notice) \
                         VALUES ($1, $2, $3, $4, $5, $6)";
        let args = vec![
            int(message)?,
            int(number)?,
            domain.as_str().into(),
            int(now.0)?,
            posting.severity.as_text().into(),
            Arg::Text(notice),
        ];
        transaction.run(statement, args).await?;
        Ok(())
    }

    /// The message of this name that nobody has begun to send.
    async fn open_message(
        &self,
        transaction: &mut B::Transaction,
        posting: &Posting,
        bundle: &str,
    ) -> Result<Option<u64>, LedgerError> {
        let statement = "SELECT id FROM message WHERE recipient = $1 AND bundle = $2 AND \
                         state = 'waits' AND tries = 0 ORDER BY id DESC LIMIT 1";
        let args = vec![posting.recipient.as_str().into(), bundle.into()];
        let found = transaction.run(statement, args).await?;
        Ok(self.decoded(found, Row::number)?.into_iter().next())
    }

    async fn begin_message(
        &self,
        transaction: &mut B::Transaction,
        posting: &Posting,
        token: &str,
        now: Timestamp,
    ) -> Result<u64, LedgerError> {
        let recipient = posting.recipient.as_str();
        let statement = "SELECT created FROM message WHERE recipient = $1 AND bundle = $2 \
                         ORDER BY created DESC LIMIT 1";
        let args = vec![recipient.into(), Arg::Text(posting.bundle.key())];
        let found = transaction.run(statement, args).await?;
        let same_bundle = self.decoded(found, Row::number)?.into_iter().next();
        let statement = "SELECT count(*) FROM message WHERE recipient = $1 AND created > $2";
        let hour_ago = now.0.saturating_sub(HOUR_SECONDS);
        let args = vec![recipient.into(), int(hour_ago)?];
        let found = transaction.run(statement, args).await?;
        let in_an_hour = self.decoded(found, Row::number)?.into_iter().next();
        let lately = Lately {
            same_bundle: same_bundle.map(Timestamp),
            in_an_hour: usize::try_from(in_an_hour.unwrap_or(0)).unwrap_or(usize::MAX),
        };
        let (bundle, due) = settle(posting, lately, now);
        let key = bundle.key();
        if bundle != posting.bundle
            && let Some(id) = self.open_message(transaction, posting, &key).await?
        {
            return Ok(id);
        }
        let statement = "INSERT INTO message (recipient, bundle, token, created, due, tries, \
                         items, state, note) VALUES ($1, $2, $3, $4, $5, 0, 0, 'waits', '') \
                         RETURNING id";
        let args = vec![
            recipient.into(),
            Arg::Text(key),
            token.into(),
            int(now.0)?,
            int(due.0)?,
        ];
        let made = transaction.run(statement, args).await?;
        let id = self.decoded(made, Row::number)?.into_iter().next();
        id.ok_or_else(|| LedgerError::Bug("a message without id".to_owned()))
    }

    pub(super) async fn heads_due(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<MessageHead>, LedgerError> {
        let statement = "SELECT id, recipient, token, bundle, created, due, tries, state, note \
                         FROM message WHERE state = 'waits' AND due <= $1 ORDER BY due, id LIMIT $2";
        self.read(statement, vec![int(now.0)?, rows(most)?], head)
            .await
    }

    pub(super) async fn first_due(&self) -> Result<Option<Timestamp>, LedgerError> {
        let statement = "SELECT due FROM message WHERE state = 'waits' ORDER BY due LIMIT 1";
        let due = self.read(statement, Vec::new(), Row::number).await?;
        Ok(due.into_iter().next().map(Timestamp))
    }

    pub(super) async fn heads(
        &self,
        page: Page<MessageId>,
    ) -> Result<Vec<MessageHead>, LedgerError> {
        let edge = page.key().map_or(Ok(Arg::Int(i64::MAX)), |id| int(id.0))?;
        let statement = "SELECT id, recipient, token, bundle, created, due, tries, state, note \
                         FROM message WHERE id < $1 ORDER BY id DESC LIMIT $2";
        self.read(statement, vec![edge, rows(page.rows())?], head)
            .await
    }

    pub(super) async fn take(
        &self,
        id: MessageId,
        now: Timestamp,
    ) -> Result<Option<Message>, LedgerError> {
        let mut transaction = self.backend.begin().await?;
        let statement = "UPDATE message SET tries = tries + 1, due = $3 WHERE id = $1 AND \
                         state = 'waits' AND due <= $2 RETURNING id, recipient, token, bundle, \
                         created, due, tries, state, note, items";
        let lease = now.plus_seconds(LEASE_SECONDS);
        let args = vec![int(id.0)?, int(now.0)?, int(lease.0)?];
        let taken = transaction.run(statement, args).await?;
        let taken = self.decoded(taken, |row| Some((head(row)?, row.number()?)))?;
        let Some((head, items)) = taken.into_iter().next() else {
            return Ok(None);
        };
        let statement = "SELECT domain, at, severity, notice FROM message_item WHERE message = $1 \
                         ORDER BY number";
        let found = transaction.run(statement, vec![int(id.0)?]).await?;
        let said = self.decoded(found, said)?;
        transaction.commit().await?;
        let items = usize::try_from(items).unwrap_or(usize::MAX);
        Ok(Some(Message {
            more: items.saturating_sub(said.len()),
            head,
            said,
        }))
    }

    pub(super) async fn sent(&self, id: MessageId, now: Timestamp) -> Result<(), LedgerError> {
        let mut transaction = self.backend.begin().await?;
        let statement = "UPDATE message SET state = 'sent', due = $2, note = '' WHERE id = $1";
        transaction
            .run(statement, vec![int(id.0)?, int(now.0)?])
            .await?;
        transaction.commit().await
    }

    pub(super) async fn not_sent(
        &self,
        id: MessageId,
        next: NextTry,
        note: &str,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let (state, due) = match next {
            NextTry::At(at) => (MessageState::Waits, at),
            NextTry::Never => (MessageState::GivenUp, now),
        };
        let end = note.floor_char_boundary(NOTE_OCTETS_MAX);
        let mut transaction = self.backend.begin().await?;
        // Whoever sent it after the lease was over may have been luckier.
        let statement = "UPDATE message SET state = $2, due = $3, note = $4 WHERE id = $1 AND \
                         state = 'waits'";
        let args = vec![
            int(id.0)?,
            state.as_text().into(),
            int(due.0)?,
            note[..end].into(),
        ];
        transaction.run(statement, args).await?;
        transaction.commit().await
    }
}

fn head(row: &mut Row) -> Option<MessageHead> {
    Some(MessageHead {
        id: MessageId(row.number()?),
        recipient: row.text()?,
        token: row.text()?,
        bundle: row.text()?,
        created: Timestamp(row.number()?),
        due: Timestamp(row.number()?),
        tries: u32::try_from(row.number()?).ok()?,
        state: MessageState::from_text(&row.text()?)?,
        note: row.text()?,
    })
}

fn said(row: &mut Row) -> Option<Said> {
    let domain = name(row)?;
    let at = Timestamp(row.number()?);
    let severity = Severity::from_text(&row.text()?)?;
    let (change, telling) = change_v1::read_notice(&row.text()?)?;
    Some(Said {
        domain,
        at,
        severity,
        change,
        telling,
    })
}
