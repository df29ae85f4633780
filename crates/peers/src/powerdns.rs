//! PowerDNS with its HTTP interface, its records in SQLite.

use std::net::{SocketAddr, SocketAddrV4};
use std::path::PathBuf;

use crate::dns_query::answers_soa;
use crate::namespace::Place;
use crate::process::{Program, Server, output};
use crate::scratch::Scratch;
use crate::zone::Zone;

const PDNS: Program = Program {
    name: "pdns_server",
    package: "pdns-server",
};
const PDNSUTIL: Program = Program {
    name: "pdnsutil",
    package: "pdns-server",
};
const SQLITE: Program = Program {
    name: "sqlite3",
    package: "sqlite3",
};

/// What Debian's pdns-backend-sqlite3 puts there: the tables of an empty database.
const SCHEMA: &str = "/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql";

/// A running PowerDNS, stopped when dropped.
#[derive(Debug)]
pub struct PowerDns {
    address: SocketAddr,
    api: SocketAddrV4,
    database: PathBuf,
    _server: Server,
}

impl PowerDns {
    /// What opens its interface. No secret.
    pub const API_KEY: &str = "test-key-of-the-interface";

    /// Starts it with these zones and waits until it answers for all of them, at `address` as a name
    /// server and at `api` as an interface.
    pub fn start(
        place: Place<'_>,
        address: SocketAddrV4,
        api: SocketAddrV4,
        zones: &[Zone],
    ) -> PowerDns {
        let scratch = Scratch::new("powerdns");
        scratch.write("pdns.conf", configuration(&scratch, address, api));
        let database = scratch.path().join("db");
        let schema = format!(".read {SCHEMA}");
        output(SQLITE.at(Place::Host).arg(&database).arg(schema));
        let config = format!("--config-dir={}", scratch.path().display());
        for zone in zones {
            let file = scratch.write(&format!("{}.zone", zone.origin), &zone.text);
            let mut load = PDNSUTIL.at(Place::Host);
            output(load.args([&config, "load-zone", &zone.origin]).arg(file));
        }
        let mut command = PDNS.at(place);
        command.arg(config);
        let mut server = Server::spawn("pdns_server", scratch, &mut command);
        let address = SocketAddr::from(address);
        for zone in zones {
            server.wait_until(&format!("answer for {}", zone.origin), || {
                place.run(|| answers_soa(address, &zone.origin))
            });
        }
        PowerDns {
            address,
            api,
            database,
            _server: server,
        }
    }

    /// Where it answers as a name server.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where its interface is, as a URL.
    pub fn api_base(&self) -> String {
        format!("http://{}", self.api)
    }

    /// What the database answers to a statement: what an owner does behind the interface's back.
    pub fn sql(&self, statement: &str) -> String {
        let mut command = SQLITE.at(Place::Host);
        command.args(["-cmd", ".timeout 5000"]);
        output(command.arg(&self.database).arg(statement))
    }
}

/// No cache holds anything, so that a test which changes a zone need not wait.
fn configuration(scratch: &Scratch, address: SocketAddrV4, api: SocketAddrV4) -> String {
    format!(
        "launch=gsqlite3
gsqlite3-database={dir}/db
gsqlite3-pragma-synchronous=0
local-address={ip}
local-port={port}
socket-dir={dir}
api=yes
api-key={key}
webserver=yes
webserver-address={api_ip}
webserver-port={api_port}
webserver-allow-from=127.0.0.0/8
daemon=no
guardian=no
disable-syslog=yes
security-poll-suffix=
setuid=
setgid=
cache-ttl=0
query-cache-ttl=0
negquery-cache-ttl=0
zone-cache-refresh-interval=0
",
        dir = scratch.path().display(),
        ip = address.ip(),
        port = address.port(),
        key = PowerDns::API_KEY,
        api_ip = api.ip(),
        api_port = api.port(),
    )
}
