//! The ledger over any [`Backend`]: what it reads. What it writes is in `commit`.

use std::path::Path;

use app::access::{Access, AccessHead, AccessName};
use app::ledger::{
    Change, Damage, Entry, Key, Ledger, LedgerError, Moment, OwnedValue, Page, PrivateKey,
    Revision, Step, StepId, Steps, StoredDomain,
};
use protocols::dkim::{PublicKey, Selector};
use protocols::name::DomainName;
use protocols::time::Timestamp;
use tokio::sync::Notify;

use crate::desired_v1::{self, WireError};
use crate::master_key::{MasterKeyPlace, MasterKeys};
use crate::seal::KeyRow;
use crate::sql::{Arg, Backend, Row, Transaction};
use crate::sqlite::{Found, Sqlite};
use crate::text::Stored;

/// The ledger on a database.
#[derive(Debug)]
pub struct SqlLedger<B> {
    pub(crate) backend: B,
    pub(crate) master_keys: MasterKeys,
    /// Told of every commit.
    pub(crate) committed: Notify,
}

/// The ledger in a data directory.
pub type SqliteLedger = SqlLedger<Sqlite>;

impl SqlLedger<Sqlite> {
    /// Opens the ledger in a data directory, which is made when it is not there. Opening needs no
    /// master key.
    pub async fn open(
        directory: &Path,
        master_key: MasterKeyPlace,
    ) -> Result<SqliteLedger, LedgerError> {
        Ok(SqlLedger {
            backend: Sqlite::open(directory).await?,
            master_keys: MasterKeys::new(master_key, directory),
            committed: Notify::new(),
        })
    }

    /// Opens the ledger of a data directory if there is one; makes nothing.
    pub async fn find(
        directory: &Path,
        master_key: MasterKeyPlace,
    ) -> Result<Option<SqliteLedger>, LedgerError> {
        match Sqlite::is_in(directory)? {
            Found::Yes => SqlLedger::open(directory, master_key).await.map(Some),
            Found::No => Ok(None),
        }
    }

    /// Waits for what runs and closes the files. Not needed for safety: but while nobody has the
    /// ledger open, `mailseal.db` alone is all of it.
    pub async fn close(&self) {
        self.backend.close().await;
    }
}

impl<B: Backend> Ledger for SqlLedger<B> {
    async fn commit(&self, entry: Entry, now: Timestamp) -> Result<StepId, LedgerError> {
        let removes = entry
            .changes
            .iter()
            .any(|change| matches!(change, Change::Remove | Change::RemoveKey(_)));
        let step = self.write(entry, now).await?;
        self.committed.notify_waiters();
        if removes {
            self.backend.scrub().await;
        }
        Ok(step)
    }

    async fn domains(&self, page: Page<DomainName>) -> Result<Vec<StoredDomain>, LedgerError> {
        let after = page.key().map_or("", DomainName::as_str);
        let statement = "SELECT name, desired, revision, added, changed FROM domain \
                         WHERE name > $1 ORDER BY name LIMIT $2";
        let args = vec![after.into(), int(page.rows() as u64)?];
        let rows = self.read(statement, args, domain_row).await?;
        rows.into_iter()
            .map(|row| self.stored_domain(row))
            .collect()
    }

    async fn domain(&self, domain: &DomainName) -> Result<Option<StoredDomain>, LedgerError> {
        let statement = "SELECT name, desired, revision, added, changed FROM domain \
                         WHERE name = $1";
        let rows = self
            .read(statement, vec![domain.as_str().into()], domain_row)
            .await?;
        let row = rows.into_iter().next();
        row.map(|row| self.stored_domain(row)).transpose()
    }

    async fn keys(&self, domain: &DomainName) -> Result<Vec<Key>, LedgerError> {
        let statement = "SELECT selector, public_key, state, since FROM dkim_key \
                         WHERE domain = $1 ORDER BY selector";
        self.read(statement, vec![domain.as_str().into()], key)
            .await
    }

