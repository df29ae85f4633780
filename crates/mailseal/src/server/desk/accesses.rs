//! How zones are written.

use app::access::{Access, AccessHead, AccessName};
use app::ledger::Ledger;
use app::people::Scope;
use protocols::name::DomainName;

use super::Desk;
use crate::access_file;
use crate::cli::access::{self, Tested};
use crate::cli::ledger;
use crate::failure::Failed;
use crate::server::caller::Caller;

/// Which zones of an access are tried.
#[derive(Debug, Clone)]
pub(crate) enum Tried {
    /// Those it names.
    AllNamed,
    /// This one.
    One(DomainName),
}

impl Desk {
    /// The accesses, those of the file before those of the ledger.
    pub(crate) async fn accesses(&self, caller: &Caller) -> Result<Vec<AccessHead>, Failed> {
        caller.may(Scope::Read)?;
        let mut heads: Vec<AccessHead> = match &self.means.access_file {
            Some(path) => {
                let given = access_file::read(path)?.into_iter();
                given.map(|access| access.head).collect()
            }
            None => Vec::new(),
        };
        for head in self.ledger().accesses().await.map_err(ledger::failed)? {
            if heads.iter().all(|other| other.name != head.name) {
                heads.push(head);
            }
        }
        Ok(heads)
    }

    /// Stores an access whose fields were checked, in place of one of the same name.
    pub(crate) async fn set_access(&self, caller: &Caller, access: &Access) -> Result<(), Failed> {
        caller.may(Scope::Admin)?;
        let stored = self.ledger().set_access(access).await;
        stored.map_err(ledger::failed)
    }

    /// Removes an access and its secrets for good.
    pub(crate) async fn remove_access(
        &self,
        caller: &Caller,
        name: &AccessName,
    ) -> Result<(), Failed> {
        caller.may(Scope::Admin)?;
        let removed = self.ledger().remove_access(name).await;
        removed.map_err(ledger::failed)
    }

    /// Reads the zones of an access.
    pub(crate) async fn test_access(
        &self,
        caller: &Caller,
        name: &AccessName,
        tried: Tried,
    ) -> Result<(AccessHead, Vec<Tested>), Failed> {
        caller.may(Scope::Plan)?;
        let places = self.places().await?.only(name);
        let head = places.first().cloned();
        let head = head.ok_or_else(|| Failed::new("error-no-access").text("name", name))?;
        let asked = match tried {
            Tried::AllNamed => None,
            Tried::One(zone) => Some(zone),
        };
        let mut tested = Vec::new();
        for zone in access::zones(&head, asked)? {
            let txt_records = access::read(&places, &zone).await;
            tested.push(Tested { zone, txt_records });
        }
        Ok((head, tested))
    }
}
