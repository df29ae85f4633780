//! What moves in time: keys, policies, the steps of DMARC.

use app::advance::{Status, status};
use app::keys::SystemKeys;
use app::lives::go_on;
use app::people::Scope;
use app::rotate::{RotateRequest, abort, rotate};
use protocols::domain::desired::DesiredKey;
use protocols::lifecycle::{Advanced, Request};
use protocols::name::DomainName;

use super::Desk;
use crate::cli::{advance, look, rotate as rotating};
use crate::context::now;
use crate::failure::Failed;
use crate::server::caller::Caller;
use crate::server::outside::Asker;

/// What is to become of a domain's keys.
pub(crate) enum Rotation {
    /// They get successors.
    Begin(RotateRequest),
    /// Those on their way to sign never will.
    CallOff,
}

/// What became of them.
pub(crate) enum Rotated {
    /// These are new.
    Made(Vec<DesiredKey>),
    /// The succession was called off.
    CalledOff(Box<Advanced>),
}

impl Desk {
    /// Where a domain stands. Nothing is written.
    pub(crate) async fn status(
        &self,
        caller: &Caller,
        domain: &DomainName,
    ) -> Result<Status, Failed> {
        caller.may(Scope::Read)?;
        let _room = self.room().await;
        let asker = Asker::new(&self.means.outside)?;
        let status = status(self.ledger(), &asker.for_one_domain(), domain, now()).await;
        status.map_err(look::failed)
    }

    /// Moves a domain as far as it may go.
    pub(crate) async fn advance(
        &self,
        caller: &Caller,
        domain: &DomainName,
        request: &Request,
    ) -> Result<Status, Failed> {
        caller.may(Scope::Plan)?;
        let stored = self.known(domain).await?;
        let _turn = self.turns.of(domain).await;
        let _room = self.room().await;
        let asker = Asker::new(&self.means.outside)?;
        let ask_of = || asker.for_one_domain();
        let asked = (request, now());
        let moved = go_on(self.ledger(), ask_of, &SystemKeys, &stored, asked).await;
        moved.map_err(advance::failed)
    }

    /// New keys beside those that sign, or none after all.
    pub(crate) async fn rotate(
        &self,
        caller: &Caller,
        domain: &DomainName,
        rotation: &Rotation,
    ) -> Result<Rotated, Failed> {
        caller.may(Scope::Plan)?;
        self.known(domain).await?;
        let _turn = self.turns.of(domain).await;
        let made = match rotation {
            Rotation::CallOff => {
                let called_off = abort(self.ledger(), domain, now()).await;
                called_off.map(|next| Rotated::CalledOff(Box::new(next)))
            }
            Rotation::Begin(request) => {
                let _room = self.room().await;
                let asker = Asker::new(&self.means.outside)?;
                let ask = asker.for_one_domain();
                let made = rotate(self.ledger(), &ask, &SystemKeys, domain, request, now()).await;
                made.map(Rotated::Made)
            }
        };
        made.map_err(rotating::failed)
    }
}
