//! The sockets of the doors: those that systemd hands over by the name of the door, else ours.

use std::io;
use std::net::{SocketAddr, TcpListener as StdListener};
use std::sync::Arc;
use std::time::Duration;

use listenfd::ListenFd;
use socket2::{Domain, Protocol, SockRef, Socket, Type};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

use crate::failure::Failed;
use crate::reason;

/// Connections that may wait to be accepted: what the kernel takes unless it was told otherwise.
const BACKLOG: i32 = 4096;

/// How long nothing is accepted after the system could not give us a connection.
const PAUSE: Duration = Duration::from_millis(200);

/// How long what we sent may stay unacknowledged, or unread by a peer that holds its window shut,
/// before the connection is given up (RFC 5482 §3.1 wants at least 100 s by default for the sake of
/// mobile peers; nobody has to keep a connection to us over such a gap).
const UNREAD_MAX: Duration = Duration::from_secs(30);

/// Who answers on a socket. The name is that of `FileDescriptorName=` in a socket unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Door {
    /// The policy host.
    Https,
    /// Challenges of authorities, and policies behind a reverse proxy.
    Http,
    /// Pages and API.
    Web,
    /// Health and metrics.
    Ops,
}

impl Door {
    const ALL: [Door; 4] = [Door::Https, Door::Http, Door::Web, Door::Ops];

    /// The name of the door.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Door::Https => "https",
            Door::Http => "http",
            Door::Web => "web",
            Door::Ops => "ops",
        }
    }
}

/// The sockets that were handed over and not yet claimed.
#[derive(Debug, Default)]
pub(crate) struct Sockets {
    handed: Vec<(Door, StdListener)>,
}

impl Sockets {
    /// Takes what systemd hands over (sd_listen_fds(3)). The environment is changed, so that no other
    /// process takes them for its own: only while there is one thread.
    pub(crate) fn handed_over() -> Result<Sockets, Failed> {
        let names = std::env::var("LISTEN_FDNAMES").unwrap_or_default();
        let mut given = ListenFd::from_env();
        let mut handed = Vec::new();
        for (index, name) in (0..given.len()).zip(names.split(':').chain(std::iter::repeat(""))) {
            let unknown = || {
                let known = Door::ALL.map(Door::name).join(", ");
                Failed::new("error-handed-name")
                    .text("name", name)
                    .text("known", known)
            };
            let door = Door::ALL.into_iter().find(|door| door.name() == name);
            let door = door.ok_or_else(unknown)?;
            let refused = || Failed::new("error-handed-socket").text("name", name);
            let socket = given.take_tcp_listener(index).map_err(|_| refused())?;
            handed.push((door, socket.ok_or_else(refused)?));
        }
        Ok(Sockets { handed })
    }

    /// The sockets of a door: those handed over for it, else one for each of these addresses.
    pub(crate) fn of(
        &mut self,
        door: Door,
        addresses: &[SocketAddr],
    ) -> Result<Vec<TcpListener>, Failed> {
        let (its, others) = std::mem::take(&mut self.handed)
            .into_iter()
            .partition(|(named, _)| *named == door);
        self.handed = others;
        let mut sockets: Vec<StdListener> = its.into_iter().map(|(_, socket)| socket).collect();
        if sockets.is_empty() {
            for address in addresses {
                let made = make(*address, sharing(*address, addresses));
                sockets.push(made.map_err(|error| refused(address, &error))?);
            }
        }
        let mut listening = Vec::new();
        for socket in sockets {
            let address = socket.local_addr();
            let socket = socket
                .set_nonblocking(true)
                .and_then(|()| TcpListener::from_std(socket))
                .map_err(|error| match &address {
                    Ok(address) => refused(address, &error),
                    Err(_) => refused(&door.name(), &error),
                })?;
            listening.push(socket);
        }
        Ok(listening)
    }

    /// The doors whose sockets nobody claimed.
    pub(crate) fn unclaimed(&self) -> Vec<&'static str> {
        self.handed.iter().map(|(door, _)| door.name()).collect()
    }
}

fn refused(address: &impl ToString, error: &io::Error) -> Failed {
    Failed::new("error-listen")
        .text("address", address.to_string())
        .because(reason::of_io(error))
}

/// Whether a socket for IPv6 answers IPv4, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Families {
    Both,
    Own,
}

/// `[::]:443` alone means every address of the machine; beside `0.0.0.0:443` it must leave IPv4 to that.
fn sharing(address: SocketAddr, all: &[SocketAddr]) -> Families {
    let beside = |other: &SocketAddr| other.is_ipv4() && other.port() == address.port();
    match address.is_ipv6() && !all.iter().any(beside) {
        true => Families::Both,
        false => Families::Own,
    }
}

