//! The two servers under measurement, each with the same policy and certificate.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use peers::{Authority, Fault, Leaf, Place, Source, WebServer};
use rustls::client::Resumption;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};

const DOMAIN: &str = "speed.test";
pub(crate) const HOST: &str = "mta-sts.speed.test";
const START_MAX: Duration = Duration::from_secs(30);

/// One server.
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    pub(crate) at: SocketAddr,
    process: u32,
}

/// Both servers, and who asks them.
pub(crate) struct Subjects {
    ours: Subject,
    theirs: Subject,
    pub(crate) client: Arc<ClientConfig>,
    mailseal: Child,
    _nginx: WebServer,
    directory: PathBuf,
}

impl Subjects {
    pub(crate) fn start(program: &Path) -> Subjects {
        let leaf = Authority::new("speed").leaf(&[HOST], Fault::None);
        let directory = std::env::temp_dir().join(format!("mailseal-speed-{}", std::process::id()));
        fine(fs::create_dir_all(&directory));
        let policy = add(program, &directory);
        let (mailseal, at) = serve(program, &directory, &leaf);
        let ours = Subject {
            name: "mailseal",
            at,
            process: mailseal.id(),
        };
        let at = free();
        let nginx = WebServer::start(Place::Host, at, &leaf, Source::Files);
        let well_known = nginx.directory().join(DOMAIN).join(".well-known");
        fine(fs::create_dir_all(&well_known));
        fine(fs::write(well_known.join("mta-sts.txt"), policy));
        let theirs = Subject {
            name: "nginx",
            at,
            process: nginx.process(),
        };
        Subjects {
            ours,
            theirs,
            client: Arc::new(client()),
            mailseal,
            _nginx: nginx,
            directory,
        }
    }

    pub(crate) fn all(&self) -> [&Subject; 2] {
        [&self.ours, &self.theirs]
    }
}

impl Drop for Subjects {
    fn drop(&mut self) {
        let ended = self.mailseal.kill().and_then(|()| self.mailseal.wait());
        if let Err(error) = ended.and_then(|_| fs::remove_dir_all(&self.directory)) {
            eprintln!("cannot clean up {}: {error}", self.directory.display());
        }
    }
}

impl Subject {
    /// What the server, its children included, needed of the processor so far.
    pub(crate) fn processor_time(&self) -> Duration {
        let of_both = |process: &Stat| process.id == self.process || process.parent == self.process;
        let processes = fine(fs::read_dir("/proc")).filter_map(|entry| {
            // One that ended while we looked has no time to give.
            let text = fs::read_to_string(entry.ok()?.path().join("stat")).ok()?;
            Stat::parse(&text)
        });
        let ticks: u64 = processes.filter(of_both).map(|process| process.ticks).sum();
        Duration::from_secs_f64(ticks as f64 / rustix::param::clock_ticks_per_second() as f64)
    }
}

/// What `/proc/PID/stat` says.
struct Stat {
    id: u32,
    parent: u32,
    ticks: u64,
}

impl Stat {
    fn parse(text: &str) -> Option<Stat> {
        let (id, rest) = text.split_once(' ')?;
        // The name stands in parentheses, and may hold anything.
        let fields: Vec<&str> = rest.rsplit_once(')')?.1.split_whitespace().collect();
        let number = |index: usize| fields.get(index)?.parse::<u64>().ok();
        Some(Stat {
            id: id.parse().ok()?,
            parent: number(1)?.try_into().ok()?,
            ticks: number(11)? + number(12)?,
        })
    }
}

/// Takes the domain in, and gives the policy that is to be served.
fn add(program: &Path, directory: &Path) -> String {
    let verb = |arguments: &[&str]| {
        let mut command = Command::new(program);
        command
            .arg("--data-dir")
            .arg(directory.join("data"))
            .args(arguments);
        let said = fine(command.output());
        assert!(said.status.success(), "{said:?}");
        said.stdout
    };
    verb(&["add", DOMAIN, "--mx", "mail.speed.test"]);
    let said = verb(&["records", DOMAIN, "--offline", "--format", "json"]);
    let said: serde_json::Value = fine(serde_json::from_slice(&said));
    let policy = said["policy"]["text"].as_str();
    policy
        .unwrap_or_else(|| panic!("no policy in {said}"))
        .to_owned()
}

fn serve(program: &Path, directory: &Path, leaf: &Leaf) -> (Child, SocketAddr) {
    let at = free();
    let [chain, key, config] =
        ["chain.pem", "key.pem", "config.toml"].map(|name| directory.join(name));
    fine(fs::write(&chain, &leaf.certificate_pem));
    fine(fs::write(&key, &leaf.key_pem));
    let text = format!(
        "ops.listen = []\nweb.listen = []\n[policy-host]\nlisten = ['{at}']\nlisten-challenges = []\n\
         connections-per-client = 4096\n[[policy-host.certificate]]\nchain = '{}'\nkey = '{}'\n",
        chain.display(),
        key.display()
    );
    fine(fs::write(&config, text));
    let mut command = Command::new(program);
    command
        .arg("--data-dir")
        .arg(directory.join("data"))
        .args(["serve", "--config"])
        .arg(&config)
        .stderr(Stdio::inherit());
    let child = fine(command.spawn());
    let begun = Instant::now();
    while TcpStream::connect(at).is_err() {
        assert!(
            begun.elapsed() < START_MAX,
            "mailseal serve does not listen"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    (child, at)
}

fn free() -> SocketAddr {
    let socket = fine(TcpListener::bind("127.0.0.1:0"));
    fine(socket.local_addr())
}

/// A client that looks at no certificate: what it saves is time for asking.
fn client() -> ClientConfig {
    let provider = Arc::new(default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider));
    let builder = fine(builder.with_safe_default_protocol_versions());
    let mut config = builder
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anyone))
        .with_no_client_auth();
    config.resumption = Resumption::disabled();
    config
}

#[derive(Debug)]
struct Anyone;

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let provider = default_provider();
        provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

fn fine<T, E: std::fmt::Display>(result: Result<T, E>) -> T {
    result.unwrap_or_else(|error| panic!("{error}"))
}