    async fn private_key(
        &self,
        domain: &DomainName,
        selector: &Selector,
    ) -> Result<PrivateKey, LedgerError> {
        let statement = "SELECT master_key, sealed FROM dkim_key \
                         WHERE domain = $1 AND selector = $2";
        let args = vec![domain.as_str().into(), selector.as_str().into()];
        let rows = self
            .read(statement, args, |row| Some((row.text()?, row.octets()?)))
            .await?;
        let Some((id, sealed)) = rows.into_iter().next() else {
            return Err(self.missing_key(domain, selector).await?);
        };
        self.open_sealed(KeyRow { domain, selector }, &id, &sealed)
    }

    async fn owned(&self, domain: &DomainName) -> Result<Vec<OwnedValue>, LedgerError> {
        let statement = "SELECT owner, kind, digest FROM owned_value \
                         WHERE domain = $1 ORDER BY owner, kind, digest";
        self.read(statement, vec![domain.as_str().into()], owned_value)
            .await
    }

    async fn steps(&self, of: Steps, page: Page<StepId>) -> Result<Vec<Step>, LedgerError> {
        let rows = int(page.rows() as u64)?;
        let edge = |first: i64| page.key().map_or(Ok(Arg::Int(first)), |id| int(id.0));
        let (statement, args) = match of {
            Steps::All => (
                "SELECT s.id, s.domain, s.kind, s.payload, t.state, t.at, t.note FROM \
                 (SELECT * FROM step WHERE id < $1 ORDER BY id DESC LIMIT $2) s \
                 JOIN step_state t ON t.step = s.id ORDER BY s.id DESC",
                vec![edge(i64::MAX)?, rows],
            ),
            Steps::Of(domain) => (
                "SELECT s.id, s.domain, s.kind, s.payload, t.state, t.at, t.note FROM \
                 (SELECT * FROM step WHERE id < $1 AND domain = $3 ORDER BY id DESC LIMIT $2) s \
                 JOIN step_state t ON t.step = s.id ORDER BY s.id DESC",
                vec![edge(i64::MAX)?, rows, domain.as_str().into()],
            ),
            Steps::Unfinished => (
                "SELECT s.id, s.domain, s.kind, s.payload, t.state, t.at, t.note FROM \
                 (SELECT * FROM unfinished_step WHERE step > $1 ORDER BY step LIMIT $2) u \
                 JOIN step s ON s.id = u.step \
                 JOIN step_state t ON t.step = s.id ORDER BY s.id",
                vec![edge(0)?, rows],
            ),
        };
        Ok(grouped(self.read(statement, args, step).await?))
    }

    async fn setting(&self, name: &str) -> Result<Option<String>, LedgerError> {
        let statement = "SELECT value FROM setting WHERE name = $1";
        let rows = self.read(statement, vec![name.into()], Row::text).await?;
        Ok(rows.into_iter().next())
    }

    async fn set_setting(&self, name: &str, value: &str) -> Result<(), LedgerError> {
        let mut transaction = self.backend.begin().await?;
        let statement = "INSERT INTO setting (name, value) VALUES ($1, $2) \
                         ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        transaction
            .run(statement, vec![name.into(), value.into()])
            .await?;
        transaction.commit().await
    }

    async fn accesses(&self) -> Result<Vec<AccessHead>, LedgerError> {
        self.access_heads().await
    }

    async fn access(&self, name: &AccessName) -> Result<Option<Access>, LedgerError> {
        self.one_access(name).await
    }

    async fn set_access(&self, access: &Access) -> Result<(), LedgerError> {
        self.write_access(access).await
    }

    async fn remove_access(&self, name: &AccessName) -> Result<(), LedgerError> {
        self.delete_access(name).await
    }
}

impl<B: Backend> SqlLedger<B> {
    pub(crate) async fn read<T>(
        &self,
        statement: &'static str,
        args: Vec<Arg>,
        read: impl Fn(&mut Row) -> Option<T>,
    ) -> Result<Vec<T>, LedgerError> {
        let rows = self.backend.read(statement, args).await?;
        self.decoded(rows, read)
    }