fn make(address: SocketAddr, families: Families) -> io::Result<StdListener> {
    let socket = Socket::new(
        Domain::for_address(address),
        Type::STREAM,
        Some(Protocol::TCP),
    )?;
    // Otherwise the port would be taken for a minute by the connections of a server that has ended.
    socket.set_reuse_address(true)?;
    if address.is_ipv6() {
        socket.set_only_v6(families == Families::Own)?;
    }
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

/// The connections of one socket as they come.
pub(crate) struct Arrivals {
    socket: TcpListener,
    door: Door,
    room: Arc<Semaphore>,
    stop: CancellationToken,
}

/// A connection, and its place among those there may be at once, which it keeps until dropped.
pub(crate) struct Arrival {
    /// The connection.
    pub(crate) stream: TcpStream,
    /// Whoever is at the other end.
    pub(crate) peer: SocketAddr,
    /// Its place.
    pub(crate) room: OwnedSemaphorePermit,
}

impl Arrivals {
    /// `room` is how many connections there may be at once; sockets of one door share it.
    pub(crate) fn new(
        socket: TcpListener,
        door: Door,
        room: Arc<Semaphore>,
        stop: CancellationToken,
    ) -> Arrivals {
        Arrivals {
            socket,
            door,
            room,
            stop,
        }
    }

    /// The next connection; `None` once the house stops. While there is no room, those who come wait
    /// in the kernel's queue.
    pub(crate) async fn next(&mut self) -> Option<Arrival> {
        let stop = self.stop.clone();
        tokio::select! {
            biased;
            () = stop.cancelled() => None,
            arrival = self.arrival() => arrival,
        }
    }

    async fn arrival(&mut self) -> Option<Arrival> {
        // The semaphore is never closed.
        let room = Arc::clone(&self.room).acquire_owned().await.ok()?;
        let mut refusals: u64 = 0;
        loop {
            match self.socket.accept().await {
                Ok((stream, peer)) => {
                    if refusals > 0 {
                        tracing::info!(door = self.door.name(), refusals, "connections come again");
                    }
                    prepare(&stream);
                    return Some(Arrival { stream, peer, room });
                }
                Err(error) if is_peers(&error) => {}
                Err(error) => {
                    // Told once: this may go on for as long as the cause does.
                    if refusals == 0 {
                        let door = self.door.name();
                        tracing::error!(%error, door, "connections cannot be accepted");
                    }
                    refusals += 1;
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }
}

/// Options without which a connection is only slower, or is held longer by a peer that is gone.
fn prepare(stream: &TcpStream) {
    let given_up = SockRef::from(stream).set_tcp_user_timeout(Some(UNREAD_MAX));
    if let Err(error) = given_up.and_then(|()| stream.set_nodelay(true)) {
        tracing::debug!(%error, "an option of a connection was refused");
    }
}

/// Whether it is about a connection that its peer has already given up; all else is ours, such as too
/// many open files, which would fail again at once.
fn is_peers(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

    use super::*;

    fn address(text: &str) -> SocketAddr {
        text.parse().unwrap()
    }

    #[test]
    fn both_families_unless_ipv4_is_named_too() {
        let all = ["[::]:443", "[::]:80", "0.0.0.0:80"].map(address);
        assert_eq!(sharing(all[0], &all), Families::Both);
        assert_eq!(sharing(all[1], &all), Families::Own);
        assert_eq!(sharing(all[2], &all), Families::Own);
    }

    #[tokio::test]
    async fn every_address_of_both_families_at_once() {
        // Below the ports that the system hands out by itself, so that no other test gets one meanwhile.
        let tried = (0..100).map(|n| 20_000 + (std::process::id() % 100) as u16 * 100 + n);
        let opened = tried.into_iter().find_map(|port| {
            let all = [format!("[::]:{port}"), format!("0.0.0.0:{port}")].map(|a| address(&a));
            let sockets = Sockets::default().of(Door::Ops, &all).ok()?;
            Some((port, all, sockets))
        });
        let (port, addresses, sockets) = opened.expect("one of a hundred ports is free");
        assert_eq!(sockets.len(), 2);
        let taken = Sockets::default().of(Door::Web, &addresses[1..]);
        assert!(taken.unwrap_err().is("error-listen"));
        drop(sockets);
        // `[::]` alone answers IPv4, too.
        let socket = Sockets::default().of(Door::Ops, &addresses[..1]).unwrap();
        let reached = TcpStream::connect(("127.0.0.1", port)).await;
        assert_eq!((socket.len(), reached.is_ok()), (1, true));
    }

    #[tokio::test]
    async fn those_handed_over_go_before_addresses() {
        let handed = StdListener::bind("127.0.0.1:0").unwrap();
        let at = handed.local_addr().unwrap();
        let mut sockets = Sockets {
            handed: vec![(Door::Ops, handed)],
        };
        assert_eq!(sockets.unclaimed(), ["ops"]);
        assert!(sockets.of(Door::Web, &[]).unwrap().is_empty());
        let got = sockets.of(Door::Ops, &[address("192.0.2.1:1")]).unwrap();
        assert_eq!(got[0].local_addr().unwrap(), at);
        assert!(sockets.unclaimed().is_empty());
    }

    #[tokio::test]
    async fn no_more_connections_than_there_is_room() {
        let mut sockets = Sockets::default();
        let socket = sockets.of(Door::Ops, &[address("127.0.0.1:0")]).unwrap();
        let socket = socket.into_iter().next().unwrap();
        let at = socket.local_addr().unwrap();
        let stop = CancellationToken::new();
        let room = Arc::new(Semaphore::new(1));
        let mut arrivals = Arrivals::new(socket, Door::Ops, room, stop.clone());
        let (_one, _two) = tokio::join!(TcpStream::connect(at), TcpStream::connect(at));
        let first = arrivals.next().await.unwrap();
        let wait = Duration::from_millis(50);
        assert!(tokio::time::timeout(wait, arrivals.next()).await.is_err());
        drop(first);
        assert!(arrivals.next().await.is_some());
        stop.cancel();
        assert!(arrivals.next().await.is_none());
    }
}
