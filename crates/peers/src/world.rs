//! A little internet in one network namespace: a signed root, the zone `test` below it with one
//! domain for each scenario, and a validating resolver in front.

use std::ffi::OsStr;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::certificates::{Authority, Fault};
use crate::dkim_keys::DkimKey;
use crate::knot::{Knot, KnotSetup, Signing};
use crate::namespace::{Namespace, Place};
use crate::scenario::{SCENARIOS, Scenario, Trust};
use crate::scratch::Scratch;
use crate::unbound::{Root, Unbound};
use crate::zone::{Values, Zone};

const KNOT: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 10);
const UNBOUND: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 53);
const REVERSE: &str = "127.in-addr.arpa";
const NS: &str = "ns1.test.";
/// A digest of no key.
const WRONG_DIGEST: &str = "IN DS 12345 13 2 \
    00000000000000000000000000000000000000000000000000000000000000ff";

/// The running servers, stopped when dropped or when the test process ends.
#[derive(Debug)]
pub struct World {
    ca_pem: PathBuf,
    _unbound: Unbound,
    _knot: Knot,
    _files: Scratch,
    // Last: the servers run inside.
    namespace: Namespace,
}

impl World {
    /// The one of this test process, started by whoever comes first.
    pub fn shared() -> &'static World {
        static SHARED: OnceLock<World> = OnceLock::new();
        SHARED.get_or_init(World::start)
    }

    /// Starts a world of one's own, for tests that change it.
    pub fn start() -> World {
        let namespace = Namespace::new(UNBOUND);
        let place = Place::Inside(&namespace);
        let files = Scratch::new("world");
        let authority = Authority::new("Test authority");
        let ca_pem = files.write("ca.pem", authority.pem());

        let values = values(&authority);
        let (setup, zones) = zones(values);
        let root = Root {
            server: dns(KNOT),
            ds: setup.ds("."),
        };
        let knot = setup.start(place, &zones);
        let unbound = Unbound::start(place, dns(UNBOUND), &root, "good.test");
        World {
            ca_pem,
            _unbound: unbound,
            _knot: knot,
            _files: files,
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
}

fn dns(address: Ipv4Addr) -> SocketAddr {
    SocketAddr::from((address, 53))
}

/// What the templates' braces stand for.
fn values(authority: &Authority) -> Values {
    let mut values = Values::new();
    for host in ["mail.good.test", "mail.plain.test"] {
        let leaf = authority.leaf(&[host], Fault::None);
        values.insert(
            format!("tlsa {host}"),
            format!("3 1 1 {}", leaf.spki_sha256),
        );
    }
    values.insert("dkim rsa".to_owned(), DkimKey::rsa().zone_text());
    values.insert("dkim ed25519".to_owned(), DkimKey::ed25519().zone_text());
    values
}

/// Makes the zones from the leaves to the root, because a parent holds the digests of its children.
fn zones(mut values: Values) -> (KnotSetup, Vec<Zone>) {
    let mut signing = vec![
        (".", Signing::Signed),
        ("test", Signing::Signed),
        (REVERSE, Signing::Unsigned),
    ];
    signing.extend(SCENARIOS.iter().map(|scenario| match scenario.trust {
        Trust::Signed | Trust::WrongDigest => (scenario.origin, Signing::Signed),
        Trust::Unsigned => (scenario.origin, Signing::Unsigned),
    }));
    let setup = KnotSetup::new(dns(KNOT), &signing);

    let mut zones: Vec<Zone> = SCENARIOS
        .iter()
        .map(|scenario| Zone::of(scenario.origin, &[NS], scenario.template, &values))
        .collect();
    let delegations: String = SCENARIOS
        .iter()
        .map(|scenario| delegation(scenario, &setup))
        .collect();
    values.insert("delegations".to_owned(), delegations);
    values.insert("ds test".to_owned(), setup.ds("test"));
    let parents = [
        (REVERSE, include_str!("../zones/127.in-addr.arpa.zone")),
        ("test", include_str!("../zones/test.zone")),
        (".", include_str!("../zones/root.zone")),
    ];
    zones.extend(parents.map(|(origin, template)| Zone::of(origin, &[NS], template, &values)));
    (setup, zones)
}

/// The lines of a domain in its parent's zone.
fn delegation(scenario: &Scenario, setup: &KnotSetup) -> String {
    let origin = scenario.origin;
    let ns = format!("{origin}. NS {NS}\n");
    match scenario.trust {
        Trust::Unsigned => ns,
        Trust::Signed => format!("{ns}{}\n", setup.ds(origin)),
        Trust::WrongDigest => format!("{ns}{origin}. {WRONG_DIGEST}\n"),
    }
}
