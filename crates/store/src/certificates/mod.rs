//! Certificates, accounts at authorities and orders under way: their private keys sealed.

mod chain_der;
mod life_v1;
mod reseal;

use app::certificates::{Account, Bucket, CertificateStore, Chain, Kept, Life, OrderUrl, Placed};
use app::ledger::{Damage, LedgerError, Page, PrivateKey};
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::commit::{ADD_MASTER_KEY, MASTER_KEYS_IN_USE, not_sealed};
use crate::ledger::{SqlLedger, int};
use crate::seal::Sealed;
use crate::sql::{Arg, Backend, Row, Transaction};

impl<B: Backend> CertificateStore for SqlLedger<B> {
    async fn account(&self, directory: &str) -> Result<Option<Account>, LedgerError> {
        let statement = "SELECT uri, master_key, sealed FROM acme_account WHERE directory = $1";
        let rows = self
            .read(statement, vec![directory.into()], |row| {
                Some((row.text()?, row.text()?, row.octets()?))
            })
            .await?;
        let Some((uri, id, sealed)) = rows.into_iter().next() else {
            return Ok(None);
        };
        let row = Sealed::Account {
            directory,
            uri: &uri,
        };
        let key = self.open_private(row, &id, &sealed)?;
        Ok(Some(Account { uri, key }))
    }

    async fn keep_account(
        &self,
        directory: &str,
        account: &Account,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.backend.begin().await?;
        let row = Sealed::Account {
            directory,
            uri: &account.uri,
        };
        let (id, sealed) = self
            .seal_private(&mut transaction, row, &account.key)
            .await?;
        let statement = "INSERT INTO acme_account (directory, uri, made, master_key, sealed) \
                         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (directory) DO UPDATE SET \
                         uri = excluded.uri, made = excluded.made, \
                         master_key = excluded.master_key, sealed = excluded.sealed";
        let args = vec![
            directory.into(),
            account.uri.as_str().into(),
            int(now.0)?,
            id,
            sealed,
        ];
        transaction.run(statement, args).await?;
        transaction.commit().await
    }

    async fn drop_account(&self, directory: &str) -> Result<(), LedgerError> {
        self.delete("DELETE FROM acme_account WHERE directory = $1", directory)
            .await
    }

    async fn orders_taken(&self, directory: &str) -> Result<Bucket, LedgerError> {
        let statement = "SELECT until_ms FROM acme_orders_taken WHERE directory = $1";
        let rows = self
            .read(statement, vec![directory.into()], Row::number)
            .await?;
        Ok(rows
            .into_iter()
            .next()
            .map_or(Bucket::default(), Bucket::full_at_ms))
    }

    async fn take_order(&self, directory: &str, taken: Bucket) -> Result<(), LedgerError> {
        let mut transaction = self.backend.begin().await?;
        // Several orders begin at once; the one that took last may come here first.
        let statement = "INSERT INTO acme_orders_taken (directory, until_ms) VALUES ($1, $2) \
                         ON CONFLICT (directory) DO UPDATE SET until_ms = excluded.until_ms \
                         WHERE excluded.until_ms > acme_orders_taken.until_ms";
        let args = vec![directory.into(), int(taken.as_ms())?];
        transaction.run(statement, args).await?;
        transaction.commit().await
    }

    async fn lives(&self, page: Page<DomainName>) -> Result<Vec<(DomainName, Life)>, LedgerError> {
        let statement = "SELECT name, life FROM certificate_life WHERE name > $1 \
                         ORDER BY name LIMIT $2";
        self.read(statement, page_args(&page)?, |row| {
            Some((name(row)?, life_v1::read(&row.text()?)?))
        })
        .await
    }

    async fn note(&self, name: &DomainName, life: &Life) -> Result<(), LedgerError> {
        let mut transaction = self.backend.begin().await?;
        write_life(&mut transaction, name, life).await?;
        if life.asked.is_some() {
            let statement = "DELETE FROM certificate_request WHERE name = $1";
            transaction
                .run(statement, vec![name.as_str().into()])
                .await?;
        }
        transaction.commit().await
    }

