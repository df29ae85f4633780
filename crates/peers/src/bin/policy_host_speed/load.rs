//! Clients that ask as quickly as they are answered.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

/// Octets of an answer that are read at most.
const ANSWER_OCTETS_MAX: usize = 4096;

/// How clients connect.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Connections {
    /// Each has one, for all its requests.
    Kept,
    /// Each makes one for each request.
    Fresh,
}

/// Who asks whom, and how.
pub(crate) struct Load<'a> {
    pub(crate) at: SocketAddr,
    pub(crate) host: &'static str,
    pub(crate) client: &'a Arc<ClientConfig>,
    pub(crate) connections: Connections,
    pub(crate) clients: usize,
}

/// What came of it.
pub(crate) struct Measured {
    /// How long each answer took, from the least: with fresh connections, connection and handshake
    /// are part of it.
    pub(crate) took: Vec<Duration>,
    /// What the server needed for all of them.
    pub(crate) processor_time: Duration,
}

impl Measured {
    pub(crate) fn quantile(&self, part: f64) -> Duration {
        self.took[(self.took.len() as f64 * part) as usize]
    }
}

impl Load<'_> {
    pub(crate) fn run(&self, time: Duration) -> Measured {
        let until = Instant::now() + time;
        let mut took: Vec<Duration> = thread::scope(|scope| {
            let clients: Vec<_> = (0..self.clients)
                .map(|_| scope.spawn(|| self.ask_until(until)))
                .collect();
            clients
                .into_iter()
                .flat_map(|client| client.join().unwrap_or_else(|_| panic!("a client failed")))
                .collect()
        });
        took.sort_unstable();
        Measured {
            took,
            processor_time: Duration::ZERO,
        }
    }

    fn ask_until(&self, until: Instant) -> Vec<Duration> {
        let mut took = Vec::new();
        let mut kept = self.connect();
        while Instant::now() < until {
            let begun = Instant::now();
            match self.connections {
                Connections::Kept => self.ask(&mut kept, "keep-alive"),
                Connections::Fresh => self.ask(&mut self.connect(), "close"),
            }
            took.push(begun.elapsed());
        }
        took
    }

    fn connect(&self) -> StreamOwned<ClientConnection, TcpStream> {
        let name = ServerName::try_from(self.host).unwrap_or_else(|error| panic!("{error}"));
        let session = ClientConnection::new(Arc::clone(self.client), name);
        let session = session.unwrap_or_else(|error| panic!("{error}"));
        let stream = TcpStream::connect(self.at).unwrap_or_else(|error| panic!("{error}"));
        if let Err(error) = stream.set_nodelay(true) {
            panic!("{error}");
        }
        StreamOwned::new(session, stream)
    }

    fn ask(&self, stream: &mut StreamOwned<ClientConnection, TcpStream>, connection: &str) {
        let request = format!(
            "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: {}\r\nConnection: {connection}\r\n\r\n",
            self.host
        );
        if let Err(error) = stream.write_all(request.as_bytes()) {
            panic!("{error}");
        }
        let mut answer = [0; ANSWER_OCTETS_MAX];
        let mut filled = 0;
        // The policy ends with its max_age, as both servers have it.
        while !answer[..filled].ends_with(b"max_age: 86400\r\n") {
            match stream.read(&mut answer[filled..]) {
                Ok(0) => panic!("no policy: {}", String::from_utf8_lossy(&answer[..filled])),
                Ok(count) => filled += count,
                Err(error) => panic!("{error}"),
            }
        }
        assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\n"), "not the policy");
    }
}
