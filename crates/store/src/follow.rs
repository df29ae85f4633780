//! What was written since one looked last, read from the journal: nothing is committed without a
//! line of it.

use std::collections::BTreeSet;

use app::ledger::{Follow, LedgerError, Mark, PAGE_ROWS_MAX, Written};
use protocols::name::DomainName;

use crate::ledger::{SqlLedger, int, name};
use crate::sql::{Backend, Row};

impl<B: Backend> Follow for SqlLedger<B> {
    async fn end(&self) -> Result<Mark, LedgerError> {
        let rows = self.read(B::LAST_LINE, Vec::new(), Row::number).await?;
        Ok(Mark(rows.into_iter().next().unwrap_or(0)))
    }

    fn committed(&self) -> impl Future<Output = ()> + Send {
        // It hears of every commit from here on, not only from when it is first waited for.
        self.committed.notified()
    }

    async fn written_after(&self, mark: Mark) -> Result<Written, LedgerError> {
        let args = vec![int(mark.0)?, int(PAGE_ROWS_MAX as u64)?];
        let line = |row: &mut Row| Some((row.number()?, name(row)?));
        let lines = self.read(B::LINES_AFTER, args, line).await?;
        let end = lines.last().map_or(mark, |(number, _)| Mark(*number));
        let domains: BTreeSet<DomainName> = lines.into_iter().map(|(_, domain)| domain).collect();
        Ok(Written {
            domains: domains.into_iter().collect(),
            end,
        })
    }
}
