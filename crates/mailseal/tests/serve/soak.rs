//! Under all that strangers do at once the server stays as it is: its memory and its files do not grow,
//! and who asks decently is served. A minute in the ordinary run; `make soak` takes longer, as long as
//! `SOAK_SECONDS` says.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection};
use socket2::{Domain, Socket, Type};

use crate::place::PATIENCE;
use crate::policy_host::many::memory;
use crate::policy_host::setting::{PATH, Session, Setting};

const HOST: &str = "mta-sts.example.com";
const SECONDS: u64 = 60;
/// Connections that each kind of holder keeps open.
const HELD: usize = 40;
/// What the memory may grow by from the second third of the time to the last: the allocator keeps
/// pieces here and there. A leak of one connection's buffers each second would be more.
const GROWTH_KIB_MAX: u64 = 3 * 1024;
/// How long a decent request may take on a machine that does all this, too.
const DECENT_MAX: Duration = Duration::from_secs(5);

/// What the strangers share.
struct Crowd {
    at: SocketAddr,
    client: Arc<ClientConfig>,
    over: AtomicBool,
    connections: AtomicU64,
}

impl Crowd {
    fn goes_on(&self) -> bool {
        !self.over.load(Ordering::Relaxed)
    }

    /// A connection from the address 127.1.`network`.`host`: no stranger is like another.
    fn connect(&self, network: u8, host: u8) -> TcpStream {
        self.connections.fetch_add(1, Ordering::Relaxed);
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        let from = SocketAddr::from((Ipv4Addr::new(127, 1, network, host), 0));
        socket.bind(&from.into()).unwrap();
        socket.connect_timeout(&self.at.into(), PATIENCE).unwrap();
        let stream = TcpStream::from(socket);
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    fn session(&self, network: u8, host: u8) -> Session {
        let mut session = Session::new(&self.client, self.connect(network, host), HOST);
        // Whoever is refused meanwhile comes again.
        if session.0.flush().is_err() {
            thread::sleep(Duration::from_millis(10));
        }
        session
    }

    /// Opens connections and leaves them alone until the server ends them.
    fn idle(&self) {
        while self.goes_on() {
            let held: Vec<TcpStream> = (0..HELD).map(|_| self.connect(0, 1)).collect();
            held.into_iter()
                .for_each(|stream| self.wait_for_end(stream));
        }
    }

    /// The same after the handshake.
    fn idle_sessions(&self) {
        while self.goes_on() {
            let held: Vec<Session> = (0..HELD).map(|_| self.session(0, 2)).collect();
            held.into_iter()
                .for_each(|session| self.wait_for_end(session.0.sock));
        }
    }

    fn wait_for_end(&self, mut stream: TcpStream) {
        stream
            .set_read_timeout(Some(Duration::from_secs(1)))
            .unwrap();
        let mut octets = [0; 1024];
        while self.goes_on() {
            match stream.read(&mut octets) {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(_) => return,
            }
        }
    }

    /// Sends its requests octet by octet.
    fn slow(&self) {
        while self.goes_on() {
            let mut held: Vec<Session> = (0..HELD).map(|_| self.session(0, 3)).collect();
            while self.goes_on() && !held.is_empty() {
                held.retain_mut(|session| session.0.write_all(b"G").is_ok());
                thread::sleep(Duration::from_millis(200));
            }
        }
    }

    /// Goes away in the middle of a handshake or of a request.
    fn halves(&self) {
        let hello = hello(HOST, &self.client);
        let request = format!("GET {PATH} HTTP/1.1\r\nHost: {HOST}\r\n");
        let mut n: usize = 0;
        while self.goes_on() {
            n += 1;
            let mut stream = self.connect(0, 4);
            // The server may be quicker to end it.
            let half = hello.len() * (n % 8) / 7;
            let mut gone = stream.write_all(&hello[..half]).is_err();
            if n.is_multiple_of(3) {
                let mut session = self.session(0, 5);
                gone |= session
                    .0
                    .write_all(&request.as_bytes()[..n % request.len()])
                    .is_err();
            }
            if gone || n.is_multiple_of(64) {
                thread::sleep(Duration::from_millis(20));
            }
        }
    }

    /// Asks for names that nobody has, as quickly as it can, from two hundred addresses.
    fn unknown_names(&self) {
        let hello = hello("mta-sts.nobody.example", &self.client);
        let mut n: u8 = 0;
        while self.goes_on() {
            n = n % 200 + 1;
            let mut stream = self.connect(1, n);
            let mut said = [0; 7];
            if stream.write_all(&hello).is_ok() && stream.read_exact(&mut said).is_ok() {
                assert_eq!(said, [21, 3, 3, 0, 2, 2, 112], "unrecognized_name");
            }
        }
    }

    /// Asks again and again and reads no answer.
    fn deaf(&self) {
        let request = format!("GET {PATH} HTTP/1.1\r\nHost: {HOST}\r\n\r\n").repeat(50);
        while self.goes_on() {
            let mut held: Vec<Session> = (0..4).map(|_| self.session(0, 6)).collect();
            for session in &mut held {
                session
                    .0
                    .sock
                    .set_write_timeout(Some(Duration::from_millis(50)))
                    .unwrap();
            }
            while self.goes_on() && !held.is_empty() {
                held.retain_mut(|session| match session.0.write_all(request.as_bytes()) {
                    Ok(()) => true,
                    Err(error) => error.kind() == ErrorKind::WouldBlock,
                });
                thread::sleep(Duration::from_millis(100));
            }
        }
    }

    /// Asks decently, each time anew, and gives how long each answer took.
    fn decent(&self) -> Vec<Duration> {
        let mut took = Vec::new();
        while self.goes_on() {
            let begun = Instant::now();
            let mut session = Session::new(&self.client, self.connect(2, 1), HOST);
            let request =
                format!("GET {PATH} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n");
            session.0.write_all(request.as_bytes()).unwrap();
            let mut answer = String::new();
            session.0.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
            assert!(answer.ends_with("max_age: 86400\r\n"), "{answer}");
            took.push(begun.elapsed());
            thread::sleep(Duration::from_millis(20));
        }
        took
    }
}

/// The first octets of a handshake for this name.
fn hello(host: &str, client: &Arc<ClientConfig>) -> Vec<u8> {
    let name = ServerName::try_from(host.to_owned()).unwrap();
    let mut session = ClientConnection::new(Arc::clone(client), name).unwrap();
    let mut octets = Vec::new();
    session.write_tls(&mut octets).unwrap();
    octets
}

/// What is looked at from outside, once a second.
#[derive(Debug, Clone, Copy)]
struct Look {
    resident_kib: u64,
    files: usize,
}

fn look(process: u32) -> Look {
    Look {
        resident_kib: memory(process, "VmRSS:"),
        files: fs::read_dir(format!("/proc/{process}/fd")).unwrap().count(),
    }
}

fn seconds() -> u64 {
    let said = std::env::var("SOAK_SECONDS");
    said.map_or(SECONDS, |text| {
        text.parse().expect("SOAK_SECONDS is a number")
    })
}

#[test]
fn all_at_once_and_nothing_grows() {
    let setting = Setting::with(&["example.com"]);
    let server = setting.start(&setting.certificate(&[HOST]));
    let process = server.id();
    let begin = look(process);
    let crowd = Crowd {
        at: server.address("https"),
        client: setting.client(),
        over: AtomicBool::new(false),
        connections: AtomicU64::new(0),
    };
    let seconds = seconds();
    let mut looks = Vec::new();
    let took = thread::scope(|scope| {
        let strangers: [fn(&Crowd); 6] = [
            Crowd::idle,
            Crowd::idle_sessions,
            Crowd::slow,
            Crowd::halves,
            Crowd::unknown_names,
            Crowd::deaf,
        ];
        for stranger in strangers {
            let crowd = &crowd;
            scope.spawn(move || stranger(crowd));
        }
        let decent = scope.spawn(|| crowd.decent());
        for _ in 0..seconds {
            thread::sleep(Duration::from_secs(1));
            looks.push(look(process));
        }
        crowd.over.store(true, Ordering::Relaxed);
        decent.join().unwrap()
    });

    let third = looks.len() / 3;
    let most = |looks: &[Look]| looks.iter().map(|look| look.resident_kib).max().unwrap();
    let (middle, late) = (most(&looks[third..2 * third]), most(&looks[2 * third..]));
    let mut sorted = took.clone();
    sorted.sort_unstable();
    let of = |part: f64| sorted[(sorted.len() as f64 * part) as usize];
    println!(
        "{seconds} s, {} connections of strangers; {} decent requests, p50 {:?}, p99 {:?}, longest {:?}; \
         memory {} KiB at first, at most {middle} and then {late} KiB; files {} at first, at most {}",
        crowd.connections.load(Ordering::Relaxed),
        took.len(),
        of(0.50),
        of(0.99),
        of(1.0_f64.next_down()),
        begin.resident_kib,
        begin.files,
        looks.iter().map(|look| look.files).max().unwrap(),
    );
    assert!(
        took.len() as u64 > seconds,
        "a decent request a second at least"
    );
    assert!(of(0.99) < DECENT_MAX, "{:?}", of(0.99));
    assert!(late <= middle + GROWTH_KIB_MAX, "{looks:?}");

    // When all of them are gone, nothing of them is left.
    let begun = Instant::now();
    while look(process).files > begin.files {
        assert!(begun.elapsed() < PATIENCE, "{:?}, {begin:?}", look(process));
        thread::sleep(Duration::from_millis(100));
    }
    let lines = server.stop();
    assert!(lines.len() < 20, "strangers fill no log: {lines:#?}");
}
