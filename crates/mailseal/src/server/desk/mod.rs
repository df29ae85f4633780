//! The use cases as the server offers them, once for the API and the pages: with the server's own
//! world, places and ledger, for a [`Caller`](super::caller::Caller) who may do some of it. What is judged is judged in `app`
//! and `protocols`; what is said of it is worded by whoever shows it.
//!
//! ```text
//!   domains  add, show, records, remove       looks   check, status, spf, dmarc, flatten: nothing is written
//!   plans    plan and apply, undo             lives   advance, rotate
//!   runs     what was begun, and its end      accesses
//! ```
//!
//! Whatever writes to the DNS begins with a line of the journal and runs on by itself: whoever ordered
//! it may go away and find it again under its number.

mod accesses;
mod domains;
mod found;
mod lives;
mod looks;
mod overview;
mod plans;
mod runs;
mod turns;

use std::path::PathBuf;
use std::sync::Arc;

use app::apply::Patience;
use app::ledger::{Ledger, StoredDomain};
use net::Network;
use protocols::name::DomainName;
use store::SqliteLedger;
use tokio::sync::Semaphore;

use super::House;
use super::outside::Outside;
use crate::cli::ledger;
use crate::cli::publish::Looker;
use crate::failure::Failed;
use crate::places::{AccessPlaces, PlaceTerms};

pub(crate) use accesses::Tried;
pub(crate) use domains::Records;
pub(crate) use found::Found;
pub(crate) use lives::{Rotated, Rotation};
pub(crate) use looks::{Looked, Standing};
pub(crate) use plans::{Applying, Proposal, TakeBack, TakingBack, Unfinished};
pub(crate) use runs::{Run, RunState};

use runs::Runs;
use turns::Turns;

/// Looks at the world at once; more wait. Each holds some sockets, and a burst of checks must leave
/// room for what is written.
const LOOKS_MAX: usize = 16;

/// What the desk is given.
pub(crate) struct Means {
    /// How the world is asked.
    pub(crate) outside: Outside,
    /// The file of accesses beside those of the ledger.
    pub(crate) access_file: Option<PathBuf>,
    /// Whether strangers may check domains.
    pub(crate) open_check: OpenCheck,
}

/// Whether strangers may check domains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OpenCheck {
    /// A few a minute.
    Yes,
    /// Only who may read.
    No,
}

/// See the module.
pub(crate) struct Desk {
    house: House,
    means: Means,
    patience: Patience,
    runs: Runs,
    turns: Turns,
    looks: Semaphore,
}

impl Desk {
    /// Opens it.
    pub(crate) fn open(house: &House, means: Means) -> Arc<Desk> {
        Arc::new(Desk {
            house: house.clone(),
            means,
            patience: Patience::default(),
            runs: Runs::default(),
            turns: Turns::default(),
            looks: Semaphore::new(LOOKS_MAX),
        })
    }

    fn ledger(&self) -> &SqliteLedger {
        &self.house.ledger
    }

    /// A domain that must be there.
    async fn known(&self, domain: &DomainName) -> Result<StoredDomain, Failed> {
        let stored = self.ledger().domain(domain).await.map_err(ledger::failed)?;
        stored.ok_or_else(|| Failed::new("error-unknown-domain").text("domain", domain))
    }

    /// The places that zones are written to, by the accesses as they are now.
    async fn places(&self) -> Result<AccessPlaces, Failed> {
        let terms = PlaceTerms {
            access_file: self.means.access_file.clone(),
            zones: self.means.outside.zone_terms(),
        };
        AccessPlaces::of(Some(self.ledger()), terms).await
    }

    /// Whoever looks for what was written.
    fn looker(&self) -> Looker<Network> {
        Looker(self.means.outside.network().ok())
    }
}
