//! TCP connections to the hosts of strangers: guarded, gated, and within a time.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use protocols::answers::Failure;
use protocols::limits::ADDRESSES_PER_HOST_MAX;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};

use crate::gate::{Gate, Inside};
use crate::guard::is_public;

/// How connections are made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) port: u16,
    pub(crate) allow_private: bool,
    /// For one address.
    pub(crate) connect: Duration,
    /// For the whole of the exchange, from the moment the first address is let in.
    pub(crate) whole: Duration,
}

/// A connection with its place at the gate.
pub(crate) struct Connected<'a> {
    pub(crate) stream: TcpStream,
    pub(crate) address: IpAddr,
    /// When this connection was begun.
    pub(crate) began: Instant,
    /// When the whole exchange must be over.
    pub(crate) deadline: Instant,
    pub(crate) inside: Inside<'a>,
}

/// The first address, in order, that takes a connection. When none does: the failure that leaves
/// most open, since it is the one to act on.
pub(crate) async fn connect<'a>(
    addresses: &[IpAddr],
    terms: &Terms,
    gate: &'a Gate,
) -> Result<Connected<'a>, Failure> {
    let mut worst = Failure::Guarded;
    let mut deadline = None;
    for address in addresses.iter().take(ADDRESSES_PER_HOST_MAX).copied() {
        if !terms.allow_private && !is_public(address) {
            continue;
        }
        let inside = gate.enter(address).await;
        let now = Instant::now();
        let deadline = *deadline.get_or_insert(now + terms.whole);
        let place = SocketAddr::new(address, terms.port);
        let until = deadline.min(now + terms.connect);
        match timeout_at(until, TcpStream::connect(place)).await {
            Ok(Ok(stream)) => {
                return Ok(Connected {
                    stream,
                    address,
                    began: now,
                    deadline,
                    inside,
                });
            }
            Ok(Err(error)) => worst = worst.or_more_open(failure_of(&error)),
            Err(_) => worst = Failure::Timeout,
        }
    }
    Err(worst)
}

/// Only what the other side says is told of it; anything else is this machine's trouble.
fn failure_of(error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::ConnectionRefused
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted => Failure::Unreachable,
        io::ErrorKind::TimedOut => Failure::Timeout,
        _ => Failure::NoRoute,
    }
}
