//! What is there before a domain is taken in.

use app::people::Scope;
use app::provider::{Provider, of_name_servers};
use protocols::answers::{Answers, both};
use protocols::domain::InForce;
use protocols::name::DomainName;

use super::Desk;
use crate::context::now;
use crate::failure::Failed;
use crate::server::caller::Caller;

/// What stands of a domain, and who serves its zone.
pub(crate) struct Found {
    /// What is in force.
    pub(crate) in_force: InForce,
    /// The provider, where its name servers are known.
    pub(crate) provider: Option<&'static Provider>,
    /// The name servers.
    pub(crate) servers: Vec<DomainName>,
}

impl Desk {
    /// Looks at a domain that may be taken in. Nothing is stored.
    pub(crate) async fn found(
        &self,
        caller: &Caller,
        domain: &DomainName,
    ) -> Result<Found, Failed> {
        caller.may(Scope::Plan)?;
        let _room = self.room().await;
        let moment = now();
        let look = |answers: &Answers| {
            let in_force = InForce::of(domain, &[], answers, moment);
            let servers = answers.ns(domain).map(|lookup| lookup.outcome.known());
            let (in_force, servers) = both(in_force, servers)?;
            // Where the domain is no zone of its own, or nobody answered, there is none to show.
            Ok((in_force, servers.map_or(Vec::new(), <[DomainName]>::to_vec)))
        };
        let ((in_force, servers), _) = self.means.outside.look(look).await?;
        Ok(Found {
            in_force,
            provider: of_name_servers(&servers),
            servers,
        })
    }
}
