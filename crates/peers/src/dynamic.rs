//! Knot and BIND as primaries that take dynamic updates (RFC 2136) signed with TSIG.

use std::fmt::Write as _;
use std::net::{SocketAddr, SocketAddrV4};

use crate::dns_query::answers_soa;
use crate::knot::Signing;
use crate::namespace::Place;
use crate::process::{Program, Server};
use crate::scratch::Scratch;
use crate::zone::Zone;

const KNOTD: Program = Program {
    name: "knotd",
    package: "knot",
};
const NAMED: Program = Program {
    name: "named",
    package: "bind9",
};

/// A key that the servers here know. The secrets are no secrets.
#[derive(Debug, Clone, Copy)]
pub struct UpdateKey {
    /// Its name.
    pub name: &'static str,
    /// Its algorithm, as key files write it.
    pub algorithm: &'static str,
    /// Its secret in base64.
    pub secret: &'static str,
}

impl UpdateKey {
    /// May change everything; HMAC-SHA256.
    pub const SHA256: UpdateKey = UpdateKey {
        name: "key256.test",
        algorithm: "hmac-sha256",
        secret: "bWFpbHNlYWwgdGVzdCBrZXkgd2l0aCAzMiBvY3RldHMhIQ==",
    };
    /// May change everything; HMAC-SHA384.
    pub const SHA384: UpdateKey = UpdateKey {
        name: "key384.test",
        algorithm: "hmac-sha384",
        secret: "YW5vdGhlciBtYWlsc2VhbCB0ZXN0IGtleSwgdGhpcyBvbmUgaGFzIDQ4IG9jdGV0cyE=",
    };
    /// May change everything; HMAC-SHA512.
    pub const SHA512: UpdateKey = UpdateKey {
        name: "key512.test",
        algorithm: "hmac-sha512",
        secret: "YSB0aGlyZCBtYWlsc2VhbCB0ZXN0IGtleSBmb3IgU0hBLTUxMiB3aXRoIHNpeHR5LWZvdXIgb2N0ZXRzISE=",
    };
    /// May change TXT at and below `_domainkey` and `_dmarc`, and nothing else.
    pub const NARROW: UpdateKey = UpdateKey {
        name: "narrow.test",
        algorithm: "hmac-sha256",
        secret: "bmFycm93IG1haWxzZWFsIHRlc3Qga2V5LCAzMiBvY3RldHM=",
    };

    const ALL: [UpdateKey; 4] = [
        UpdateKey::SHA256,
        UpdateKey::SHA384,
        UpdateKey::SHA512,
        UpdateKey::NARROW,
    ];
}

/// A running primary, stopped when dropped.
#[derive(Debug)]
pub struct DynamicServer {
    address: SocketAddr,
    _server: Server,
}

impl DynamicServer {
    /// Starts Knot with these zones and waits until it answers for all of them.
    pub fn knot(place: Place<'_>, address: SocketAddrV4, zones: &[(Zone, Signing)]) -> Self {
        let scratch = Scratch::new("dynamic-knot");
        for dir in ["run", "db", "zones"] {
            scratch.dir(dir);
        }
        for (zone, _) in zones {
            scratch.write(&format!("zones/{}.zone", zone.origin), &zone.text);
        }
        let config = scratch.write("knot.conf", knot_configuration(&scratch, address, zones));
        let mut command = KNOTD.at(place);
        command.arg("-c").arg(config);
        let origins = zones.iter().map(|(zone, _)| zone.origin.as_str());
        DynamicServer::wait(
            Server::spawn("knotd", scratch, &mut command),
            place,
            address,
            origins,
        )
    }

