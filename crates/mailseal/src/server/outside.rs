//! The world as the server asks it: every authoritative server, with nothing kept from an earlier
//! question, so that what is shown is what stands.

use std::time::Duration;

use app::drive::{Ask, drive};
use net::zone::ZoneTerms;
use net::{Deadline, NetConfig, Network};
use protocols::answers::{Answers, Need};

use super::config;
use crate::cli::world;
use crate::failure::Failed;
use crate::reason;

/// The questions of one domain may take this long.
pub(crate) const DOMAIN_TIME: Duration = Duration::from_secs(30);

/// How the world is asked.
pub(crate) struct Outside {
    config: NetConfig,
}

impl Outside {
    /// As the configuration says, or why that cannot be.
    pub(crate) fn of(settings: &config::World) -> Result<Outside, Failed> {
        let mut config = world::config(&settings.options())?;
        config.authoritative = true;
        let outside = Outside { config };
        // Whatever is wrong with the configuration shows when the server starts.
        outside.network()?;
        Ok(outside)
    }

    /// Whoever asks, with nothing in memory. Within the runtime.
    pub(crate) fn network(&self) -> Result<Network, Failed> {
        Network::new(self.config.clone()).map_err(|error| world::not_usable(&error))
    }

    /// What writes to zones needs of it.
    pub(crate) fn zone_terms(&self) -> ZoneTerms {
        ZoneTerms {
            extra_roots_pem: self.config.extra_roots_pem.clone(),
        }
    }

    /// Whether private addresses are connected to.
    pub(crate) fn allows_private(&self) -> bool {
        self.config.allow_private
    }

    /// Reaches one verdict, and gives the answers it rests on.
    pub(crate) async fn look<T>(
        &self,
        verdict: impl Fn(&Answers) -> Result<T, Need>,
    ) -> Result<(T, Answers), Failed> {
        let network = self.network()?;
        let ask = Deadline::new(&network, DOMAIN_TIME);
        let mut answers = Answers::new();
        let reached = drive(&ask, &mut answers, verdict).await;
        let reached = reached.map_err(|e| Failed::new("error-drive").because(reason::of_drive(&e)));
        Ok((reached?, answers))
    }
}

/// A network of its own with a common end for what it is asked.
pub(crate) struct Asker {
    network: Network,
}

impl Asker {
    /// With nothing in memory.
    pub(crate) fn new(outside: &Outside) -> Result<Asker, Failed> {
        Ok(Asker {
            network: outside.network()?,
        })
    }

    /// For one domain: its time begins now.
    pub(crate) fn for_one_domain(&self) -> impl Ask {
        Deadline::new(&self.network, DOMAIN_TIME)
    }
}
