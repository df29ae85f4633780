//! nginx as the web server of `mta-sts` hosts, one for each name, told apart by SNI.

use std::fmt::Write as _;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use crate::certificates::Leaf;
use crate::namespace::Place;
use crate::process::{Program, Server};
use crate::scratch::Scratch;

const NGINX: Program = Program {
    name: "nginx",
    package: "nginx-light",
};
const PORT: u16 = 443;
/// RFC 8461 §3.3: 'a suggested maximum policy size is 64 kilobytes'.
const TOO_MANY_OCTETS: usize = 64 * 1024 + 1;

/// How the policy is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// As it should be.
    Sound,
    /// By a redirect to the same path at `mta-sts.good.test`.
    Redirect,
    /// As `text/html`.
    WrongType,
    /// Followed by unknown fields until it is over 64 KiB.
    TooBig,
    /// Not at all: 404.
    NotFound,
    /// One octet a second, header and all.
    Slow,
}

/// One `mta-sts` host.
#[derive(Debug, Clone)]
pub struct PolicyHost {
    /// The policy domain; the host is `mta-sts.` in front of it.
    pub domain: String,
    /// The policy's `mx` patterns.
    pub mx: Vec<String>,
    /// The certificate it presents.
    pub certificate: Leaf,
    /// How the policy is served.
    pub delivery: Delivery,
}

/// A running nginx, stopped when dropped.
#[derive(Debug)]
pub struct PolicyServer {
    _server: Server,
}

impl PolicyServer {
    /// Starts it on port 443 of `address` and waits until it accepts connections.
    pub fn start(place: Place<'_>, address: Ipv4Addr, hosts: &[PolicyHost]) -> PolicyServer {
        let scratch = Scratch::new("nginx");
        scratch.dir("policies");
        scratch.dir("certificates");
        let config = scratch.write("nginx.conf", configuration(&scratch, address, hosts));
        let mut command = NGINX.at(place);
        command.arg("-c").arg(config).args(["-e", "stderr"]);
        let mut server = Server::spawn("nginx", scratch, &mut command);
        server.wait_until("connection", || {
            let peer = SocketAddr::from((address, PORT));
            place.run(|| TcpStream::connect_timeout(&peer, Duration::from_secs(1)).is_ok())
        });
        PolicyServer { _server: server }
    }
}

fn configuration(scratch: &Scratch, address: Ipv4Addr, hosts: &[PolicyHost]) -> String {
    let dir = scratch.path().display();
    let mut text = format!(
        "daemon off;
worker_processes 1;
pid {dir}/nginx.pid;
events {{ worker_connections 256; }}
http {{
    access_log {dir}/access.log;
    client_body_temp_path {dir}/body;
    proxy_temp_path {dir}/proxy;
    fastcgi_temp_path {dir}/fastcgi;
    uwsgi_temp_path {dir}/uwsgi;
    scgi_temp_path {dir}/scgi;
    server_names_hash_bucket_size 128;
    server {{ listen {address}:{PORT} ssl default_server; ssl_reject_handshake on; }}
"
    );
    for host in hosts {
        let domain = &host.domain;
        let chain = scratch.write(
            &format!("certificates/{domain}.pem"),
            host.certificate.chain_file(),
        );
        scratch.write(&format!("policies/{domain}"), policy(host));
        let written = write!(
            text,
            "    server {{
        listen {address}:{PORT} ssl;
        server_name mta-sts.{domain};
        ssl_certificate {chain};
        ssl_certificate_key {chain};
        location = /.well-known/mta-sts.txt {{
            alias {dir}/policies/{domain};
            types {{ }}
            {delivery}
        }}
    }}
",
            chain = chain.display(),
            delivery = delivery(host.delivery),
        );
        written.expect("a String takes everything");
    }
    text.push_str("}\n");
    text
}

fn delivery(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Sound | Delivery::TooBig => "default_type text/plain;",
        Delivery::Redirect => "return 301 https://mta-sts.good.test/.well-known/mta-sts.txt;",
        Delivery::WrongType => "default_type text/html;",
        Delivery::NotFound => "return 404;",
        Delivery::Slow => "default_type text/plain; limit_rate 1;",
    }
}

/// RFC 8461 §3.2: fields on lines of their own, ended by CRLF.
fn policy(host: &PolicyHost) -> String {
    let mut text = String::from("version: STSv1\r\nmode: enforce\r\n");
    for pattern in &host.mx {
        text.push_str("mx: ");
        text.push_str(pattern);
        text.push_str("\r\n");
    }
    text.push_str("max_age: 604800\r\n");
    if host.delivery == Delivery::TooBig {
        while text.len() < TOO_MANY_OCTETS {
            text.push_str("padding: a field that no receiver knows\r\n");
        }
    }
    text
}
