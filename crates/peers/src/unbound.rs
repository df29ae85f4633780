//! Unbound as validating resolver.

use std::net::SocketAddr;

use crate::dns_query::answers_soa;
use crate::namespace::Place;
use crate::process::{Program, Server};
use crate::scratch::Scratch;

const UNBOUND: Program = Program {
    name: "unbound",
    package: "unbound",
};

/// What a resolver starts from.
#[derive(Debug, Clone)]
pub struct Root {
    /// The root's name server.
    pub server: SocketAddr,
    /// The DS record of the root zone, the only trust anchor.
    pub ds: String,
}

/// A running Unbound, stopped when dropped.
#[derive(Debug)]
pub struct Unbound {
    address: SocketAddr,
    _server: Server,
}

impl Unbound {
    /// Starts it and waits until it answers for `zone`, which must resolve.
    pub fn start(place: Place<'_>, address: SocketAddr, root: &Root, zone: &str) -> Unbound {
        let scratch = Scratch::new("unbound");
        scratch.write("root.ds", format!("{}\n", root.ds));
        let config = scratch.write("unbound.conf", configuration(&scratch, address, root));
        let mut command = UNBOUND.unconfined_at(place, &scratch);
        command.arg("-d").arg("-p").arg("-c").arg(config);
        let mut server = Server::spawn("unbound", scratch, &mut command);
        server.wait_until(&format!("answer for {zone}"), || {
            place.run(|| answers_soa(address, zone))
        });
        Unbound {
            address,
            _server: server,
        }
    }

    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// The names under `local-zone` are those Unbound would answer by itself with NXDOMAIN. The caches
/// hold for a second only, so that a test which changes a zone need not wait.
fn configuration(scratch: &Scratch, address: SocketAddr, root: &Root) -> String {
    format!(
        "server:
    directory: \"{dir}\"
    chroot: \"\"
    username: \"\"
    use-syslog: no
    logfile: \"\"
    log-time-ascii: yes
    verbosity: 1
    val-log-level: 2
    ede: yes
    interface: {ip}@{port}
    access-control: 127.0.0.0/8 allow
    do-not-query-localhost: no
    do-ip6: no
    num-threads: 1
    module-config: \"validator iterator\"
    trust-anchor-file: \"{dir}/root.ds\"
    local-zone: \"test.\" nodefault
    local-zone: \"127.in-addr.arpa.\" nodefault
    harden-dnssec-stripped: yes
    cache-max-ttl: 1
    cache-max-negative-ttl: 1
stub-zone:
    name: \".\"
    stub-addr: {server_ip}@{server_port}
    stub-prime: no
remote-control:
    control-enable: no
",
        dir = scratch.path().display(),
        ip = address.ip(),
        port = address.port(),
        server_ip = root.server.ip(),
        server_port = root.server.port(),
    )
}
