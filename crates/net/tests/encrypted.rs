//! DNS over TLS and over HTTPS against BIND, which speaks both (`make peers` installs it).

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

use std::fs;
use std::io::Read;
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use net::{NetConfig, Network};
use peers::{Authority, Fault};
use protocols::answers::{Answer, Failure, Lookup, Outcome, Question, TxtRecord};

/// BIND with one zone, and its files. Ended and removed when dropped.
struct Bind {
    child: Child,
    dir: PathBuf,
    tls: u16,
    https: u16,
    root_pem: Vec<u8>,
}

impl Bind {
    fn start() -> Bind {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let (process, count) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let dir = std::env::temp_dir().join(format!("mailseal-encrypted-{process}-{count}"));
        fs::create_dir_all(&dir).unwrap();
        let authority = Authority::new("Encrypted DNS");
        let leaf = authority.leaf(&["dns.test", "localhost", "127.0.0.1"], Fault::None);
        fs::write(dir.join("key.pem"), &leaf.key_pem).unwrap();
        fs::write(dir.join("cert.pem"), &leaf.certificate_pem).unwrap();
        let zone = "$ORIGIN enc.test.\n$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 127.0.0.1\n\
                    @ TXT encrypted\n";
        let many: String = (0..100).map(|n| format!("n{n} TXT {n}\n")).collect();
        fs::write(dir.join("zone"), format!("{zone}{many}")).unwrap();
        let [tls, https] = free_ports();
        fs::write(dir.join("named.conf"), configuration(&dir, tls, https)).unwrap();
        let child = Command::new("named")
            .args(["-g", "-n", "1", "-c"])
            .arg(dir.join("named.conf"))
            .stderr(fs::File::create(dir.join("log")).unwrap())
            .stdin(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("named (package bind9) does not start: {error}"));
        let bind = Bind {
            child,
            dir,
            tls,
            https,
            root_pem: authority.pem().into(),
        };
        bind.wait();
        bind
    }

    fn wait(&self) {
        let began = Instant::now();
        for port in [self.tls, self.https] {
            while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
                if began.elapsed() > Duration::from_secs(20) {
                    let log = fs::read_to_string(self.dir.join("log")).unwrap_or_default();
                    panic!("named does not listen on port {port}:\n{log}");
                }
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }

    fn config(&self, upstream: &str) -> NetConfig {
        NetConfig {
            dns: vec![upstream.parse().unwrap()],
            extra_roots_pem: vec![self.root_pem.clone()],
            ..NetConfig::default()
        }
    }
}

impl Drop for Bind {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
        fs::remove_dir_all(&self.dir).ok();
    }
}

fn configuration(dir: &std::path::Path, tls: u16, https: u16) -> String {
    let dir = dir.display();
    format!(
        "tls local {{ cert-file \"{dir}/cert.pem\"; key-file \"{dir}/key.pem\"; }};
options {{
    directory \"{dir}\"; pid-file none; session-keyfile \"{dir}/session.key\";
    managed-keys-directory \"{dir}\"; recursion no; dnssec-validation no;
    listen-on port {tls} tls local {{ 127.0.0.1; }};
    listen-on port {https} tls local http default {{ 127.0.0.1; }};
    listen-on-v6 {{ none; }};
}};
controls {{ }};
zone \"enc.test\" {{ type primary; file \"zone\"; notify no; }};
"
    )
}

