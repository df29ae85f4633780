//! nginx as the web server that a policy host of ours works with: from files that are written for it,
//! or as a reverse proxy. Its configuration is the one that the documents show.

use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::certificates::Leaf;
use crate::namespace::Place;
use crate::process::{Program, Server};
use crate::scratch::Scratch;

const NGINX: Program = Program {
    name: "nginx",
    package: "nginx-light",
};

/// Where it takes the policies from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The files below [`WebServer::directory`].
    Files,
    /// A policy host behind it, over plain HTTP.
    Upstream(SocketAddr),
}

/// A running nginx, stopped when dropped.
#[derive(Debug)]
pub struct WebServer {
    directory: PathBuf,
    server: Server,
}

impl WebServer {
    /// Starts it at an address, for every `mta-sts` host, with one certificate for all of them.
    pub fn start(
        place: Place<'_>,
        address: SocketAddr,
        certificate: &Leaf,
        source: Source,
    ) -> WebServer {
        let scratch = Scratch::new("web-server");
        let directory = scratch.dir("policies");
        let chain = scratch.write("chain.pem", certificate.chain_file());
        let text = configuration(scratch.path(), &chain, address, source);
        let config = scratch.write("nginx.conf", text);
        let mut command = NGINX.at(place);
        command.arg("-c").arg(config).args(["-e", "stderr"]);
        let mut server = Server::spawn("nginx", scratch, &mut command);
        server.wait_until("connection", || {
            place.run(|| TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok())
        });
        WebServer { directory, server }
    }

    /// Its first process, the parent of the one that answers.
    pub fn process(&self) -> u32 {
        self.server.id()
    }

    /// The directory of its files, which it may read as whoever it runs as.
    pub fn directory(&self) -> &Path {
        &self.directory
    }
}

fn configuration(scratch: &Path, chain: &Path, address: SocketAddr, source: Source) -> String {
    let dir = scratch.display();
    let policy = match source {
        Source::Files => format!(
            "root {dir}/policies/$policy_domain;
            default_type text/plain;
            types {{ }}"
        ),
        Source::Upstream(upstream) => format!(
            "proxy_pass http://{upstream};
            proxy_set_header Host $host;"
        ),
    };
    format!(
        "daemon off;
worker_processes 1;
pid {dir}/nginx.pid;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    open_file_cache max=1000;
    open_file_cache_valid 1s;
    keepalive_requests 1000000;
    client_body_temp_path {dir}/body;
    proxy_temp_path {dir}/proxy;
    fastcgi_temp_path {dir}/fastcgi;
    uwsgi_temp_path {dir}/uwsgi;
    scgi_temp_path {dir}/scgi;
    server {{
        listen {address} ssl;
        server_name ~^mta-sts\\.(?<policy_domain>.+)$;
        ssl_certificate {chain};
        ssl_certificate_key {chain};
        location = /.well-known/mta-sts.txt {{
            {policy}
        }}
        location / {{ return 404; }}
    }}
}}
",
        chain = chain.display(),
    )
}
