//! Clients that are slow, greedy or broken. Those who are none of these are served all the same.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use super::setting::{PATH, Session, Setting, parts};
use crate::place::{Server, connect};

const HOST: &str = "mta-sts.example.com";

struct Attacked {
    setting: Setting,
    server: Server,
}

impl Attacked {
    fn new(settings: &str) -> Attacked {
        let setting = Setting::with(&["example.com"]);
        let certificate = setting.certificate(&[HOST]);
        let server = setting.start_with(settings, &certificate);
        Attacked { setting, server }
    }

    fn session(&self) -> Session {
        self.setting.session(self.server.address("https"), HOST)
    }

    fn connect(&self) -> TcpStream {
        connect(self.server.address("https"))
    }

    #[track_caller]
    fn still_serves(&self) {
        let at = self.server.address("https");
        let (head, _) = parts(&self.setting.curl(at, HOST, PATH, &[]));
        assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
    }
}

/// All that comes until the other side ends it; a connection that is reset has ended, too.
fn rest(mut stream: impl Read) -> Vec<u8> {
    let mut all = Vec::new();
    let mut octets = [0; 4096];
    loop {
        match stream.read(&mut octets) {
            Ok(0) => return all,
            Ok(count) => all.extend_from_slice(&octets[..count]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => panic!("it goes on"),
            Err(_) => return all,
        }
    }
}

fn text(stream: impl Read) -> String {
    String::from_utf8_lossy(&rest(stream)).into_owned()
}

#[test]
fn requests_that_are_none() {
    let attacked = Attacked::new("");
    let oversized = format!(
        "GET {PATH} HTTP/1.1\r\nHost: {HOST}\r\nX: {}\r\n\r\n",
        "a".repeat(9_000)
    );
    let many = format!(
        "GET {PATH} HTTP/1.1\r\nHost: {HOST}\r\n{}\r\n",
        "A: b\r\n".repeat(200)
    );
    let long = format!(
        "GET /{} HTTP/1.1\r\nHost: {HOST}\r\n\r\n",
        "a".repeat(9_000)
    );
    for (request, status) in [
        (oversized.as_str(), "431"),
        (many.as_str(), "431"),
        (long.as_str(), "4"),
        (
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
            "400",
        ),
        ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "400"),
        ("GET / HTTP/3.0\r\n\r\n", "4"),
        ("no request at all\r\n\r\n", "400"),
        ("\x16\x03\x01\x02\x00\r\n\r\n", "400"),
        ("GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", "400"),
    ] {
        let mut session = attacked.session();
        session.0.write_all(request.as_bytes()).unwrap();
        let said = text(&mut session.0);
        let shown: String = request.chars().take(40).collect();
        let answered = said.starts_with(&format!("HTTP/1.1 {status}"))
            || said.starts_with(&format!("HTTP/1.0 {status}"));
        assert!(answered, "{shown:?}: {said}");
    }
    // Who speaks HTTP/2 without being asked is not understood.
    let mut session = attacked.session();
    session
        .0
        .write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        .unwrap();
    assert_eq!(text(&mut session.0), "");
    attacked.still_serves();
}

#[test]
fn requests_in_a_row_are_answered_in_a_row() {
    let attacked = Attacked::new("");
    let mut session = attacked.session();
    let ask = |path: &str, last: &str| format!("GET {path} HTTP/1.1\r\nHost: {HOST}\r\n{last}\r\n");
    let all = [
        ask(PATH, ""),
        ask("/", ""),
        ask(PATH, ""),
        ask(PATH, "Connection: close\r\n"),
    ];
    session.0.write_all(all.concat().as_bytes()).unwrap();
    let said = text(&mut session.0);
    let statuses: Vec<&str> = said
        .split("HTTP/1.1 ")
        .skip(1)
        .map(|one| &one[..3])
        .collect();
    assert_eq!(statuses, ["200", "404", "200", "200"], "{said}");
}

#[test]
fn a_body_that_nobody_wants() {
    let attacked = Attacked::new("");
    let mut session = attacked.session();
    let head =
        format!("POST {PATH} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000000000\r\n\r\n");
    session.0.write_all(head.as_bytes()).unwrap();
    let block = [b'a'; 16 * 1024];
    // It must end before a gigabyte is through.
    let sent = (0..1_000)
        .take_while(|_| session.0.write_all(&block).is_ok())
        .count();
    let said = text(&mut session.0);
    assert!(
        sent < 1_000 || said.starts_with("HTTP/1.1 405"),
        "{sent}: {said}"
    );
    attacked.still_serves();
}