    async fn certificates(
        &self,
        page: Page<DomainName>,
    ) -> Result<Vec<(DomainName, Kept)>, LedgerError> {
        let statement = "SELECT name, directory, chain, master_key, sealed FROM certificate \
                         WHERE name > $1 ORDER BY name LIMIT $2";
        let rows = self
            .read(statement, page_args(&page)?, |row| {
                Some(CertificateRow {
                    name: name(row)?,
                    directory: row.text()?,
                    chain: row.octets()?,
                    master_key: row.text()?,
                    sealed: row.octets()?,
                })
            })
            .await?;
        rows.into_iter().map(|row| self.kept(row)).collect()
    }

    async fn placed(&self, name: &DomainName) -> Result<Option<Placed>, LedgerError> {
        let statement = "SELECT directory, url, master_key, sealed FROM certificate_order \
                         WHERE name = $1";
        let rows = self
            .read(statement, vec![name.as_str().into()], |row| {
                Some((row.text()?, row.text()?, row.text()?, row.octets()?))
            })
            .await?;
        let Some((directory, url, id, sealed)) = rows.into_iter().next() else {
            return Ok(None);
        };
        let key = self.open_private(Sealed::Order { name, url: &url }, &id, &sealed)?;
        Ok(Some(Placed {
            directory,
            url: OrderUrl(url),
            key,
        }))
    }

    async fn place(
        &self,
        name: &DomainName,
        placed: &Placed,
        life: &Life,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.backend.begin().await?;
        write_life(&mut transaction, name, life).await?;
        let url = placed.url.0.as_str();
        let (id, sealed) = self
            .seal_private(&mut transaction, Sealed::Order { name, url }, &placed.key)
            .await?;
        let statement = "INSERT INTO certificate_order (name, directory, url, master_key, sealed) \
                         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO UPDATE SET \
                         directory = excluded.directory, url = excluded.url, \
                         master_key = excluded.master_key, sealed = excluded.sealed";
        let args = vec![
            name.as_str().into(),
            placed.directory.as_str().into(),
            url.into(),
            id,
            sealed,
        ];
        transaction.run(statement, args).await?;
        transaction.commit().await
    }

    async fn drop_order(&self, name: &DomainName) -> Result<(), LedgerError> {
        let statement = "DELETE FROM certificate_order WHERE name = $1";
        self.delete(statement, name.as_str()).await
    }

    async fn keep(&self, name: &DomainName, kept: &Kept, life: &Life) -> Result<(), LedgerError> {
        let mut transaction = self.backend.begin().await?;
        write_life(&mut transaction, name, life).await?;
        let (id, sealed) = self
            .seal_private(&mut transaction, Sealed::Certificate { name }, &kept.key)
            .await?;
        let statement = "INSERT INTO certificate (name, directory, chain, master_key, sealed) \
                         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO UPDATE SET \
                         directory = excluded.directory, chain = excluded.chain, \
                         master_key = excluded.master_key, sealed = excluded.sealed";
        let args = vec![
            name.as_str().into(),
            kept.directory.as_str().into(),
            Arg::Octets(chain_der::joined(&kept.chain.der)),
            id,
            sealed,
        ];
        transaction.run(statement, args).await?;
        let statement = "DELETE FROM certificate_order WHERE name = $1";
        transaction
            .run(statement, vec![name.as_str().into()])
            .await?;
        transaction.commit().await
    }

    async fn forget(&self, name: &DomainName) -> Result<bool, LedgerError> {
        let mut transaction = self.backend.begin().await?;
        let statement = "DELETE FROM certificate_request WHERE name = $1";
        transaction
            .run(statement, vec![name.as_str().into()])
            .await?;
        let statement = "DELETE FROM certificate_life WHERE name = $1 RETURNING name";
        let rows = transaction
            .run(statement, vec![name.as_str().into()])
            .await?;
        transaction.commit().await?;
        self.backend.scrub().await;
        Ok(!rows.is_empty())
    }

