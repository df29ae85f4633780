//! A little internet in one network namespace: a signed root, the zone `test` below it with one
//! domain for each scenario, the mail and policy hosts of these domains, and a validating resolver.

use std::ffi::OsStr;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::bind::Bind;
use crate::dynamic::DynamicServer;
use crate::hosts::{Hosts, Servers};
use crate::internet::{BIND, DYNAMIC_BIND, DYNAMIC_KNOT, Internet, KNOT, SILENT_DNS, UNBOUND, dns};
use crate::knot::{Knot, Signing};
use crate::namespace::{Namespace, Place};
use crate::scenario::DOMAINS;
use crate::scratch::Scratch;
use crate::tarpit::SilentDns;
use crate::unbound::Unbound;
use crate::zone::Zone;

/// The running servers, stopped when dropped or when the test process ends.
#[derive(Debug)]
pub struct World {
    ca_pem: PathBuf,
    files: Scratch,
    _unbound: Unbound,
    _knot: Knot,
    _bind: Bind,
    _silent_dns: SilentDns,
    _hosts: Servers,
    // Last: the servers run inside.
    namespace: Namespace,
}

impl World {
    /// The one of this test process, started by whoever comes first.
    pub fn shared() -> &'static World {
        // Tried once: when it does not start, the first test says why and the others do not wait.
        static SHARED: OnceLock<Option<World>> = OnceLock::new();
        let world = SHARED.get_or_init(|| std::panic::catch_unwind(World::start).ok());
        match world {
            Some(world) => world,
            None => panic!("the world did not start; the first failure of this run says why"),
        }
    }

    /// Starts a world of one's own, for tests that change it.
    pub fn start() -> World {
        World::with_batch(0)
    }

    /// Starts a world of one's own in which `d1.batch.test` and so on, this many domains, are all
    /// alike and in order. They have neither MTA-STS nor DANE.
    pub fn with_batch(domains: u32) -> World {
        let namespace = Namespace::new(UNBOUND);
        let place = Place::Inside(&namespace);
        let files = Scratch::new("world");
        let hosts = Hosts::new();
        let ca_pem = files.write("ca.pem", hosts.authority_pem());

        let (servers, knot, bind, unbound) = std::thread::scope(|scope| {
            let servers = scope.spawn(|| hosts.start(place));
            let internet = Internet::new(&hosts, &files, domains);
            let bind_zones = internet.bind_zones.clone();
            let bind =
                scope.spawn(move || Bind::start(place, SocketAddrV4::new(BIND, 53), &bind_zones));
            let root = internet.root();
            let knot = internet.knot.start(place, &internet.knot_zones);
            let unbound = Unbound::start(place, dns(UNBOUND), &root, "good.test");
            (joined(servers), knot, joined(bind), unbound)
        });
        World {
            ca_pem,
            files,
            _unbound: unbound,
            _knot: knot,
            _bind: bind,
            _silent_dns: SilentDns::start(place, dns(SILENT_DNS)),
            _hosts: servers,
            namespace,
        }
    }

    /// A command that runs inside. Its `/etc/resolv.conf` names the resolver.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        self.namespace.command(program)
    }

    /// Runs `work` on a thread inside; see [`Namespace::run`].
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.namespace.run(work)
    }

    /// The certificate of the authority that signed the good certificates.
    pub fn ca_pem(&self) -> &Path {
        &self.ca_pem
    }

    /// The validating resolver.
    pub fn resolver(&self) -> SocketAddr {
        dns(UNBOUND)
    }

    /// The first authoritative server, Knot.
    pub fn knot(&self) -> SocketAddr {
        dns(KNOT)
    }

    /// The second authoritative server, BIND.
    pub fn bind(&self) -> SocketAddr {
        dns(BIND)
    }

    /// Starts a Knot inside that takes updates, at an address to which `dyn-knot.test` is delegated
    /// without signatures. One at a time.
    pub fn dynamic_knot(&self, zones: &[(Zone, Signing)]) -> DynamicServer {
        let address = SocketAddrV4::new(DYNAMIC_KNOT, 53);
        DynamicServer::knot(Place::Inside(&self.namespace), address, zones)
    }

    /// Starts a BIND inside that takes updates, at an address to which `dyn-bind.test` is delegated
    /// without signatures. One at a time.
    pub fn dynamic_bind(&self, zones: &[Zone]) -> DynamicServer {
        let address = SocketAddrV4::new(DYNAMIC_BIND, 53);
        DynamicServer::bind(Place::Inside(&self.namespace), address, zones)
    }

    /// A name server that never answers.
    pub fn silent_dns(&self) -> SocketAddr {
        dns(SILENT_DNS)
    }

    /// The private DKIM key of a selector, `s1` (RSA) or `e1` (Ed25519), in PEM.
    pub fn dkim_private_pem(&self, selector: &str) -> String {
        let path = self.files.path().join(format!("{selector}.pem"));
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Every domain with what it is there for.
    pub fn domains() -> impl Iterator<Item = (&'static str, &'static str)> {
        DOMAINS.iter().map(|domain| (domain.name, domain.about))
    }

    /// The address of the mail host `mail.` of a domain; for domains that have one of their own.
    pub fn mail_address(domain: &str) -> Ipv4Addr {
        crate::scenario::mail_address(domain)
            .unwrap_or_else(|| panic!("{domain} has no mail host of its own"))
    }
}

fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    match thread.join() {
        Ok(value) => value,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}
