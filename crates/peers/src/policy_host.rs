//! nginx as the web server of `mta-sts` hosts, one for each name, told apart by SNI.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
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
    /// As it should be, and as a domain wants it that was just added: mode testing for a day.
    Fresh,
    /// By a redirect to the same path at `mta-sts.good.test`.
    Redirect,
    /// As it should be, with the media type that a mailcow gives.
    LikeMailcow,
    /// As `text/html`.
    WrongType,
    /// Followed by unknown fields until it is over 64 KiB.
    TooBig,
    /// Not at all: 404.
    NotFound,
    /// One octet a second, header and all.
    Slow,
}

/// What is served at [`Ipv6Addr::LOCALHOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverIpv6 {
    /// The name is not known there.
    Nothing,
    /// The same.
    Same,
    /// A policy in mode testing.
    Testing,
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
    /// What is served over IPv6.
    pub over_ipv6: OverIpv6,
}

/// A running nginx, stopped when dropped.
#[derive(Debug)]
pub struct PolicyServer {
    policies: PathBuf,
    _server: Server,
}

impl PolicyServer {
    /// Starts it on port 443 of `address`, and of IPv6's loopback address, and waits until it accepts connections.
    pub fn start(place: Place<'_>, address: Ipv4Addr, hosts: &[PolicyHost]) -> PolicyServer {
        let scratch = Scratch::new("nginx");
        let policies = scratch.dir("policies");
        scratch.dir("certificates");
        let config = scratch.write("nginx.conf", configuration(&scratch, address, hosts));
        let mut command = NGINX.at(place);
        command.arg("-c").arg(config).args(["-e", "stderr"]);
        let mut server = Server::spawn("nginx", scratch, &mut command);
        server.wait_until("connection", || {
            let peer = SocketAddr::from((address, PORT));
            place.run(|| TcpStream::connect_timeout(&peer, Duration::from_secs(1)).is_ok())
        });
        PolicyServer {
            policies,
            _server: server,
        }
    }

    /// Serves this text from now on as the policy of a domain over IPv4.
    pub fn serve(&self, domain: &str, text: &str) {
        let file = self.policies.join(domain);
        if let Err(error) = std::fs::write(&file, text) {
            panic!("{}: {error}", file.display());
        }
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
    server {{
        listen {address}:{PORT} ssl default_server;
        listen [{v6}]:{PORT} ssl default_server;
        ssl_reject_handshake on;
    }}
",
        v6 = Ipv6Addr::LOCALHOST,
    );
    for host in hosts {
        let over_ipv4 = address.to_string();
        let over_ipv6 = format!("[{}]", Ipv6Addr::LOCALHOST);
        let mut add = |listen: &[&str], file: &str, mode: &str| {
            scratch.write(&format!("policies/{file}"), policy(host, mode));
            text.push_str(&server(scratch, host, listen, file));
        };
        match host.over_ipv6 {
            OverIpv6::Nothing => add(&[&over_ipv4], &host.domain, "enforce"),
            OverIpv6::Same => add(&[&over_ipv4, &over_ipv6], &host.domain, "enforce"),
            OverIpv6::Testing => {
                add(&[&over_ipv4], &host.domain, "enforce");
                add(&[&over_ipv6], &format!("{}.ipv6", host.domain), "testing");
            }
        }
    }
    text.push_str("}\n");
    text
}

/// One `server` block, which serves the policy in `file`.
fn server(scratch: &Scratch, host: &PolicyHost, listen: &[&str], file: &str) -> String {
    let domain = &host.domain;
    let chain = scratch.write(
        &format!("certificates/{domain}.pem"),
        host.certificate.chain_file(),
    );
    let listen: String = listen
        .iter()
        .map(|address| format!("listen {address}:{PORT} ssl; "))
        .collect();
    format!(
        "    server {{
        {listen}
        server_name mta-sts.{domain};
        ssl_certificate {chain};
        ssl_certificate_key {chain};
        location = /.well-known/mta-sts.txt {{
            alias {dir}/policies/{file};
            types {{ }}
            {delivery}
        }}
    }}
",
        dir = scratch.path().display(),
        chain = chain.display(),
        delivery = delivery(host.delivery),
    )
}

fn delivery(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Sound | Delivery::Fresh | Delivery::TooBig => "default_type text/plain;",
        Delivery::Redirect => "return 301 https://mta-sts.good.test/.well-known/mta-sts.txt;",
        Delivery::LikeMailcow => "default_type \"text/plain; charset=utf-8\";",
        Delivery::WrongType => "default_type text/html;",
        Delivery::NotFound => "return 404;",
        Delivery::Slow => "default_type text/plain; limit_rate 1;",
    }
}

/// RFC 8461 §3.2: fields on lines of their own, ended by CRLF.
fn policy(host: &PolicyHost, mode: &str) -> String {
    let (mode, max_age) = match host.delivery {
        Delivery::Fresh => ("testing", 86_400),
        Delivery::Sound
        | Delivery::LikeMailcow
        | Delivery::Redirect
        | Delivery::WrongType
        | Delivery::TooBig
        | Delivery::NotFound
        | Delivery::Slow => (mode, 604_800),
    };
    let mut text = format!("version: STSv1\r\nmode: {mode}\r\n");
    for pattern in &host.mx {
        text.push_str("mx: ");
        text.push_str(pattern);
        text.push_str("\r\n");
    }
    text.push_str(&format!("max_age: {max_age}\r\n"));
    if host.delivery == Delivery::TooBig {
        while text.len() < TOO_MANY_OCTETS {
            text.push_str("padding: a field that no receiver knows\r\n");
        }
    }
    text
}