    async fn ask_for(&self, name: &DomainName, now: Timestamp) -> Result<(), LedgerError> {
        let mut transaction = self.backend.begin().await?;
        let statement = "INSERT INTO certificate_request (name, at) VALUES ($1, $2) \
                         ON CONFLICT (name) DO UPDATE SET at = excluded.at";
        let args = vec![name.as_str().into(), int(now.0)?];
        transaction.run(statement, args).await?;
        transaction.commit().await
    }

    async fn asked(&self) -> Result<Vec<DomainName>, LedgerError> {
        let statement = "SELECT name FROM certificate_request ORDER BY at, name LIMIT 1000";
        self.read(statement, Vec::new(), name).await
    }
}

/// A row of `certificate`.
struct CertificateRow {
    name: DomainName,
    directory: String,
    chain: Vec<u8>,
    master_key: String,
    sealed: Vec<u8>,
}

impl<B: Backend> SqlLedger<B> {
    fn kept(&self, row: CertificateRow) -> Result<(DomainName, Kept), LedgerError> {
        let sealed = Sealed::Certificate { name: &row.name };
        let key = self.open_private(sealed, &row.master_key, &row.sealed)?;
        let chain = chain_der::parted(&row.chain);
        let chain = chain.and_then(|chain| Chain::read(chain).ok());
        let kept = Kept {
            directory: row.directory,
            chain: chain.ok_or_else(|| self.damaged(Damage::Row))?,
            key,
        };
        Ok((row.name, kept))
    }

    /// Seals a private key for a row under the current master key; gives that key's id and what was
    /// sealed.
    async fn seal_private(
        &self,
        transaction: &mut B::Transaction,
        row: Sealed<'_>,
        key: &PrivateKey,
    ) -> Result<(Arg, Arg), LedgerError> {
        let rows = transaction.run(MASTER_KEYS_IN_USE, Vec::new()).await?;
        let in_use = self.decoded(rows, Row::text)?;
        let master_key = self.master_keys.to_seal(&in_use)?.current();
        let sealed = master_key.seal_private(row, key).map_err(not_sealed)?;
        transaction
            .run(ADD_MASTER_KEY, vec![master_key.id().into()])
            .await?;
        Ok((master_key.id().into(), Arg::Octets(sealed)))
    }

    fn open_private(
        &self,
        row: Sealed<'_>,
        master_key: &str,
        sealed: &[u8],
    ) -> Result<PrivateKey, LedgerError> {
        let opened = self.master_keys.key(master_key)?.open_private(row, sealed);
        opened.map_err(|_| {
            self.damaged(match row {
                Sealed::Account { directory, .. } => Damage::Account(directory.to_owned()),
                Sealed::Certificate { name } | Sealed::Order { name, .. } => {
                    Damage::Certificate(name.clone())
                }
            })
        })
    }

    /// Deletes a row that holds a key, and makes the key unreadable in the files.
    async fn delete(&self, statement: &'static str, key: &str) -> Result<(), LedgerError> {
        let mut transaction = self.backend.begin().await?;
        transaction.run(statement, vec![key.into()]).await?;
        transaction.commit().await?;
        self.backend.scrub().await;
        Ok(())
    }
}

async fn write_life(
    transaction: &mut impl Transaction,
    name: &DomainName,
    life: &Life,
) -> Result<(), LedgerError> {
    let text = life_v1::write(life);
    let text = text.ok_or_else(|| LedgerError::Bug(format!("the life of {name}")))?;
    let statement = "INSERT INTO certificate_life (name, life) VALUES ($1, $2) \
                     ON CONFLICT (name) DO UPDATE SET life = excluded.life";
    let args = vec![name.as_str().into(), Arg::Text(text)];
    transaction.run(statement, args).await?;
    Ok(())
}

fn page_args(page: &Page<DomainName>) -> Result<Vec<Arg>, LedgerError> {
    let after = page.key().map_or("", DomainName::as_str);
    Ok(vec![after.into(), int(page.rows() as u64)?])
}

fn name(row: &mut Row) -> Option<DomainName> {
    DomainName::parse(&row.text()?).ok()
}