    /// Starts BIND with these zones and waits until it answers for all of them.
    pub fn bind(place: Place<'_>, address: SocketAddrV4, zones: &[Zone]) -> Self {
        match place {
            Place::Inside(namespace) => namespace.add_address(*address.ip()),
            Place::Host => {}
        }
        let scratch = Scratch::new("dynamic-bind");
        for zone in zones {
            scratch.write(&format!("{}.zone", zone.origin), &zone.text);
        }
        let config = scratch.write("named.conf", bind_configuration(&scratch, address, zones));
        let mut command = NAMED.unconfined_at(place, &scratch);
        command.args(["-g", "-n", "1", "-c"]).arg(config);
        let origins = zones.iter().map(|zone| zone.origin.as_str());
        DynamicServer::wait(
            Server::spawn("named", scratch, &mut command),
            place,
            address,
            origins,
        )
    }

    fn wait<'a>(
        mut server: Server,
        place: Place<'_>,
        address: SocketAddrV4,
        origins: impl Iterator<Item = &'a str>,
    ) -> DynamicServer {
        let address = SocketAddr::from(address);
        for origin in origins {
            server.wait_until(&format!("answer for {origin}"), || {
                place.run(|| answers_soa(address, origin))
            });
        }
        DynamicServer {
            address,
            _server: server,
        }
    }

    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

fn knot_configuration(
    scratch: &Scratch,
    address: SocketAddrV4,
    zones: &[(Zone, Signing)],
) -> String {
    let dir = scratch.path().display();
    let (ip, port) = (address.ip(), address.port());
    let keys = written(UpdateKey::ALL, |text, key| {
        writeln!(
            text,
            "  - id: {}\n    algorithm: {}\n    secret: {}",
            key.name, key.algorithm, key.secret
        )
    });
    let zones = written(zones, |text, (zone, signing)| {
        let origin = &zone.origin;
        let signed = match signing {
            Signing::Signed => "\n    dnssec-signing: on\n    dnssec-policy: one-key",
            Signing::Unsigned => "",
        };
        writeln!(text, "  - domain: \"{origin}\"{signed}")
    });
    format!(
        "server:
    rundir: \"{dir}/run\"
    listen: {ip}@{port}
    udp-workers: 1
    tcp-workers: 2
    background-workers: 2
log:
  - target: stderr
    any: info
database:
    storage: \"{dir}/db\"
key:
{keys}acl:
  - id: all
    key: [{}, {}, {}]
    action: [update, transfer]
  - id: narrow
    key: {}
    action: update
    update-type: [TXT]
    update-owner: name
    update-owner-match: sub-or-equal
    update-owner-name: [_domainkey, _dmarc]
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
    file: \"%s.zone\"
    acl: [all, narrow]
    zonefile-sync: -1
    zonefile-load: whole
    journal-content: none
zone:
{zones}",
        UpdateKey::SHA256.name,
        UpdateKey::SHA384.name,
        UpdateKey::SHA512.name,
        UpdateKey::NARROW.name,
    )
}

fn bind_configuration(scratch: &Scratch, address: SocketAddrV4, zones: &[Zone]) -> String {
    let dir = scratch.path().display();
    let (ip, port) = (address.ip(), address.port());
    let keys = written(UpdateKey::ALL, |text, key| {
        writeln!(
            text,
            "key \"{}\" {{ algorithm {}; secret \"{}\"; }};",
            key.name, key.algorithm, key.secret
        )
    });
    let [all256, all384, all512, narrow] = UpdateKey::ALL.map(|key| key.name);
    let zones = written(zones, |text, zone| {
        let origin = &zone.origin;
        writeln!(
            text,
            "zone \"{origin}\" {{
    type primary;
    file \"{origin}.zone\";
    notify no;
    update-policy {{
        grant {all256} zonesub ANY;
        grant {all384} zonesub ANY;
        grant {all512} zonesub ANY;
        grant {narrow} subdomain _domainkey.{origin}. TXT;
        grant {narrow} subdomain _dmarc.{origin}. TXT;
    }};
}};"
        )
    });
    format!(
        "{keys}options {{
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
{zones}"
    )
}

/// A line or more for each of these.
fn written<T>(
    all: impl IntoIterator<Item = T>,
    write: impl Fn(&mut String, T) -> std::fmt::Result,
) -> String {
    let mut text = String::new();
    for one in all {
        write(&mut text, one).expect("a String takes everything");
    }
    text
}
