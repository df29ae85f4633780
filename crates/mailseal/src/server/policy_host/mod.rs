//! The policy host: the web server of `mta-sts.<domain>` for every domain we run (RFC 8461 §3.3).
//!
//! ```text
//!   follow    what is wanted in the ledger ──► policies   what each host serves, ready to be sent
//!   certificates, challenges ────────────────► shelf      what each name shows
//!   door      connections, with crowd and limits ──► tls ──► answer
//! ```
//!
//! Which policy a domain has to serve is decided by `protocols::lifecycle::mta_sts`; nothing here
//! knows how policies change.

mod answer;
mod counts;
mod crowd;
mod door;
mod files;
mod follow;
mod given;
pub(crate) mod limits;
#[allow(dead_code, reason = "the driver of certificates is about to come")]
mod policies;
#[allow(dead_code, reason = "the driver of certificates is about to come")]
mod shelf;
mod tls;

use std::sync::Arc;

use app::policy_host::OurHosts;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::House;
use super::config::{self, Mode};
use super::listen::{self, Arrivals};
use crate::cli::ledger;
use crate::failure::Failed;
use counts::Counts;
use crowd::Crowd;
use door::{Door, Kind};
use files::Files;
use follow::Follower;
use given::GivenFiles;
use tls::Tls;

pub(crate) use policies::Policies;
pub(crate) use shelf::Shelf;

/// The sockets that policies are served on.
pub(super) struct Opening {
    pub(super) https: Vec<TcpListener>,
    pub(super) http: Vec<TcpListener>,
}

impl Opening {
    /// Serves the policies as the configuration says, from what the ledger holds now and as it
    /// changes.
    pub(super) async fn open(
        self,
        config: &config::PolicyHost,
        house: &House,
    ) -> Result<(), Failed> {
        let counts = Counts::default();
        house.metrics.register(|registry| counts.register(registry));
        let follower = Follower {
            ledger: Arc::clone(&house.ledger),
            ours: OurHosts::new(config.names.clone()),
            policies: Arc::clone(&house.policies),
            counts: counts.clone(),
            stop: house.stop.clone(),
        };
        // Before the doors: whoever comes first finds all policies.
        let mark = follower.begin().await.map_err(ledger::failed)?;
        match config.mode {
            Mode::Https => {
                let given = GivenFiles::read(&config.certificate)?;
                given.shelve(&house.shelf);
                house.tasks.spawn(given.go_on(house.clone()));
                let tls = Tls::new(Arc::clone(&house.shelf), Arc::clone(&house.policies));
                let tls = tls.map_err(|e| Failed::new("reason-net-tls").text("text", e))?;
                let doors = Doors::new(config, config.connections_per_client, counts, house);
                doors.open(Kind::Https(tls), self.https);
                doors.open(Kind::Challenges, self.http);
            }
            Mode::BehindProxy => {
                // All come from the proxy's address.
                let doors = Doors::new(config, config.connections, counts, house);
                doors.open(Kind::BehindProxy, self.http);
            }
            Mode::Files => {
                if let Some(directory) = &config.directory {
                    let files = Files::open(directory)?;
                    let policies = Arc::clone(&house.policies);
                    house.tasks.spawn(files.go_on(policies, house.clone()));
                }
            }
        }
        house.tasks.spawn(follower.go_on(mark));
        Ok(())
    }
}

/// What the doors have in common.
struct Doors<'a> {
    crowd: Arc<Crowd>,
    room: Arc<Semaphore>,
    counts: Counts,
    house: &'a House,
}

impl Doors<'_> {
    fn new<'a>(
        config: &config::PolicyHost,
        per_client_max: u32,
        counts: Counts,
        house: &'a House,
    ) -> Doors<'a> {
        Doors {
            crowd: Arc::new(Crowd::new(config.connections, per_client_max)),
            room: Arc::new(Semaphore::new(config.connections as usize)),
            counts,
            house,
        }
    }

    fn open(&self, kind: Kind, sockets: Vec<TcpListener>) {
        let name = match kind {
            Kind::Https(_) => listen::Door::Https,
            Kind::BehindProxy | Kind::Challenges => listen::Door::Http,
        };
        let door = Arc::new(Door {
            kind,
            policies: Arc::clone(&self.house.policies),
            shelf: Arc::clone(&self.house.shelf),
            crowd: Arc::clone(&self.crowd),
            counts: self.counts.clone(),
            stop: self.house.stop.clone(),
            tasks: self.house.tasks.clone(),
        });
        for socket in sockets {
            let (room, stop) = (Arc::clone(&self.room), self.house.stop.clone());
            let arrivals = Arrivals::new(socket, name, room, stop);
            self.house.tasks.spawn(Arc::clone(&door).open(arrivals));
        }
    }
}