fn free_ports() -> [u16; 2] {
    // Both are held until both are known.
    let held = [(); 2].map(|()| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap());
    held.map(|listener| listener.local_addr().unwrap().port())
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

fn ask(config: NetConfig) -> Lookup<TxtRecord> {
    let question = Question::Txt("enc.test".parse().unwrap());
    let answer =
        runtime().block_on(async { Network::new(config).unwrap().answer(&question).await });
    match answer {
        Answer::Txt(lookup) => lookup,
        other => panic!("{other:?}"),
    }
}

#[test]
fn over_tls_and_https() {
    let bind = Bind::start();
    let (tls, https) = (bind.tls, bind.https);
    let works = |upstream: &str| {
        let lookup = ask(bind.config(upstream));
        let expected = Outcome::Records(vec![TxtRecord::of("encrypted")]);
        assert_eq!(lookup.outcome, expected, "{upstream}");
        assert_eq!(lookup.server, upstream);
    };
    works(&format!("tls://127.0.0.1:{tls}"));
    works(&format!("tls://127.0.0.1:{tls}#dns.test"));
    works(&format!("https://127.0.0.1:{https}/dns-query"));
    works(&format!("https://localhost:{https}/dns-query"));

    let fails = |config: NetConfig| {
        let outcome = ask(config.clone()).outcome;
        assert_eq!(
            outcome,
            Outcome::Failed(Failure::Unreachable),
            "{:?}",
            config.dns
        );
    };
    fails(bind.config(&format!("tls://127.0.0.1:{tls}#other.test")));
    fails(bind.config(&format!("https://127.0.0.1:{https}/elsewhere")));
    fails(NetConfig {
        extra_roots_pem: Vec::new(),
        ..bind.config(&format!("tls://127.0.0.1:{tls}"))
    });
    many_at_once(&bind, &format!("tls://127.0.0.1:{tls}"));
    many_at_once(&bind, &format!("https://127.0.0.1:{https}/dns-query"));
}

/// A way to `server` on which the first `broken` connections break after so many octets from it.
fn breaking(server: u16, after: usize, broken: usize) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    // The threads end with the process.
    std::thread::spawn(move || {
        for number in 0.. {
            let (client, _) = listener.accept().unwrap();
            let server = TcpStream::connect((Ipv4Addr::LOCALHOST, server)).unwrap();
            let room = if number < broken { after } else { usize::MAX };
            let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            std::thread::spawn(move || std::io::copy(&mut from, &mut to).ok());
            std::thread::spawn(move || {
                let room = u64::try_from(room).unwrap();
                std::io::copy(&mut (&server).take(room), &mut (&client)).ok();
                // One of them may be gone already.
                client.shutdown(Shutdown::Both).ok();
                server.shutdown(Shutdown::Both).ok();
            });
        }
    });
    port
}

/// Wherever it breaks, in the handshake, between messages or within a reply: it is made once more,
/// and what then fails is a failure, never an absence.
#[test]
fn a_connection_that_breaks_is_made_once_more() {
    let bind = Bind::start();
    let through = |port: u16| ask(bind.config(&format!("tls://127.0.0.1:{port}"))).outcome;
    let answered = Outcome::Records(vec![TxtRecord::of("encrypted")]);
    let mut failed = 0;
    for after in (0..4_000).step_by(80) {
        let once = through(breaking(bind.tls, after, 1));
        assert_eq!(once, answered, "broken once after {after} octets");
        let always = through(breaking(bind.tls, after, usize::MAX));
        if always == answered {
            break;
        }
        let unreachable = Outcome::Failed(Failure::Unreachable);
        assert_eq!(always, unreachable, "broken after {after} octets");
        failed += 1;
    }
    // The handshake alone has more than 800 octets.
    assert!((10..50).contains(&failed), "{failed}");
}

/// All share one connection.
fn many_at_once(bind: &Bind, upstream: &str) {
    let names = (0..100).map(|n| format!("n{n}.enc.test").parse().unwrap());
    let questions: Vec<Question> = names.map(Question::Txt).collect();
    let answers = runtime().block_on(async {
        let network = Network::new(bind.config(upstream)).unwrap();
        join_all(questions.iter().map(|question| network.answer(question))).await
    });
    for (number, answer) in answers.iter().enumerate() {
        let Answer::Txt(lookup) = answer else {
            panic!("{answer:?}")
        };
        let expected = Outcome::Records(vec![TxtRecord::of(&number.to_string())]);
        assert_eq!(lookup.outcome, expected, "{upstream}");
    }
}
