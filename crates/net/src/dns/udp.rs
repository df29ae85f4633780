//! A few connected UDP sockets to one server, each carrying many queries at once.
//!
//! A socket of its own for every query, as `hickory-net` has it, costs several system calls more
//! than the exchange itself; a batch asks tens of thousands of questions a second. What a spoofer
//! must guess stays the same in kind: a random port that changes every [`QUERIES_PER_SOCKET_MAX`]
//! queries, a random id, and the question; replies reach a connected socket only from its server.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hickory_proto::op::Message;
use protocols::answers::Failure;
use tokio::net::UdpSocket;
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

use super::message::{Ask, HEADER_OCTETS, UDP_PAYLOAD_OCTETS};

/// Sockets to one server.
const SOCKETS: usize = 4;
/// Queries after which a socket gives its port up.
const QUERIES_PER_SOCKET_MAX: usize = 512;

/// The sockets to one server.
pub(crate) struct UdpPool {
    server: SocketAddr,
    sockets: Mutex<Vec<Arc<Channel>>>,
    turn: AtomicUsize,
}

impl UdpPool {
    pub(crate) fn new(server: SocketAddr) -> UdpPool {
        UdpPool {
            server,
            sockets: Mutex::new(Vec::new()),
            turn: AtomicUsize::new(0),
        }
    }

    /// Sends a query and waits, without end, for its reply. Replies that are not to this query are
    /// not seen: the wait goes on.
    pub(crate) async fn ask(&self, ask: &Ask) -> Result<Message, Failure> {
        let channel = self.channel().map_err(failure_of)?;
        channel.ask(ask).await
    }

    fn channel(&self) -> io::Result<Arc<Channel>> {
        let mut sockets = lock(&self.sockets);
        if sockets.len() < SOCKETS {
            let channel = Arc::new(Channel::open(self.server)?);
            sockets.push(channel.clone());
            return Ok(channel);
        }
        let turn = self.turn.fetch_add(1, Ordering::Relaxed) % SOCKETS;
        if sockets[turn].used.fetch_add(1, Ordering::Relaxed) >= QUERIES_PER_SOCKET_MAX {
            sockets[turn] = Arc::new(Channel::open(self.server)?);
        }
        Ok(sockets[turn].clone())
    }
}

/// One socket with its reader. Closed when the pool and the last waiting query have let go of it.
struct Channel {
    shared: Arc<Shared>,
    reader: AbortHandle,
    used: AtomicUsize,
}

struct Shared {
    socket: UdpSocket,
    waiting: Mutex<HashMap<u16, Waiter>>,
}

struct Waiter {
    /// The question section as it was sent; the reply must repeat it.
    question: Box<[u8]>,
    reply: oneshot::Sender<Result<Vec<u8>, Failure>>,
}

impl Channel {
    fn open(server: SocketAddr) -> io::Result<Channel> {
        let any: SocketAddr = match server {
            SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
            SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
        };
        let socket = std::net::UdpSocket::bind(any)?;
        socket.connect(server)?;
        socket.set_nonblocking(true)?;
        let shared = Arc::new(Shared {
            socket: UdpSocket::from_std(socket)?,
            waiting: Mutex::new(HashMap::new()),
        });
        let reader = tokio::spawn(read_replies(shared.clone())).abort_handle();
        Ok(Channel {
            shared,
            reader,
            used: AtomicUsize::new(1),
        })
    }

