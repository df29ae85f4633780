//! Which zone is written where: by the accesses in the ledger and in the file of `--access`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use app::access::{Access, AccessHead, AccessName, Choice, choose};
use app::apply::{NoPlace, Places};
use app::ledger::Ledger;
use net::zone::{Accounts, AnyZone, ZoneTerms};
use protocols::name::DomainName;

use crate::access_file;
use crate::cli::ledger;
use crate::context::Context;
use crate::failure::Failed;
use crate::reason;

/// Where accesses are read, and how their places are spoken to.
pub(crate) struct PlaceTerms {
    /// The file of accesses beside those of the ledger.
    pub(crate) access_file: Option<PathBuf>,
    /// What the connections need.
    pub(crate) zones: ZoneTerms,
}

impl PlaceTerms {
    /// As the options of a command say.
    pub(crate) fn of(context: &Context, zones: ZoneTerms) -> PlaceTerms {
        PlaceTerms {
            access_file: context.access_file.clone(),
            zones,
        }
    }
}

/// The places that zones are written to.
pub(crate) struct AccessPlaces {
    /// Where an access comes from, the nearer before the other.
    sources: Vec<Vec<Held>>,
    accounts: Accounts,
    /// A zone is found once, and kept while this is.
    zones: Mutex<BTreeMap<DomainName, Arc<AnyZone>>>,
}

/// An access, or why its secrets are not to be had: that matters only where it is used.
struct Held {
    head: AccessHead,
    access: Result<Access, Failed>,
}

impl AccessPlaces {
    /// By the accesses of the file, where one is named, and those of the ledger, where there is one.
    pub(crate) async fn of(
        ledger: Option<&impl Ledger>,
        terms: PlaceTerms,
    ) -> Result<AccessPlaces, Failed> {
        let given = match &terms.access_file {
            Some(path) => access_file::read(path)?,
            None => Vec::new(),
        };
        let mut stored = Vec::new();
        if let Some(ledger) = ledger {
            for head in ledger.accesses().await.map_err(ledger::failed)? {
                if given.iter().any(|access| access.head.name == head.name) {
                    continue;
                }
                let access = match ledger.access(&head.name).await {
                    Ok(Some(access)) => Ok(access),
                    // Removed since it was listed.
                    Ok(None) => continue,
                    Err(error) => Err(ledger::failed(error)),
                };
                stored.push(Held { head, access });
            }
        }
        let given = given.into_iter().map(|access| Held {
            head: access.head.clone(),
            access: Ok(access),
        });
        Ok(AccessPlaces {
            sources: vec![given.collect(), stored],
            accounts: Accounts::new(terms.zones),
            zones: Mutex::default(),
        })
    }

    /// By the access of this name alone.
    pub(crate) fn only(mut self, name: &AccessName) -> AccessPlaces {
        for source in &mut self.sources {
            source.retain(|held| held.head.name == *name);
        }
        self
    }

    /// The first access.
    pub(crate) fn first(&self) -> Option<&AccessHead> {
        let held = self.sources.iter().flatten().next();
        held.map(|held| &held.head)
    }

    fn held(&self, apex: &DomainName) -> Result<&Held, NoPlace> {
        let mut nearest: Option<(&Held, _)> = None;
        for source in &self.sources {
            let head = match choose(source.iter().map(|held| &held.head), apex) {
                Choice::None => continue,
                Choice::One(head) => head,
                Choice::Equal(one, other) => {
                    let why = Failed::new("reason-access-equal")
                        .text("zone", apex)
                        .text("other", &other.name);
                    return Err(unusable(one, &why));
                }
            };
            let reach = head.zones.reach(apex);
            let held = source.iter().find(|held| held.head.name == head.name);
            if let Some(held) = held
                && nearest.is_none_or(|(_, known)| known < reach)
            {
                nearest = Some((held, reach));
            }
        }
        let (held, _) = nearest.ok_or_else(|| NoPlace::NoAccess(apex.clone()))?;
        Ok(held)
    }
}

fn unusable(head: &AccessHead, why: &Failed) -> NoPlace {
    NoPlace::Unusable {
        access: head.name.to_string(),
        why: why.cause(),
    }
}

impl Places for AccessPlaces {
    type Zone = Arc<AnyZone>;

    fn zone(&self, apex: &DomainName) -> Result<Arc<AnyZone>, NoPlace> {
        let mut zones = self.zones.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(zone) = zones.get(apex) {
            return Ok(zone.clone());
        }
        let Held { head, access } = self.held(apex)?;
        let access = access.as_ref().map_err(|why| unusable(head, why))?;
        let zone = self.accounts.zone(access, apex);
        let zone = zone.map_err(|error| unusable(head, &reason::of_open(&error)))?;
        let zone = Arc::new(zone);
        zones.insert(apex.clone(), zone.clone());
        Ok(zone)
    }
}
