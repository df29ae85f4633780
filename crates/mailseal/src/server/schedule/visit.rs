//! One domain from beginning to end: what waits is taken up, what may move moves, then it is looked at.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::apply::Patience;
use app::watch::visit::{Manner, Tidings, VisitError, visit};
use net::{Deadline, Network};
use protocols::domain::{CheckOptions, Viewpoint};
use protocols::name::DomainName;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::SystemDice;
use super::counts::Counts;
use super::{jobs, lives};
use crate::context::now;
use crate::failure::Failed;
use crate::places::{AccessPlaces, PlaceTerms};
use crate::server::House;
use crate::server::config::Watch;
use crate::server::log;
use crate::server::outside::{DOMAIN_TIME, Outside};

/// Whoever visits domains.
pub(super) struct Visitor {
    pub(super) house: House,
    pub(super) outside: Arc<Outside>,
    pub(super) access_file: Option<PathBuf>,
    pub(super) counts: Counts,
    /// Room for the looks under way.
    pub(super) room: Arc<Semaphore>,
    pub(super) network: Shared,
}

/// The network that the looks of one moment share: the mail host of a thousand domains is asked once,
/// and a look that is to confirm another one asks anew.
#[derive(Default)]
pub(super) struct Shared(Mutex<Option<(Instant, Arc<Network>)>>);

impl Shared {
    fn at_hand(&self, outside: &Outside, kept: Duration) -> Result<Arc<Network>, Failed> {
        let mut shared = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((made, network)) = shared.as_ref()
            && made.elapsed() < kept
        {
            return Ok(Arc::clone(network));
        }
        let network = Arc::new(outside.network()?);
        *shared = Some((Instant::now(), Arc::clone(&network)));
        Ok(network)
    }
}

impl Visitor {
    /// What is set of the watch at present.
    pub(super) fn watch(&self) -> Watch {
        self.house.config.borrow().watch.clone()
    }

    /// Visits a domain. An error is one of ours, and was logged.
    pub(super) async fn visit(&self, domain: &DomainName) -> Result<(), ()> {
        match self.visited(domain).await {
            Ok(()) => Ok(()),
            Err(failed) => {
                let reason = log::words(&failed);
                tracing::error!(%domain, reason, "the domain could not be looked at");
                self.counts.look("failed");
                Err(())
            }
        }
    }

    async fn visited(&self, domain: &DomainName) -> Result<(), Failed> {
        let config = self.house.config.borrow().clone();
        let kept = Duration::from_secs(config.watch.again.0 / 2);
        let network = self.network.at_hand(&self.outside, kept)?;
        let mut tidings = self.tidings(domain, &config.watch, &network).await?;
        tidings.events.truncate(EVENTS_MAX);
        let recipients: Vec<_> = config.tell.iter().map(|tell| tell.recipient()).collect();
        let manner = Manner {
            terms: config.watch.terms(),
            pace: config.watch.pace(),
            recipients: &recipients,
            options: self.options(),
        };
        let ask = Deadline::new(network.as_ref(), DOMAIN_TIME);
        let ledger = self.house.ledger.as_ref();
        let looked = visit(
            ledger,
            &ask,
            domain,
            &manner,
            (tidings, &mut SystemDice),
            now,
        )
        .await;
        match looked {
            Ok(visited) => {
                let end = match visited.is_complete {
                    true => "complete",
                    false => "incomplete",
                };
                self.counts.look(end);
                self.counts.changes(visited.entries.len());
                tracing::debug!(%domain, end, changes = visited.entries.len(), "looked");
                Ok(())
            }
            // It was removed, or somebody else looked: neither leaves anything to do.
            Err(VisitError::NotWatched | VisitError::Overtaken) => Ok(()),
            Err(VisitError::Ledger(error)) => Err(crate::cli::ledger::failed(error)),
        }
    }

    /// What happens before the look.
    async fn tidings(
        &self,
        domain: &DomainName,
        watch: &Watch,
        network: &Network,
    ) -> Result<Tidings, Failed> {
        let ledger = self.house.ledger.as_ref();
        let mut tidings = Tidings {
            lives: app::watch::look::Lives::NotSeen,
            events: Vec::new(),
            wake: None,
        };
        if watch.resume {
            let places = self.places().await?;
            let looker = || crate::cli::publish::Looker(self.outside.network().ok());
            let taken = jobs::take_up(ledger, &places, looker, domain, Patience::default()).await;
            tidings.events.extend(taken.events);
            tidings.wake = taken.wake;
        }
        let ask = Deadline::new(network, DOMAIN_TIME);
        let keeper = lives::Keeper {
            ledger,
            ask: &ask,
            may: match watch.advance {
                true => lives::May::Move,
                false => lives::May::Look,
            },
            rotate_after_seconds: watch.rotate_after.map(|period| period.0),
        };
        let lived = keeper.look_after(domain, now()).await;
        tidings.lives = lived.lives;
        tidings.events.extend(lived.events);
        tidings.wake = [tidings.wake, lived.wake].into_iter().flatten().min();
        Ok(tidings)
    }

    async fn places(&self) -> Result<AccessPlaces, Failed> {
        let terms = PlaceTerms {
            access_file: self.access_file.clone(),
            zones: self.outside.zone_terms(),
        };
        AccessPlaces::of(Some(self.house.ledger.as_ref()), terms).await
    }

    fn options(&self) -> CheckOptions {
        CheckOptions {
            viewpoint: match self.outside.allows_private() {
                true => Viewpoint::Inside,
                false => Viewpoint::Outside,
            },
            ..CheckOptions::default()
        }
    }
}

/// What may happen beside one look; more is in the journal.
const EVENTS_MAX: usize = 64;
