//! Private keys of certificates, accounts and orders, sealed anew under another master key.

use app::ledger::LedgerError;
use protocols::name::DomainName;

use crate::commit::{RESEALED_AT_ONCE, not_sealed};
use crate::ledger::{SqlLedger, int};
use crate::seal::{MasterKey, Sealed};
use crate::sql::{Arg, Backend, Row, Transaction};

/// A row of one of the three tables: its key, what else it is bound to, the master key and what was
/// sealed.
struct SealedRow {
    key: String,
    bound: String,
    master_key: String,
    sealed: Vec<u8>,
}

/// One of the tables with private keys.
#[derive(Debug, Clone, Copy)]
enum Table {
    Account,
    Certificate,
    Order,
}

impl Table {
    fn select(self) -> &'static str {
        match self {
            Table::Account => {
                "SELECT directory, uri, master_key, sealed FROM acme_account \
                 WHERE master_key <> $1 LIMIT $2"
            }
            Table::Certificate => {
                "SELECT name, '', master_key, sealed FROM certificate \
                 WHERE master_key <> $1 LIMIT $2"
            }
            Table::Order => {
                "SELECT name, url, master_key, sealed FROM certificate_order \
                 WHERE master_key <> $1 LIMIT $2"
            }
        }
    }

    fn update(self) -> &'static str {
        match self {
            Table::Account => {
                "UPDATE acme_account SET master_key = $1, sealed = $2 WHERE directory = $3"
            }
            Table::Certificate => {
                "UPDATE certificate SET master_key = $1, sealed = $2 WHERE name = $3"
            }
            Table::Order => {
                "UPDATE certificate_order SET master_key = $1, sealed = $2 WHERE name = $3"
            }
        }
    }
}

impl<B: Backend> SqlLedger<B> {
    /// Seals a few of them anew; 0 when none is left under another master key.
    pub(crate) async fn reseal_some_of_certificates(
        &self,
        transaction: &mut B::Transaction,
        current: &MasterKey,
    ) -> Result<u64, LedgerError> {
        let mut count = 0;
        for table in [Table::Account, Table::Certificate, Table::Order] {
            let args = vec![current.id().into(), int(RESEALED_AT_ONCE)?];
            let rows = transaction.run(table.select(), args).await?;
            let rows = self.decoded(rows, sealed_row)?;
            for row in rows {
                self.reseal_one(transaction, current, table, row).await?;
                count += 1;
            }
        }
        Ok(count)
    }

    async fn reseal_one(
        &self,
        transaction: &mut B::Transaction,
        current: &MasterKey,
        table: Table,
        row: SealedRow,
    ) -> Result<(), LedgerError> {
        // An account's directory is no name; nothing is bound to this one then.
        let name = DomainName::parse(&row.key).ok();
        let bound = match (table, &name) {
            (Table::Account, _) => Sealed::Account {
                directory: &row.key,
                uri: &row.bound,
            },
            (Table::Certificate, Some(name)) => Sealed::Certificate { name },
            (Table::Order, Some(name)) => Sealed::Order {
                name,
                url: &row.bound,
            },
            (Table::Certificate | Table::Order, None) => {
                return Err(self.damaged(app::ledger::Damage::Row));
            }
        };
        let key = self.open_private(bound, &row.master_key, &row.sealed)?;
        let sealed = current.seal_private(bound, &key).map_err(not_sealed)?;
        let args = vec![
            current.id().into(),
            Arg::Octets(sealed),
            Arg::Text(row.key.clone()),
        ];
        transaction.run(table.update(), args).await?;
        Ok(())
    }
}

fn sealed_row(row: &mut Row) -> Option<SealedRow> {
    Some(SealedRow {
        key: row.text()?,
        bound: row.text()?,
        master_key: row.text()?,
        sealed: row.octets()?,
    })
}