    async fn ask(&self, ask: &Ask) -> Result<Message, Failure> {
        let mut octets = ask.message(0).to_vec().map_err(|_| Failure::Malformed)?;
        // The name with its length octets and root label, QTYPE, QCLASS.
        let name_octets = if ask.name.is_root() {
            1
        } else {
            ask.name.len() + 1
        };
        let question_end = HEADER_OCTETS + name_octets + 4;
        let question = octets
            .get(HEADER_OCTETS..question_end)
            .ok_or(Failure::Malformed)?;
        let mut place = Place::take(&self.shared, question.into());
        octets[..2].copy_from_slice(&place.id.to_be_bytes());
        self.shared.socket.send(&octets).await.map_err(failure_of)?;
        // The reader ends only with the channel, which `self` keeps.
        let reply = (&mut place.reply)
            .await
            .map_err(|_| Failure::Unreachable)??;
        let message = Message::from_vec(&reply).map_err(|_| Failure::Malformed)?;
        if ask.is_answered_by(&message) {
            Ok(message)
        } else {
            Err(Failure::Malformed)
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// An id that is taken until the query is over, also when it is given up.
struct Place<'a> {
    shared: &'a Shared,
    id: u16,
    reply: oneshot::Receiver<Result<Vec<u8>, Failure>>,
}

impl<'a> Place<'a> {
    fn take(shared: &'a Shared, question: Box<[u8]>) -> Place<'a> {
        let (sender, reply) = oneshot::channel();
        let mut waiting = lock(&shared.waiting);
        // Far fewer than 65,536 ids are taken: queries in flight to a server are limited.
        let id = loop {
            let id: u16 = rand::random();
            if !waiting.contains_key(&id) {
                break id;
            }
        };
        waiting.insert(
            id,
            Waiter {
                question,
                reply: sender,
            },
        );
        Place { shared, id, reply }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.reply.close();
        let mut waiting = lock(&self.shared.waiting);
        // When our reply came the id was free again; another query may have it by now.
        if waiting
            .get(&self.id)
            .is_some_and(|waiter| waiter.reply.is_closed())
        {
            waiting.remove(&self.id);
        }
    }
}

async fn read_replies(shared: Arc<Shared>) {
    // A longer datagram than we offered to take is cut and then does not parse.
    let mut buffer = [0; UDP_PAYLOAD_OCTETS as usize + 1];
    loop {
        match shared.socket.recv(&mut buffer).await {
            Ok(length) => shared.deliver(&buffer[..length]),
            Err(error) => shared.fail_all(failure_of(error)),
        }
    }
}

impl Shared {
    /// Hands a datagram to the query it answers. One that answers none is dropped without a word:
    /// it is late, or forged.
    fn deliver(&self, datagram: &[u8]) {
        let Some(id) = datagram.first_chunk() else {
            return;
        };
        let id = u16::from_be_bytes(*id);
        let mut waiting = lock(&self.waiting);
        if waiting
            .get(&id)
            .is_some_and(|waiter| repeats(datagram, &waiter.question))
            && let Some(waiter) = waiting.remove(&id)
        {
            // The query may have been given up in this moment; then nobody wants the reply.
            drop(waiter.reply.send(Ok(datagram.to_vec())));
        }
    }

    /// A connected socket reports that its server's port is closed, without saying to which query.
    fn fail_all(&self, failure: Failure) {
        for (_, waiter) in lock(&self.waiting).drain() {
            drop(waiter.reply.send(Err(failure)));
        }
    }
}

/// Whether a datagram is a response with exactly this question. Letters may differ in case.
fn repeats(datagram: &[u8], question: &[u8]) -> bool {
    let is_response = datagram.get(2).is_some_and(|flags| flags & 0x80 != 0);
    is_response
        && datagram.get(4..6) == Some(&[0, 1])
        && datagram
            .get(HEADER_OCTETS..HEADER_OCTETS + question.len())
            .is_some_and(|repeated| repeated.eq_ignore_ascii_case(question))
}

fn failure_of(error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::TimedOut => Failure::Timeout,
        _ => Failure::Unreachable,
    }
}

/// A lock whose holder panicked guards a table that is whole at every step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUESTION: &[u8] = b"\x01a\x07example\0\0\x10\0\x01";

    fn reply_to(id: u16) -> Vec<u8> {
        let mut reply = vec![0; HEADER_OCTETS];
        reply[..2].copy_from_slice(&id.to_be_bytes());
        reply[2] = 0x80;
        reply[5] = 1;
        reply.extend_from_slice(QUESTION);
        reply
    }

    #[tokio::test]
    async fn an_id_belongs_to_one_query_at_a_time() {
        let channel = Channel::open("127.0.0.1:9".parse().unwrap()).unwrap();
        let shared = &channel.shared;
        let answered = Place::take(shared, QUESTION.into());
        shared.deliver(&reply_to(answered.id));
        // All there are, the free one among them.
        let others: Vec<_> = (0..=u16::MAX)
            .map(|_| Place::take(shared, QUESTION.into()))
            .collect();
        assert!(others.iter().any(|other| other.id == answered.id));
        drop(answered);
        assert_eq!(lock(&shared.waiting).len(), others.len());
        drop(others);
        assert!(lock(&shared.waiting).is_empty());
    }

    #[test]
    fn a_reply_repeats_the_question() {
        let reply = reply_to(7);
        assert!(repeats(&reply, QUESTION));
        assert!(repeats(&reply.to_ascii_uppercase(), QUESTION));
        assert!(!repeats(&reply[..reply.len() - 1], QUESTION));
        assert!(!repeats(&[], QUESTION));
        let mut query = reply.clone();
        query[2] = 0;
        assert!(!repeats(&query, QUESTION));
        let mut two_questions = reply;
        two_questions[5] = 2;
        assert!(!repeats(&two_questions, QUESTION));
    }
}
