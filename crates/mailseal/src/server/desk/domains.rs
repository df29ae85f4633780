//! The domains that are looked after.

use app::add::{Added, add};
use app::change::{Changed, Wish, change};
use app::keys::SystemKeys;
use app::ledger::{Key, Ledger, LedgerError, OwnedValue, Page, StoredDomain};
use app::people::Scope;
use app::records::{ToPublish, to_publish};
use app::remove::{Published, Removed, remove};
use protocols::domain::{InForce, StandingRecords};
use protocols::name::DomainName;

use super::Desk;
use crate::cli::add::{self as adding, Asked};
use crate::cli::change as changing;
use crate::cli::ledger;
use crate::cli::records::{Seen, seen_in, unmakeable};
use crate::cli::remove as removing;
use crate::context::now;
use crate::failure::Failed;
use crate::server::caller::Caller;

/// A domain with its keys, what is ours of the DNS, and what is to be published.
pub(crate) struct Shown {
    /// What is stored.
    pub(crate) stored: StoredDomain,
    /// Its keys.
    pub(crate) keys: Vec<Key>,
    /// What we published.
    pub(crate) owned: Vec<OwnedValue>,
    /// What is to be published, as where nothing stands yet.
    pub(crate) publish: ToPublish,
}

/// What to publish for a domain, beside what stands.
pub(crate) struct Records {
    /// What is to be published, merged with what stands.
    pub(crate) publish: ToPublish,
    /// What stands where each record goes, or why that is not known.
    pub(crate) seen: Seen,
}

impl Desk {
    /// The domains by name.
    pub(crate) async fn domains(
        &self,
        caller: &Caller,
        page: Page<DomainName>,
    ) -> Result<Vec<StoredDomain>, Failed> {
        caller.may(Scope::Read)?;
        self.ledger().domains(page).await.map_err(ledger::failed)
    }

    /// One domain.
    pub(crate) async fn domain(
        &self,
        caller: &Caller,
        domain: &DomainName,
    ) -> Result<Shown, Failed> {
        caller.may(Scope::Read)?;
        let stored = self.known(domain).await?;
        let keys = self.ledger().keys(domain).await.map_err(ledger::failed)?;
        let owned = self.ledger().owned(domain).await.map_err(ledger::failed)?;
        let publish = to_publish(&stored.desired, &StandingRecords::default());
        Ok(Shown {
            publish: publish.map_err(unmakeable)?,
            stored,
            keys,
            owned,
        })
    }

    /// What to publish by hand.
    pub(crate) async fn records(
        &self,
        caller: &Caller,
        domain: &DomainName,
    ) -> Result<Records, Failed> {
        caller.may(Scope::Read)?;
        let desired = self.known(domain).await?.desired;
        let _room = self.room().await;
        let look = self
            .means
            .outside
            .look(|answers| seen_in(domain, &desired, answers));
        let (seen, _) = look.await?;
        let nothing = StandingRecords::default();
        let standing = seen.records.as_ref().unwrap_or(&nothing);
        let publish = to_publish(&desired, standing).map_err(unmakeable)?;
        Ok(Records { publish, seen })
    }

    /// Takes a domain in, with what is in force there.
    pub(crate) async fn add(
        &self,
        caller: &Caller,
        domain: &DomainName,
        asked: Asked,
    ) -> Result<(Added, ToPublish), Failed> {
        caller.may(Scope::Plan)?;
        let _turn = self.turns.of(domain).await;
        let stored = self.ledger().domain(domain).await.map_err(ledger::failed)?;
        if stored.is_some() {
            return Err(ledger::failed(LedgerError::DomainExists(domain.clone())));
        }
        let moment = now();
        let selectors = asked.selectors(domain, moment)?;
        let room = self.room().await;
        let look = |answers: &_| InForce::of(domain, &selectors, answers, moment);
        let (in_force, _) = self.means.outside.look(look).await?;
        drop(room);
        let request = adding::request(asked, domain, &in_force)?;
        let taken = domain.clone();
        let added = add(
            self.ledger(),
            &SystemKeys,
            taken,
            request,
            &in_force,
            moment,
        )
        .await;
        let added = added.map_err(|error| adding::failed(error, domain))?;
        let publish = adding::publish(&added.desired, &in_force)?;
        Ok((added, publish))
    }

    /// Changes what is wanted of a domain. The DNS is not touched.
    pub(crate) async fn change(
        &self,
        caller: &Caller,
        domain: &DomainName,
        wishes: &[Wish],
    ) -> Result<Changed, Failed> {
        caller.may(Scope::Plan)?;
        let _turn = self.turns.of(domain).await;
        let changed = change(self.ledger(), domain, wishes, now()).await;
        changed.map_err(changing::failed)
    }

    /// What is in force at a domain that may be taken in. Nothing is stored.
    pub(crate) async fn in_force(
        &self,
        caller: &Caller,
        domain: &DomainName,
    ) -> Result<InForce, Failed> {
        caller.may(Scope::Read)?;
        let _room = self.room().await;
        let moment = now();
        let look = |answers: &_| InForce::of(domain, &[], answers, moment);
        Ok(self.means.outside.look(look).await?.0)
    }

    /// Lets a domain go. The DNS is not touched, so nothing of ours may stand there unless it is to stay.
    pub(crate) async fn remove(
        &self,
        caller: &Caller,
        domain: &DomainName,
        published: Published,
    ) -> Result<Removed, Failed> {
        caller.may(Scope::Admin)?;
        let _turn = self.turns.of(domain).await;
        let removed = remove(self.ledger(), domain.clone(), published, now()).await;
        removed.map_err(|error| removing::failed(error, domain))
    }
}
