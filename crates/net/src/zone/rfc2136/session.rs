//! Signed requests over one TCP connection, one after the other.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use app::zone::Why;
use hickory_proto::op::Message;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::tsig::{Key, Signed, Unverified};

/// A conversation with one server.
pub(super) struct Session<'a> {
    server: SocketAddr,
    key: &'a Key,
    patience: Duration,
    stream: Option<TcpStream>,
}

/// Why there is no reply to go by.
#[derive(Debug)]
pub(super) enum NoReply {
    /// The request does not fit one message; nothing was sent.
    TooLarge,
    /// Nothing was sent.
    NotSent(Why),
    /// It was sent, whole or in part, and no reply came.
    Lost(Why),
    /// A reply came that is not taken for the server's.
    Unverified(Unverified),
}

impl Session<'_> {
    pub(super) fn new(server: SocketAddr, key: &Key, patience: Duration) -> Session<'_> {
        Session {
            server,
            key,
            patience,
            stream: None,
        }
    }

    pub(super) fn key(&self) -> &Key {
        self.key
    }

    /// Asks what may be asked twice: over the standing connection, and where the server has closed
    /// that meanwhile (RFC 7766 §6.2.3 lets it), over a new one.
    pub(super) async fn ask(&mut self, message: Message) -> Result<Message, NoReply> {
        let was_open = self.stream.is_some();
        let first = self.exchange(message.clone()).await;
        match first {
            Err(NoReply::Lost(_)) if was_open => self.exchange(message).await,
            reply => reply,
        }
    }

    /// Sends what must not be sent twice, over a connection that is surely open.
    pub(super) async fn send_once(&mut self, message: Message) -> Result<Message, NoReply> {
        self.stream = None;
        self.exchange(message).await
    }

    async fn exchange(&mut self, message: Message) -> Result<Message, NoReply> {
        let request = self.key.sign(message, now()).ok_or(NoReply::TooLarge)?;
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => self.connect().await?,
        };
        let server = self.server;
        let reply = match timeout(self.patience, pass(&mut stream, &request)).await {
            Ok(Ok(reply)) => reply,
            Ok(Err(error)) => {
                let words = error.to_string();
                return Err(NoReply::Lost(Why::BrokenOff { server, words }));
            }
            Err(_) => {
                let seconds = self.patience.as_secs();
                return Err(NoReply::Lost(Why::Silent { server, seconds }));
            }
        };
        let message = self.key.verify(&reply, &request, now());
        let message = message.map_err(NoReply::Unverified)?;
        self.stream = Some(stream);
        Ok(message)
    }

    async fn connect(&self) -> Result<TcpStream, NoReply> {
        let server = self.server;
        match timeout(self.patience, TcpStream::connect(server)).await {
            Ok(Ok(stream)) => Ok(stream),
            Ok(Err(error)) => {
                let words = error.to_string();
                Err(NoReply::NotSent(Why::NoConnection { server, words }))
            }
            Err(_) => {
                let seconds = self.patience.as_secs();
                Err(NoReply::NotSent(Why::NoConnectionInTime {
                    server,
                    seconds,
                }))
            }
        }
    }
}

/// One message out and one in. RFC 1035 §4.2.2: 'prefixed with a two byte length field'.
async fn pass(stream: &mut TcpStream, request: &Signed) -> io::Result<Vec<u8>> {
    let length = u16::try_from(request.octets.len()).map_err(io::Error::other)?;
    // RFC 7766 §8 wants length and message in one write.
    let framed = [&length.to_be_bytes()[..], &request.octets].concat();
    stream.write_all(&framed).await?;
    let mut length = [0; 2];
    stream.read_exact(&mut length).await?;
    // Two octets give no more than DNS_MESSAGE_OCTETS_MAX.
    let mut reply = vec![0; u16::from_be_bytes(length).into()];
    stream.read_exact(&mut reply).await?;
    Ok(reply)
}

/// Seconds since 1970; a clock before that is as wrong as one that says 1970.
pub(super) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |duration| duration.as_secs())
}
