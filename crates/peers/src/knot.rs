//! Knot DNS as authoritative server, signing where it is told to.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::process::Command;

use crate::dns_query::answers_soa;
use crate::namespace::Place;
use crate::process::{Program, Server, output};
use crate::scratch::Scratch;
use crate::zone::Zone;

const KNOTD: Program = Program {
    name: "knotd",
    package: "knot",
};
const KEYMGR: Program = Program {
    name: "keymgr",
    package: "knot",
};

/// Whether the server signs a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signing {
    /// With one key of ECDSA P-256, NSEC3 for denials.
    Signed,
    /// Not at all.
    Unsigned,
}

/// Knot before it is started: its keys exist, so that a parent zone can hold their digests.
#[derive(Debug)]
pub struct KnotSetup {
    scratch: Scratch,
    address: SocketAddr,
    origins: Vec<(String, Signing)>,
}

impl KnotSetup {
    /// Writes the configuration for these zones and makes the keys of the signed ones.
    pub fn new(address: SocketAddr, zones: &[(&str, Signing)]) -> KnotSetup {
        let scratch = Scratch::new("knot");
        for dir in ["run", "db", "zones"] {
            scratch.dir(dir);
        }
        let origins: Vec<(String, Signing)> = zones
            .iter()
            .map(|(origin, signing)| ((*origin).to_owned(), *signing))
            .collect();
        scratch.write("knot.conf", configuration(&scratch, address, &origins));
        let setup = KnotSetup {
            scratch,
            address,
            origins,
        };
        for (origin, signing) in &setup.origins {
            match signing {
                Signing::Signed => {
                    let kind = ["algorithm=ecdsap256sha256", "ksk=yes", "zsk=yes"];
                    output(setup.keymgr(origin).arg("generate").args(kind));
                }
                Signing::Unsigned => {}
            }
        }
        setup
    }

    /// The DS record of a signed zone with SHA-256, as a line of its parent's zone file.
    pub fn ds(&self, origin: &str) -> String {
        let lines = output(self.keymgr(origin).arg("ds"));
        let line = lines
            .lines()
            .find(|line| line.split_whitespace().nth(4) == Some("2"))
            .unwrap_or_else(|| panic!("keymgr gave no SHA-256 DS for {origin}: {lines}"));
        // keymgr leaves the class out, which Unbound's trust anchor file does not.
        line.replacen(" DS ", " IN DS ", 1)
    }

    /// Starts the server with these zones, one for each it was set up for, and waits until it
    /// answers for all of them.
    pub fn start(self, place: Place<'_>, zones: &[Zone]) -> Knot {
        for (origin, _) in &self.origins {
            let zone = zones
                .iter()
                .find(|zone| zone.origin == *origin)
                .unwrap_or_else(|| panic!("no content for the zone {origin}"));
            let name = format!("zones/{}", file_name(origin));
            self.scratch.write(&name, &zone.text);
        }
        let config = self.scratch.path().join("knot.conf");
        let mut command = KNOTD.at(place);
        command.arg("-c").arg(config);
        let mut server = Server::spawn("knotd", self.scratch, &mut command);
        for (origin, _) in &self.origins {
            server.wait_until(&format!("answer for {origin}"), || {
                place.run(|| answers_soa(self.address, origin))
            });
        }
        Knot {
            address: self.address,
            _server: server,
        }
    }

    fn keymgr(&self, origin: &str) -> Command {
        let mut command = KEYMGR.at(Place::Host);
        command.arg("-c").arg(self.scratch.path().join("knot.conf"));
        command.arg(origin);
        command
    }
}

/// A running Knot, stopped when dropped.
#[derive(Debug)]
pub struct Knot {
    address: SocketAddr,
    _server: Server,
}

impl Knot {
    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

fn file_name(origin: &str) -> String {
    match origin {
        "." => "root.zone".to_owned(),
        origin => format!("{origin}.zone"),
    }
}

fn configuration(scratch: &Scratch, address: SocketAddr, zones: &[(String, Signing)]) -> String {
    let dir = scratch.path().display();
    let mut text = format!(
        "server:
    rundir: \"{dir}/run\"
    listen: {}@{}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 2
log:
  - target: stderr
    any: info
database:
    storage: \"{dir}/db\"
policy:
  - id: one-key
    algorithm: ecdsap256sha256
    single-type-signing: on
    ksk-lifetime: 0
    nsec3: on
    nsec3-iterations: 0
    nsec3-salt-length: 0
template:
  - id: default
    storage: \"{dir}/zones\"
    zonefile-sync: -1
    zonefile-load: whole
    journal-content: none
zone:
",
        address.ip(),
        address.port()
    );
    for (origin, signing) in zones {
        let written = writeln!(
            text,
            "  - domain: \"{origin}\"\n    file: \"{}\"{}",
            file_name(origin),
            match signing {
                Signing::Signed => "\n    dnssec-signing: on\n    dnssec-policy: one-key",
                Signing::Unsigned => "",
            }
        );
        written.expect("a String takes everything");
    }
    text
}
