//! Keeps the policies that are served as the ledger has them, whichever process writes it.

use std::sync::Arc;

use app::ledger::{Follow, Ledger, LedgerError, Mark, PAGE_ROWS_MAX, Page, StoredDomain};
use app::policy_host::OurHosts;
use protocols::mta_sts::fetch::policy_host;
use protocols::name::DomainName;
use store::SqliteLedger;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::counts::Counts;
use super::limits::LOOK_EVERY;
use super::policies::{Became, Policies};

/// Reads the ledger and keeps the policies.
pub(super) struct Follower {
    pub(super) ledger: Arc<SqliteLedger>,
    pub(super) ours: OurHosts,
    pub(super) policies: Arc<Policies>,
    pub(super) counts: Counts,
    pub(super) stop: CancellationToken,
}

impl Follower {
    /// Takes in every domain. What is written from the mark on is still to be followed.
    pub(super) async fn begin(&self) -> Result<Mark, LedgerError> {
        let mark = self.ledger.end().await?;
        let mut page = Page::first(PAGE_ROWS_MAX);
        loop {
            let domains = self.ledger.domains(page).await?;
            let Some(last) = domains.last() else {
                break;
            };
            let next = Page::after(last.desired.domain.clone(), PAGE_ROWS_MAX);
            for stored in &domains {
                self.take_in(&stored.desired.domain, Some(stored));
            }
            page = next;
        }
        self.counts.serves(self.policies.count());
        Ok(mark)
    }

    /// Follows what is written until the house stops. While the ledger cannot be read, what is served
    /// stays as it is.
    pub(super) async fn go_on(self, mut mark: Mark) {
        let mut failing = Failing::No;
        loop {
            let committed = self.ledger.committed();
            match self.catch_up(mark).await {
                Ok(end) => {
                    mark = end;
                    failing = failing.over();
                }
                Err(error) => failing = failing.more(&error),
            }
            tokio::select! {
                biased;
                () = self.stop.cancelled() => return,
                () = committed => {}
                () = sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Takes in what was written after the mark, and gives the mark behind it.
    async fn catch_up(&self, mut mark: Mark) -> Result<Mark, LedgerError> {
        loop {
            let written = self.ledger.written_after(mark).await?;
            if written.domains.is_empty() {
                return Ok(mark);
            }
            for domain in &written.domains {
                let stored = self.ledger.domain(domain).await?;
                self.take_in(domain, stored.as_ref());
            }
            self.counts.serves(self.policies.count());
            mark = written.end;
        }
    }

    fn take_in(&self, domain: &DomainName, stored: Option<&StoredDomain>) {
        // A name too long for a host below it has none that anybody could ask for.
        let Ok(host) = policy_host(domain) else {
            return;
        };
        let served = stored.and_then(|stored| self.ours.served(&stored.desired));
        match self.policies.set(host, served.as_ref()) {
            Became::Same | Became::New => {}
            Became::Other => tracing::info!(%domain, "another policy is served"),
            Became::Gone => tracing::info!(%domain, "no policy is served any more"),
        }
    }
}

/// Whether the ledger could not be read last time: what lasts is told once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Failing {
    No,
    Yes,
}

impl Failing {
    fn more(self, error: &LedgerError) -> Failing {
        match self {
            Failing::No => tracing::error!(
                %error,
                "the ledger cannot be read; the policies served stay as they are"
            ),
            Failing::Yes => {}
        }
        Failing::Yes
    }

    fn over(self) -> Failing {
        match self {
            Failing::No => {}
            Failing::Yes => tracing::info!("the ledger can be read again"),
        }
        Failing::No
    }
}
