//! What is known of a domain from the last look at it: pages show that, and ask for a new one in the
//! background. A page never waits long for the world.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::advance::Status;
use app::ledger::{Page, Revision, StepId, Steps};
use app::plan::Asked;
use protocols::domain::CheckOptions;
use protocols::name::DomainName;
use protocols::time::Timestamp;
use tokio::sync::watch;

use crate::context::now;
use crate::failure::Failed;
use crate::output::Report;
use crate::server::House;
use crate::server::caller::Caller;
use crate::server::desk::{Desk, Proposal};

/// Domains whose last look is kept; the oldest goes first. One holds a few hundred kilobytes at the most.
const LOOKS_KEPT_MAX: usize = 256;
/// What was seen this long ago, in seconds, is shown without asking anew.
const FRESH_SECONDS: u64 = 300;
/// How long a page waits for a look that is under way.
const PATIENCE: Duration = Duration::from_secs(3);

/// One look at a domain.
pub(crate) struct Look {
    /// When.
    pub(crate) at: Timestamp,
    /// What the check says.
    pub(crate) report: Report,
    /// What would change, or why no plan can be drawn.
    pub(crate) proposal: Result<Proposal, Failed>,
    /// Where its machines stand, or why that is not known.
    pub(crate) status: Result<Status, Failed>,
    rests_on: Basis,
}

/// What a look rests on beside the world: when it changed, what was seen is of no use any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Basis {
    revision: Revision,
    last_step: Option<(StepId, usize)>,
}

/// What there is to show.
pub(crate) enum Seen {
    /// A look; a new one may be under way.
    Look {
        /// It.
        look: Arc<Look>,
        /// Whether a new one is under way.
        asking: Asking,
    },
    /// The first look is under way.
    Nothing,
    /// The look failed.
    Failed(Failed),
}

/// Whether the world is being asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asking {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// Whether what was seen lately will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    /// It will.
    Recent,
    /// The person asked for a new look.
    New,
}

/// The last looks.
pub(crate) struct Looks {
    house: House,
    entries: Mutex<BTreeMap<DomainName, Entry>>,
}

#[derive(Default)]
struct Entry {
    last: Option<Result<Arc<Look>, Failed>>,
    /// Closed when the look that is under way is over.
    running: Option<watch::Receiver<()>>,
}

impl Looks {
    /// None yet.
    pub(crate) fn new(house: &House) -> Arc<Looks> {
        Arc::new(Looks {
            house: house.clone(),
            entries: Mutex::default(),
        })
    }

    /// What there is to show of a domain that is looked after.
    pub(crate) async fn of(
        self: &Arc<Self>,
        desk: &Arc<Desk>,
        domain: &DomainName,
        want: Want,
    ) -> Result<Seen, Failed> {
        let basis = basis(desk, domain).await?;
        let running = self.begin(desk, domain, basis, want);
        if let Some(mut running) = running {
            // It ends by being closed; whoever waits too long sees what there was before.
            let ended = tokio::time::timeout(PATIENCE, running.changed());
            let (Ok(_) | Err(_)) = ended.await;
        }
        Ok(self.seen(domain, basis))
    }

    /// The last look at a domain, however old.
    pub(crate) fn last(&self, domain: &DomainName) -> Option<Arc<Look>> {
        let entries = self.entries();
        match &entries.get(domain)?.last {
            Some(Ok(look)) => Some(look.clone()),
            Some(Err(_)) | None => None,
        }
    }

    /// The look that is under way, begun now where that is needed.
    fn begin(
        self: &Arc<Self>,
        desk: &Arc<Desk>,
        domain: &DomainName,
        basis: Basis,
        want: Want,
    ) -> Option<watch::Receiver<()>> {
        let mut entries = self.entries();
        let entry = entries.entry(domain.clone()).or_default();
        // One whose sender is gone is over, however it ended.
        if let Some(running) = entry.running.as_ref().filter(|r| r.has_changed().is_ok()) {
            return Some(running.clone());
        }
        let is_fresh = match &entry.last {
            Some(Ok(look)) => {
                look.rests_on == basis && now().0.saturating_sub(look.at.0) < FRESH_SECONDS
            }
            Some(Err(_)) | None => false,
        };
        if is_fresh && want == Want::Recent {
            return None;
        }
        let (ended, running) = watch::channel(());
        entry.running = Some(running.clone());
        let (looks, desk, domain) = (self.clone(), desk.clone(), domain.clone());
        let stop = self.house.stop.clone();
        self.house.tasks.spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                look = look(&desk, &domain, basis) => looks.end(&domain, look.map(Arc::new)),
            }
            drop(ended);
        });
        Some(running)
    }

    fn end(&self, domain: &DomainName, look: Result<Arc<Look>, Failed>) {
        let mut entries = self.entries();
        let entry = entries.entry(domain.clone()).or_default();
        entry.running = None;
        entry.last = Some(look);
        let over = entries.len().saturating_sub(LOOKS_KEPT_MAX);
        let age = |entry: &Entry| match &entry.last {
            Some(Ok(look)) => look.at,
            Some(Err(_)) | None => Timestamp(0),
        };
        let idle = entries.iter().filter(|(_, entry)| entry.running.is_none());
        let mut oldest: Vec<(Timestamp, DomainName)> = idle
            .map(|(name, entry)| (age(entry), name.clone()))
            .collect();
        oldest.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        for (_, name) in oldest.into_iter().take(over) {
            entries.remove(&name);
        }
    }

    fn seen(&self, domain: &DomainName, basis: Basis) -> Seen {
        let entries = self.entries();
        let Some(entry) = entries.get(domain) else {
            return Seen::Nothing;
        };
        let asking = match &entry.running {
            Some(running) if running.has_changed().is_ok() => Asking::Yes,
            Some(_) | None => Asking::No,
        };
        match (&entry.last, asking) {
            // Of another state of what is wanted: a plan of it would be refused.
            (Some(Ok(look)), Asking::Yes) if look.rests_on.revision != basis.revision => {
                Seen::Nothing
            }
            (Some(Ok(look)), _) => Seen::Look {
                look: look.clone(),
                asking,
            },
            (Some(Err(failed)), Asking::No) => Seen::Failed(failed.clone()),
            (Some(Err(_)) | None, _) => Seen::Nothing,
        }
    }

    fn entries(&self) -> std::sync::MutexGuard<'_, BTreeMap<DomainName, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Pages ask for themselves; who may see what is decided where it is shown.
async fn look(desk: &Arc<Desk>, domain: &DomainName, rests_on: Basis) -> Result<Look, Failed> {
    let caller = Caller::schedule();
    let at = now();
    let (looked, proposal, status) = tokio::join!(
        desk.check(&caller, domain, CheckOptions::default()),
        desk.plan(&caller, domain, Asked::default()),
        desk.status(&caller, domain),
    );
    Ok(Look {
        at,
        report: looked?.report,
        proposal,
        status,
        rests_on,
    })
}

async fn basis(desk: &Desk, domain: &DomainName) -> Result<Basis, Failed> {
    let caller = Caller::schedule();
    let shown = desk.domain(&caller, domain).await?;
    let steps = desk
        .history(&caller, Steps::Of(domain.clone()), Page::first(1))
        .await?;
    Ok(Basis {
        revision: shown.stored.revision,
        last_step: steps.first().map(|step| (step.id, step.moments.len())),
    })
}
