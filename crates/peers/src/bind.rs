//! BIND as a second authoritative server, and its tools to sign a zone wrongly.

use std::fmt::Write as _;
use std::net::{SocketAddr, SocketAddrV4};

use crate::dns_query::answers_soa;
use crate::namespace::Place;
use crate::process::{Program, Server, output};
use crate::scratch::Scratch;
use crate::zone::Zone;

const NAMED: Program = Program {
    name: "named",
    package: "bind9",
};
const KEYGEN: Program = Program {
    name: "dnssec-keygen",
    package: "bind9-utils",
};
const SIGNZONE: Program = Program {
    name: "dnssec-signzone",
    package: "bind9-utils",
};
const DSFROMKEY: Program = Program {
    name: "dnssec-dsfromkey",
    package: "bind9-utils",
};

/// What is wrong with a zone's signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureFault {
    /// They ended years ago.
    Expired,
    /// The first text was replaced by the second after signing.
    Forged {
        /// What was signed.
        signed: &'static str,
        /// What is served.
        served: &'static str,
    },
}

/// A zone signed with a fault, and what its parent must say.
#[derive(Debug)]
pub struct BadlySigned {
    /// The signed zone; BIND serves it as it is.
    pub zone: Zone,
    /// The matching DS record.
    pub ds: String,
}

/// Signs `zone` with a new key and this fault.
pub fn sign_badly(zone: &Zone, fault: SignatureFault) -> BadlySigned {
    let scratch = Scratch::new("signing");
    let origin = &zone.origin;
    let keys = scratch.dir("keys");
    let plain = scratch.write("plain", &zone.text);
    let signed = scratch.path().join("signed");

    let mut keygen = KEYGEN.at(Place::Host);
    keygen.args(["-q", "-a", "ECDSAP256SHA256", "-f", "KSK", "-K"]);
    let key = output(keygen.arg(&keys).arg(origin));
    let key_file = keys.join(format!("{}.key", key.trim()));

    let mut signzone = SIGNZONE.at(Place::Host);
    // -z: the one key signs all; -S: it is found in the directory; -P: expired ones pass, too.
    signzone
        .current_dir(scratch.path())
        .args(["-q", "-S", "-z", "-P", "-O", "full", "-K"]);
    signzone.arg(&keys).args(["-o", origin, "-f"]).arg(&signed);
    if fault == SignatureFault::Expired {
        signzone.args(["-s", "20200101000000", "-e", "20200201000000"]);
    }
    output(signzone.arg(&plain));
    let text = std::fs::read_to_string(&signed)
        .unwrap_or_else(|error| panic!("no signed zone {origin}: {error}"));
    let text = match fault {
        SignatureFault::Expired => text,
        SignatureFault::Forged { signed, served } => {
            assert!(text.contains(signed), "{origin} does not contain {signed}");
            text.replace(signed, served)
        }
    };
    BadlySigned {
        zone: Zone {
            origin: origin.clone(),
            text,
        },
        ds: output(DSFROMKEY.at(Place::Host).args(["-2"]).arg(key_file)),
    }
}

/// A running BIND, stopped when dropped.
#[derive(Debug)]
pub struct Bind {
    address: SocketAddr,
    _server: Server,
}

impl Bind {
    /// Starts it with these zones and waits until it answers for all of them.
    pub fn start(place: Place<'_>, address: SocketAddrV4, zones: &[Zone]) -> Bind {
        match place {
            Place::Inside(namespace) => namespace.add_address(*address.ip()),
            Place::Host => {}
        }
        let scratch = Scratch::new("bind");
        for zone in zones {
            scratch.write(&format!("{}.zone", zone.origin), &zone.text);
        }
        let config = scratch.write("named.conf", configuration(&scratch, address, zones));
        let mut command = NAMED.unconfined_at(place, &scratch);
        command.args(["-g", "-n", "1", "-c"]).arg(config);
        let mut server = Server::spawn("named", scratch, &mut command);
        for zone in zones {
            server.wait_until(&format!("answer for {}", zone.origin), || {
                place.run(|| answers_soa(address.into(), &zone.origin))
            });
        }
        Bind {
            address: address.into(),
            _server: server,
        }
    }

    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

fn configuration(scratch: &Scratch, address: SocketAddrV4, zones: &[Zone]) -> String {
    let dir = scratch.path().display();
    let mut text = format!(
        "options {{
    directory \"{dir}\";
    pid-file \"{dir}/named.pid\";
    session-keyfile \"{dir}/session.key\";
    managed-keys-directory \"{dir}\";
    listen-on port {port} {{ {ip}; }};
    listen-on-v6 {{ none; }};
    recursion no;
    dnssec-validation no;
}};
controls {{ }};
",
        ip = address.ip(),
        port = address.port()
    );
    for zone in zones {
        let origin = &zone.origin;
        let line = writeln!(
            text,
            "zone \"{origin}\" {{ type primary; file \"{origin}.zone\"; notify no; }};"
        );
        line.expect("a String takes everything");
    }
    text
}
