//! A policy host with a certificate authority of its own.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use peers::{Authority, Fault};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::place::{Place, Server, connect};

pub(crate) const PATH: &str = "/.well-known/mta-sts.txt";

/// Where a policy host's data, certificates and configuration lie.
pub(crate) struct Setting {
    pub(crate) place: Place,
    pub(crate) authority: Authority,
}

impl Setting {
    /// With these domains, each with one mail host.
    pub(crate) fn with(domains: &[&str]) -> Setting {
        let setting = Setting {
            place: Place::new(),
            authority: Authority::new("mailseal test authority"),
        };
        fs::write(setting.place.file("ca.pem"), setting.authority.pem()).unwrap();
        for domain in domains {
            setting.add(domain, &format!("mail.{domain}"));
        }
        setting
    }

    pub(crate) fn add(&self, domain: &str, mx: &str) {
        let said = self.place.run(&["add", domain, "--mx", mx]);
        assert!(said.status.success(), "{said:?}");
    }

    /// A table of the configuration for a certificate of these names.
    pub(crate) fn certificate(&self, names: &[&str]) -> String {
        let leaf = self.authority.leaf(names, Fault::None);
        let stem = names[0].replace('*', "any");
        let (chain, key) = (format!("{stem}.pem"), format!("{stem}.key"));
        fs::write(self.place.file(&chain), leaf.certificate_pem).unwrap();
        fs::write(self.place.file(&key), leaf.key_pem).unwrap();
        format!(
            "[[policy-host.certificate]]\nchain = '{}'\nkey = '{}'\n",
            self.place.file(&chain).display(),
            self.place.file(&key).display(),
        )
    }

    /// A server with these certificates, at ports that are free.
    pub(crate) fn start(&self, certificates: &str) -> Server {
        self.start_with("", certificates)
    }

    /// The same with more settings of `[policy-host]`.
    pub(crate) fn start_with(&self, settings: &str, certificates: &str) -> Server {
        self.place.start(&format!(
            "[ops]\nlisten = ['127.0.0.1:0']\n[policy-host]\nlisten = ['127.0.0.1:0']\n\
             listen-challenges = ['127.0.0.1:0']\n{settings}\n{certificates}"
        ))
    }

    /// What the program says is to be served for a domain.
    pub(crate) fn wanted(&self, domain: &str) -> String {
        let said = self
            .place
            .run(&["records", domain, "--offline", "--format", "json"]);
        let said: serde_json::Value = serde_json::from_slice(&said.stdout).unwrap();
        said["policy"]["text"].as_str().unwrap().to_owned()
    }

    /// Asks with curl, as that host, and gives the head and the body.
    pub(crate) fn curl(&self, at: SocketAddr, host: &str, path: &str, more: &[&str]) -> Output {
        let (ip, port) = (at.ip(), at.port());
        let mut command = Command::new("curl");
        command
            .args(["--silent", "--show-error", "--include", "--max-time", "20"])
            .args([
                "--noproxy",
                "*",
                "--resolve",
                &format!("{host}:{port}:{ip}"),
            ])
            .arg("--cacert")
            .arg(self.place.file("ca.pem"))
            .args(more)
            .arg(format!("https://{host}:{port}{path}"));
        command
            .output()
            .expect("curl is installed; `make peers` installs it")
    }

    /// What OpenSSL says of a handshake, with these options.
    pub(crate) fn openssl(&self, at: SocketAddr, options: &[&str]) -> String {
        let mut command = Command::new("openssl");
        command
            .args(["s_client", "-connect", &at.to_string(), "-CAfile"])
            .arg(self.place.file("ca.pem"))
            .args(options)
            .stdin(Stdio::null());
        let said = command
            .output()
            .expect("openssl is installed; `make peers` installs it");
        let text = [said.stdout, said.stderr].concat();
        String::from_utf8_lossy(&text).into_owned()
    }

    /// A TLS session of our own, for what no decent client does.
    pub(crate) fn session(&self, at: SocketAddr, host: &str) -> Session {
        Session::new(&self.client(), connect(at), host)
    }

    pub(crate) fn client(&self) -> Arc<ClientConfig> {
        let mut roots = RootCertStore::empty();
        roots
            .add(CertificateDer::from_pem_slice(self.authority.pem().as_bytes()).unwrap())
            .unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap();
        Arc::new(builder.with_root_certificates(roots).with_no_client_auth())
    }
}

/// A TLS session that blocks.
pub(crate) struct Session(pub(crate) StreamOwned<ClientConnection, TcpStream>);

impl Session {
    pub(crate) fn new(client: &Arc<ClientConfig>, stream: TcpStream, host: &str) -> Session {
        let name = ServerName::try_from(host.to_owned()).unwrap();
        let session = ClientConnection::new(Arc::clone(client), name).unwrap();
        Session(StreamOwned::new(session, stream))
    }
}

/// Head and body of what curl printed.
pub(crate) fn parts(output: &Output) -> (String, String) {
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

/// The value of a field of a head.
pub(crate) fn field<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let fields = head.lines().filter_map(|line| line.split_once(": "));
    let mut found = fields.filter(|(named, _)| named.eq_ignore_ascii_case(name));
    found.next().map(|(_, value)| value)
}