/// Each of them is sent away after its time, and all at once take no longer.
#[test]
fn those_who_take_their_time() {
    let attacked = Attacked::new("");
    let at = attacked.server.address("https");
    let client = attacked.setting.client();
    let session = || Session::new(&client, connect(at), HOST);
    let begun = Instant::now();
    thread::scope(|scope| {
        // Nothing, a part of a ClientHello, a handshake and then nothing, a request octet by octet.
        scope.spawn(|| assert!(rest(connect(at)).is_empty()));
        scope.spawn(|| {
            let mut stream = connect(at);
            stream.write_all(&[0x16, 3, 1, 2, 0, 1, 0]).unwrap();
            rest(stream);
        });
        scope.spawn(|| {
            let mut session = session();
            session.0.flush().unwrap();
            assert!(rest(&mut session.0).is_empty());
        });
        scope.spawn(|| {
            let mut session = session();
            let drips = std::iter::once("GET / HTTP/1.1\r\n").chain(std::iter::repeat("A: b\r\n"));
            for drip in drips {
                if session.0.write_all(drip.as_bytes()).is_err() {
                    return;
                }
                assert!(begun.elapsed() < Duration::from_secs(25), "it goes on");
                thread::sleep(Duration::from_millis(500));
            }
        });
        scope.spawn(|| {
            let mut session = session();
            let request = format!("GET {PATH} HTTP/1.1\r\nHost: {HOST}\r\n\r\n");
            session.0.write_all(request.as_bytes()).unwrap();
            let said = text(&mut session.0);
            assert!(said.starts_with("HTTP/1.1 200 OK"), "{said}");
        });
        thread::sleep(Duration::from_millis(300));
        attacked.still_serves();
    });
    let took = begun.elapsed();
    assert!(
        took > Duration::from_secs(8) && took < Duration::from_secs(25),
        "{took:?}"
    );
    let metrics = attacked.server.get("ops", "/metrics").body;
    assert!(
        metrics.contains("refused_connections_total{reason=\"slow\"}"),
        "{metrics}"
    );
    assert!(
        metrics.contains("policy_host_open_connections 0"),
        "{metrics}"
    );
}

#[test]
fn a_client_that_leaves_halfway() {
    let attacked = Attacked::new("");
    for octets in [0, 1, 5, 6, 50] {
        let mut stream = attacked.connect();
        stream.write_all(&vec![0x16; octets]).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        rest(stream);
    }
    let mut session = attacked.session();
    session.0.write_all(b"GET /.well-known/mta").unwrap();
    drop(session);
    attacked.still_serves();
}

#[test]
fn no_client_takes_more_than_its_part() {
    let attacked = Attacked::new("connections-per-client = 5");
    let mut held: Vec<Session> = (0..5).map(|_| attacked.session()).collect();
    for session in &mut held {
        session.0.flush().unwrap();
    }
    let refused = attacked.connect();
    assert!(rest(refused).is_empty());
    held.pop();
    // The place is free once the server has seen the end of that connection.
    let begun = Instant::now();
    loop {
        let at = attacked.server.address("https");
        if attacked.setting.curl(at, HOST, PATH, &[]).status.success() {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
    let metrics = attacked.server.get("ops", "/metrics").body;
    assert!(
        metrics.contains("refused_connections_total{reason=\"too-many\"}"),
        "{metrics}"
    );
}

/// With all places taken by clients that do nothing, the next is served when their short time is over.
#[test]
fn who_is_slow_makes_room() {
    let attacked = Attacked::new("connections = 8\nconnections-per-client = 8");
    let begun = Instant::now();
    let _held: Vec<TcpStream> = (0..8).map(|_| attacked.connect()).collect();
    attacked.still_serves();
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn told_to_stop_it_waits_for_nobody_who_does_nothing() {
    let attacked = Attacked::new("");
    let _silent = attacked.connect();
    let mut idle = attacked.session();
    idle.0.flush().unwrap();
    let mut half = attacked.session();
    half.0.write_all(b"GET / HTTP/1.1\r\n").unwrap();
    let begun = Instant::now();
    attacked.server.stop();
    assert!(
        begun.elapsed() < Duration::from_secs(12),
        "{:?}",
        begun.elapsed()
    );
}
