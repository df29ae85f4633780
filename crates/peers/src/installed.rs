//! Knot and BIND as they are installed: configured below `/etc` of a namespace, and told of changes
//! by `knotc` and `rndc`, as somebody does who runs one.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::path::{Path, PathBuf};

use crate::dns_query::answers_soa;
use crate::namespace::{Namespace, Place};
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
const DNS: u16 = 53;
/// Its secret is no secret.
const RNDC_KEY: &str = "key \"rndc-key\" {
    algorithm hmac-sha256;
    secret \"d2Fsay10aHJvdWdoIG9mIG1haWxzZWFsLCBub3Qgc2VjcmV0\";
};
";

/// A running server, stopped when dropped.
#[derive(Debug)]
pub struct InstalledServer {
    zones: PathBuf,
    _server: Server,
}

impl InstalledServer {
    /// Knot with `/etc/knot/knot.conf`, which serves these zones but the last; it ends with `more`,
    /// which must name that one.
    pub fn knot(namespace: &Namespace, address: Ipv4Addr, zones: &[Zone], more: &str) -> Self {
        let scratch = prepared("knot", namespace, address, zones);
        let files = scratch.path().join("zones");
        let dir = scratch.path().display();
        let served = each_but_the_last(zones, |zone| {
            let (origin, file) = (&zone.origin, file_name(zone));
            format!("  - domain: \"{origin}\"\n    file: \"{file}\"\n")
        });
        let text = format!(
            "server:
    rundir: \"{dir}/run\"
    listen: {address}@{DNS}
log:
  - target: stderr
    any: info
database:
    storage: \"{dir}/db\"
template:
  - id: default
    storage: \"{dir}/zones\"
    file: \"%s.zone\"
    zonefile-sync: -1
    zonefile-load: whole
    journal-content: none
zone:
{served}{more}"
        );
        below_etc(namespace, "knot", "knot.conf", &text);
        let mut command = KNOTD.at(Place::Inside(namespace));
        let server = Server::spawn(
            "knotd",
            scratch,
            command.args(["-c", "/etc/knot/knot.conf"]),
        );
        InstalledServer::wait(server, namespace, address, zones, files)
    }

    /// BIND with `/etc/bind/named.conf`, which serves these zones but the last; `more` is in
    /// `named.conf.local`, as Debian has it, and must name that one.
    pub fn bind(namespace: &Namespace, address: Ipv4Addr, zones: &[Zone], more: &str) -> Self {
        let scratch = prepared("bind", namespace, address, zones);
        let files = scratch.path().join("zones");
        let dir = scratch.path().display();
        let served = each_but_the_last(zones, |zone| {
            let (origin, file) = (&zone.origin, file_name(zone));
            format!("zone \"{origin}\" {{ type primary; file \"{file}\"; }};\n")
        });
        let text = format!(
            "options {{
    directory \"{dir}/zones\";
    pid-file \"{dir}/run/named.pid\";
    session-keyfile \"{dir}/run/session.key\";
    managed-keys-directory \"{dir}/db\";
    listen-on {{ {address}; }};
    listen-on-v6 {{ none; }};
    recursion no;
    dnssec-validation no;
}};
{served}include \"/etc/bind/named.conf.local\";
"
        );
        below_etc(namespace, "bind", "rndc.key", RNDC_KEY);
        below_etc(namespace, "bind", "named.conf.local", more);
        below_etc(namespace, "bind", "named.conf", &text);
        let mut command = NAMED.unconfined_at(Place::Inside(namespace), &scratch);
        command.args(["-g", "-n", "1", "-c", "/etc/bind/named.conf"]);
        let server = Server::spawn("named", scratch, &mut command);
        InstalledServer::wait(server, namespace, address, zones, files)
    }

    fn wait(
        mut server: Server,
        namespace: &Namespace,
        address: Ipv4Addr,
        zones: &[Zone],
        dir: PathBuf,
    ) -> InstalledServer {
        let address = SocketAddr::from(SocketAddrV4::new(address, DNS));
        for zone in zones {
            server.wait_until(&format!("answer for {}", zone.origin), || {
                namespace.run(|| answers_soa(address, &zone.origin))
            });
        }
        InstalledServer {
            zones: dir,
            _server: server,
        }
    }

    /// The file of a zone: what is written there is served after a reload.
    pub fn zone_file(&self, zone: &Zone) -> PathBuf {
        self.zones.join(file_name(zone))
    }
}

fn prepared(name: &str, namespace: &Namespace, address: Ipv4Addr, zones: &[Zone]) -> Scratch {
    namespace.add_address(address);
    let scratch = Scratch::new(name);
    for dir in ["run", "db", "zones"] {
        scratch.dir(dir);
    }
    for zone in zones {
        scratch.write(&format!("zones/{}", file_name(zone)), &zone.text);
    }
    scratch
}

/// `ip netns exec` lays what is here over `/etc`; it is removed with the namespace.
fn below_etc(namespace: &Namespace, dir: &str, name: &str, text: &str) {
    let dir = Path::new("/etc/netns").join(namespace.name()).join(dir);
    let file = dir.join(name);
    let written = fs::create_dir_all(&dir).and_then(|()| fs::write(&file, text));
    if let Err(error) = written {
        panic!("cannot write {}: {error}", file.display());
    }
}

fn each_but_the_last(zones: &[Zone], line: impl Fn(&Zone) -> String) -> String {
    let (_, but_the_last) = zones.split_last().expect("there is a zone");
    but_the_last.iter().map(line).collect()
}

fn file_name(zone: &Zone) -> String {
    match zone.origin.as_str() {
        "." => "root.zone".to_owned(),
        origin => format!("{origin}.zone"),
    }
}