    /// What rows hold. A row that does not read was not written by us.
    pub(crate) fn decoded<T>(
        &self,
        rows: Vec<Row>,
        read: impl Fn(&mut Row) -> Option<T>,
    ) -> Result<Vec<T>, LedgerError> {
        rows.into_iter()
            .map(|mut row| read(&mut row).ok_or_else(|| self.damaged(Damage::Row)))
            .collect()
    }

    /// Opens what was sealed for a row under the master key of this id.
    pub(crate) fn open_sealed(
        &self,
        row: KeyRow<'_>,
        master_key: &str,
        sealed: &[u8],
    ) -> Result<PrivateKey, LedgerError> {
        let opened = self.master_keys.key(master_key)?.open(row, sealed);
        opened.map_err(|_| {
            self.damaged(Damage::Key {
                domain: row.domain.clone(),
                selector: row.selector.clone(),
            })
        })
    }

    fn stored_domain(&self, row: DomainRow) -> Result<StoredDomain, LedgerError> {
        let desired = desired_v1::read(row.name.clone(), &row.desired);
        let desired = desired.map_err(|error| {
            let reason = match error {
                // The schema is ours, so no newer program has written this.
                WireError::Version(version) => format!("its version is {version}"),
                WireError::Malformed(reason) => reason,
            };
            self.damaged(Damage::Desired(row.name.clone(), reason))
        })?;
        Ok(StoredDomain {
            desired,
            revision: row.revision,
            added: row.added,
            changed: row.changed,
        })
    }

    pub(crate) fn damaged(&self, what: Damage) -> LedgerError {
        LedgerError::Damaged {
            place: self.backend.place().to_owned(),
            what,
        }
    }

    /// Why a key is not there.
    async fn missing_key(
        &self,
        domain: &DomainName,
        selector: &Selector,
    ) -> Result<LedgerError, LedgerError> {
        Ok(match self.domain(domain).await? {
            Some(_) => LedgerError::NoKey {
                domain: domain.clone(),
                selector: selector.clone(),
            },
            None => LedgerError::NoDomain(domain.clone()),
        })
    }
}

/// An unsigned number as the databases hold it.
pub(crate) fn int(value: u64) -> Result<Arg, LedgerError> {
    let value = i64::try_from(value);
    value
        .map(Arg::Int)
        .map_err(|_| LedgerError::Bug("a number past 2^63".to_owned()))
}

pub(crate) fn name(row: &mut Row) -> Option<DomainName> {
    DomainName::parse(&row.text()?).ok()
}

fn word<T: Stored>(row: &mut Row) -> Option<T> {
    T::from_text(&row.text()?)
}

/// A row of `domain`.
struct DomainRow {
    name: DomainName,
    desired: String,
    revision: Revision,
    added: Timestamp,
    changed: Timestamp,
}

fn domain_row(row: &mut Row) -> Option<DomainRow> {
    Some(DomainRow {
        name: name(row)?,
        desired: row.text()?,
        revision: Revision(row.number()?),
        added: Timestamp(row.number()?),
        changed: Timestamp(row.number()?),
    })
}

fn key(row: &mut Row) -> Option<Key> {
    Some(Key {
        selector: Selector::parse(&row.text()?)?,
        public: PublicKey::read(&row.octets()?).ok()?.0,
        state: word(row)?,
        since: Timestamp(row.number()?),
    })
}

fn owned_value(row: &mut Row) -> Option<OwnedValue> {
    Some(OwnedValue {
        owner: name(row)?,
        kind: word(row)?,
        digest: row.octets()?.try_into().ok()?,
    })
}

/// A step with one of its moments.
fn step(row: &mut Row) -> Option<Step> {
    Some(Step {
        id: StepId(row.number()?),
        domain: name(row)?,
        kind: word(row)?,
        payload: row.text()?,
        moments: vec![Moment {
            state: word(row)?,
            at: Timestamp(row.number()?),
            note: row.text()?,
        }],
    })
}

/// Joins the rows of each step; a step's rows stand together.
fn grouped(rows: Vec<Step>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for row in rows {
        match steps.last_mut() {
            Some(step) if step.id == row.id => step.moments.extend(row.moments),
            _ => steps.push(row),
        }
    }
    for step in &mut steps {
        step.moments.sort_by_key(|moment| moment.state);
    }
    steps
}
