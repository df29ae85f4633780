//! The real rspamd, with DKIM and nothing else: no rules over texts and no list of public suffixes,
//! whose compilation takes most of a minute.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

use crate::namespace::{Namespace, Place};
use crate::process::{Program, Server, output};
use crate::scratch::Scratch;

const RSPAMD: Program = Program {
    name: "rspamd",
    package: "rspamd",
};
const PORT: u16 = 11333;
const USER: &str = "_rspamd:_rspamd";
/// From here it signs; from anywhere else it verifies.
const LOCAL: &str = "127.0.0.1";
const STRANGER: &str = "192.0.2.25";

/// A running rspamd, stopped when dropped.
#[derive(Debug)]
pub struct Rspamd<'a> {
    namespace: &'a Namespace,
    _server: Server,
}

impl<'a> Rspamd<'a> {
    /// Starts it in the namespace, with its `dkim_signing.conf` as it was written; its key files are
    /// given to rspamd's user.
    pub fn start(namespace: &'a Namespace, resolver: IpAddr, signing: &Path) -> Rspamd<'a> {
        let scratch = Scratch::new("rspamd");
        let dir = scratch.path().display().to_string();
        for own in ["db", "run"] {
            chown(&scratch.dir(own));
        }
        let keys = signing.parent().unwrap_or(Path::new("/"));
        chown(keys);
        scratch.write("suffixes", "test\n");
        scratch.write("rules.lua", "");
        let config = format!(
            "lua = \"{dir}/rules.lua\";
modules {{ path = \"/usr/share/rspamd/plugins/dkim_signing.lua\"; }}
options {{
  filters = \"dkim\";
  url_tld = \"{dir}/suffixes\";
  pidfile = \"{dir}/run/pid\";
  control_socket = \"{dir}/run/control mode=0600\";
  local_addrs = [\"{LOCAL}/32\"];
  dns {{ nameserver = [\"{resolver}:53\"]; timeout = 2s; }}
}}
logging {{ type = \"console\"; level = \"info\"; }}
dkim {{ }}
dkim_signing {{ .include \"{}\" }}
worker \"normal\" {{ bind_socket = \"{LOCAL}:{PORT}\"; count = 1; }}
",
            signing.display()
        );
        let config = scratch.write("rspamd.conf", config);
        let mut command = RSPAMD.at(Place::Inside(namespace));
        command
            .arg("-c")
            .arg(config)
            .args(["-u", "_rspamd", "-g", "_rspamd", "-f"])
            .arg(format!("--var=DBDIR={dir}/db"))
            .arg(format!("--var=RUNDIR={dir}/run"));
        let mut server = Server::spawn("rspamd", scratch, &mut command);
        server.wait_until("answer", || {
            namespace.run(|| ask("GET /ping", &[], "").is_some_and(|a| a.contains("pong")))
        });
        Rspamd {
            namespace,
            _server: server,
        }
    }

    /// What it says of a message that comes from this machine, with the signatures it makes.
    pub fn sign(&self, message: &str) -> String {
        self.check(LOCAL, message)
    }

    /// What it says of a message that comes from elsewhere, with how its signatures were judged.
    pub fn verify(&self, message: &str) -> String {
        self.check(STRANGER, message)
    }

    fn check(&self, from: &str, message: &str) -> String {
        let fields = [("IP", from), ("From", "a@sender.test")];
        let answer = self
            .namespace
            .run(|| ask("POST /checkv2", &fields, message));
        answer.unwrap_or_else(|| panic!("rspamd gave no answer\n{}", self._server.log_end()))
    }
}

/// The body of rspamd's answer.
fn ask(line: &str, fields: &[(&str, &str)], body: &str) -> Option<String> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, PORT));
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(2)).ok()?;
    stream
        .set_read_timeout(Some(Duration::from_secs(15)))
        .ok()?;
    let mut request = format!("{line} HTTP/1.0\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in fields {
        write!(request, "{name}: {value}\r\n").expect("a String takes everything");
    }
    request.push_str("\r\n");
    request.push_str(body);
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (_, body) = answer.split_once("\r\n\r\n")?;
    Some(body.to_owned())
}

/// Gives a directory and what is in it to rspamd's user.
fn chown(path: &Path) {
    let chown = Program {
        name: "chown",
        package: "coreutils",
    };
    output(chown.at(Place::Host).args(["-R", USER]).arg(path));
}
