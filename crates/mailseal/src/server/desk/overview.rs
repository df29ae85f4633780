//! All domains in one list.

use std::collections::BTreeMap;

use app::overview::{After, Filter, Group, Listed, OverviewStore, Shared, Summary};
use app::people::Scope;

use super::Desk;
use crate::cli::ledger;
use crate::failure::Failed;
use crate::server::caller::Caller;

impl Desk {
    /// The domains, the most urgent first.
    pub(crate) async fn overview(
        &self,
        caller: &Caller,
        filter: &Filter,
        after: Option<&After>,
        rows: usize,
    ) -> Result<Vec<Listed>, Failed> {
        caller.may(Scope::Read)?;
        let listed = self.ledger().overview(filter, after, rows).await;
        listed.map_err(ledger::failed)
    }

    /// How many there are in each group, of those that the filter names otherwise.
    pub(crate) async fn overview_counts(
        &self,
        caller: &Caller,
        filter: &Filter,
    ) -> Result<BTreeMap<Group, u64>, Failed> {
        caller.may(Scope::Read)?;
        let counts = self.ledger().overview_counts(filter).await;
        counts.map_err(ledger::failed)
    }

    /// What most domains share.
    pub(crate) async fn shared_findings(
        &self,
        caller: &Caller,
        rows: usize,
    ) -> Result<Vec<Shared>, Failed> {
        caller.may(Scope::Read)?;
        let shared = self.ledger().shared_findings(rows).await;
        shared.map_err(ledger::failed)
    }

    /// Keeps the line of a domain from a look at it.
    pub(crate) async fn keep_summary(&self, summary: &Summary) -> Result<(), Failed> {
        let kept = self.ledger().keep_summary(summary).await;
        kept.map_err(ledger::failed)
    }
}
