//! One server that is asked: its transport, its limits, and what is known of its validating.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hickory_proto::op::Message;
use hickory_proto::rr::{Name, RecordType};
use protocols::answers::{Failure, Security};
use tokio::sync::{OnceCell, Semaphore};
use tokio::time::timeout;

use super::message::{Ask, Checking, Recursion};
use super::stream::{StreamResolver, ask_over_tcp};
use super::udp::UdpPool;
use crate::config::NetLimits;

/// A DNS server.
pub(crate) struct Server {
    /// How it is named in answers.
    pub(crate) label: String,
    trust: Trust,
    seen_validating: AtomicBool,
    root_is_validated: OnceCell<bool>,
    transport: Transport,
    tries: [Duration; 3],
    stream_timeout: Duration,
    in_flight: Semaphore,
}

/// Whether the AD bit of a server counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// The user named it, or it is on this machine: nobody on the way can set the bit unseen, or the
    /// user takes that on.
    Validator,
    /// Anybody on the way could set the bit.
    Nobody,
}

pub(crate) enum Transport {
    /// UDP, and TCP for what does not fit.
    Datagrams(SocketAddr, UdpPool),
    /// TCP, TLS or HTTPS.
    Stream(StreamResolver),
}

impl Server {
    pub(crate) fn new(
        label: String,
        trust: Trust,
        transport: Transport,
        limits: &NetLimits,
        in_flight: usize,
    ) -> Server {
        Server {
            label,
            trust,
            seen_validating: AtomicBool::new(false),
            root_is_validated: OnceCell::new(),
            transport,
            tries: limits.dns_tries,
            stream_timeout: limits.dns_stream,
            in_flight: Semaphore::new(in_flight),
        }
    }

    pub(crate) fn datagrams(
        address: SocketAddr,
        trust: Trust,
        limits: &NetLimits,
        in_flight: usize,
    ) -> Server {
        let transport = Transport::Datagrams(address, UdpPool::new(address));
        Server::new(address.to_string(), trust, transport, limits, in_flight)
    }

    /// The reply to a query, whatever its RCODE. Silence is asked again, as datagrams get lost; a
    /// truncated reply is asked again over TCP (RFC 7766 §5).
    pub(crate) async fn query(&self, ask: &Ask) -> Result<Message, Failure> {
        // Only a closed semaphore refuses, and this one is never closed.
        let _permit = self
            .in_flight
            .acquire()
            .await
            .map_err(|_| Failure::Unreachable)?;
        let (address, pool) = match &self.transport {
            Transport::Datagrams(address, pool) => (*address, pool),
            // Boxed, as below: rare and large.
            Transport::Stream(stream) => return Box::pin(stream.ask(ask)).await,
        };
        let mut outcome = Err(Failure::Timeout);
        for wait in self.tries {
            if let Ok(said) = timeout(wait, pool.ask(ask)).await {
                outcome = said;
                break;
            }
        }
        let reply = outcome?;
        if !reply.metadata.truncation {
            return Ok(reply);
        }
        let reply = Box::pin(ask_over_tcp(address, ask, self.stream_timeout)).await?;
        // A message over TCP has room for everything; TC there is a broken server.
        if reply.metadata.truncation {
            Err(Failure::Malformed)
        } else {
            Ok(reply)
        }
    }

    /// What a reply's AD bit is worth (RFC 6840 §5.8).
    pub(crate) async fn security(&self, reply: &Message) -> Security {
        match (self.trust, reply.metadata.authentic_data) {
            (Trust::Nobody, _) => Security::Unchecked,
            (Trust::Validator, true) => {
                self.note_validates();
                Security::Secure
            }
            // Without AD a zone is unsigned only if the resolver would have set it.
            (Trust::Validator, false) if self.validates().await => Security::Insecure,
            (Trust::Validator, false) => Security::Unchecked,
        }
    }

    /// Notes that the resolver validates: it set AD, or kept back what fails validation.
    pub(crate) fn note_validates(&self) {
        self.seen_validating.store(true, Ordering::Relaxed);
    }

    /// Whether the resolver validates: it was seen to, or sets AD for the root, which is signed. Asked
    /// once; a resolver that does not say is one that does not validate.
    async fn validates(&self) -> bool {
        if self.seen_validating.load(Ordering::Relaxed) {
            return true;
        }
        let root = Ask {
            name: Name::root(),
            rtype: RecordType::SOA,
            recursion: Recursion::Desired,
            checking: Checking::Enabled,
        };
        let probe = async || {
            let reply = self.query(&root).await;
            reply.is_ok_and(|reply| reply.metadata.authentic_data)
        };
        *Box::pin(self.root_is_validated.get_or_init(probe)).await
    }
}
