//! One question to the resolvers.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::FutureExt;
use hickory_proto::op::{Message, ResponseCode};
use hickory_proto::rr::{RData, RecordType};
use protocols::answers::{Answer, Failure, Lookup, Outcome, Question};
use protocols::limits::{ALIASES_MAX, RESOLVERS_MAX};
use protocols::name::DomainName;
use resolv_conf::ScopedIp;
use rustls::ClientConfig;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::chain::Chain;
use super::message::{Ask, Checking, Found, Recursion, read, wire_name};
use super::pick::{self, pick};
use super::server::{Server, Transport, Trust};
use super::stream::StreamResolver;
use app::ledger::DiskFault;

use crate::config::{NetConfig, NetLimits};
use crate::gate::Gate;
use crate::memory::Memory;
use crate::network::NetError;
use crate::upstream::{Upstream, in_zone};

/// A positive or negative answer is kept for its TTL, within these bounds: a batch is one run, and a
/// TTL of zero must not have every domain ask for the same include again.
const KEPT_SECONDS: std::ops::RangeInclusive<u32> = 10..=300;
/// How long a failure is kept, so that a dead server costs its time once and not once per domain.
const FAILURE_KEPT: Duration = Duration::from_secs(30);

/// Answers DNS questions.
pub(crate) struct DnsClient {
    servers: Vec<Server>,
    /// The server that answered last; the next question starts there.
    preferred: AtomicUsize,
    memory: Memory<Question, Answer>,
    authoritative_memory: Memory<Question, Answer>,
    /// Before servers that strangers run.
    pub(super) authorities: Gate,
    pub(super) config: NetConfig,
}

/// The type that RFC 7208 §14.1 gave up; the DNS library has no name for it.
const SPF_TYPE: RecordType = RecordType::Unknown(99);

/// A name and a type: what the wire asks for. `None` for what is no DNS question.
fn target(question: &Question) -> Option<(DomainName, RecordType)> {
    let (name, rtype) = match question {
        Question::Txt(name) => (name, RecordType::TXT),
        Question::A(name) => (name, RecordType::A),
        Question::Aaaa(name) => (name, RecordType::AAAA),
        Question::Mx(name) => (name, RecordType::MX),
        Question::Tlsa(name) => (name, RecordType::TLSA),
        Question::Ns(name) => (name, RecordType::NS),
        Question::Caa(name) => (name, RecordType::CAA),
        Question::Spf(name) => (name, SPF_TYPE),
        Question::Cname(name) => (name, RecordType::CNAME),
        Question::Ptr(address) => return Some((DomainName::reverse_of(*address), RecordType::PTR)),
        Question::Policy(_) | Question::Smtp(_) => return None,
    };
    Some((name.clone(), rtype))
}

/// The lookup as the kind of answer the question asks for.
fn answer_of(question: &Question, lookup: Lookup<RData>) -> Answer {
    match question {
        Question::Txt(_) => Answer::Txt(pick(lookup, pick::txt)),
        Question::A(_) => Answer::A(pick(lookup, pick::a)),
        Question::Aaaa(_) => Answer::Aaaa(pick(lookup, pick::aaaa)),
        Question::Mx(_) => Answer::Mx(pick(lookup, pick::mx)),
        Question::Ptr(_) => Answer::Ptr(pick(lookup, pick::ptr)),
        Question::Tlsa(_) => Answer::Tlsa(pick(lookup, pick::tlsa)),
        Question::Ns(_) => Answer::Ns(pick(lookup, pick::ns)),
        Question::Caa(_) => Answer::Caa(pick(lookup, pick::caa)),
        Question::Spf(_) => Answer::Spf(pick(lookup, pick::spf)),
        Question::Cname(_) => Answer::Cname(pick(lookup, pick::cname)),
        Question::Policy(_) | Question::Smtp(_) => Answer::failed(question, Failure::NotAsked),
    }
}

impl DnsClient {
    /// Prepares the resolvers; nothing is sent yet.
    pub(crate) fn new(config: &NetConfig, tls: &Arc<ClientConfig>) -> Result<DnsClient, NetError> {
        let limits = &config.limits;
        let servers: Vec<Server> = if config.dns.is_empty() {
            let addresses = system_resolvers(config)?;
            addresses
                .into_iter()
                .map(|address| system_server(address, limits))
                .collect()
        } else {
            config
                .dns
                .iter()
                .map(|upstream| server(upstream, tls, limits))
                .collect()
        };
        if servers.is_empty() {
            return Err(NetError::NoResolver(config.resolv_conf.clone()));
        }
        if servers.len() > RESOLVERS_MAX {
            return Err(NetError::TooManyResolvers);
        }
        Ok(DnsClient {
            servers,
            preferred: AtomicUsize::new(0),
            memory: Memory::new(limits.answers_kept),
            authoritative_memory: Memory::new(limits.answers_kept),
            authorities: Gate::new(
                limits.authoritative_in_flight,
                Arc::new(Semaphore::new(limits.connections)),
            ),
            config: config.clone(),
        })
    }

    /// The answer to a DNS question; to another, that it was not asked.
    pub(crate) async fn ask(&self, question: &Question) -> Answer {
        if !self.config.authoritative {
            return self.ask_resolver(question).await;
        }
        let ask = || {
            let look_up = async {
                let (name, rtype) = target(question)?;
                Some(self.look_up_at_authorities(&name, rtype).await)
            };
            self.limited(question, look_up).boxed()
        };
        self.authoritative_memory.get_or_ask(question, ask).await
    }

    /// The same by a resolver, also when the authoritative servers are what is wanted: to find
    /// them, and for addresses that are connected to.
    pub(crate) async fn ask_resolver(&self, question: &Question) -> Answer {
        let ask = || {
            let look_up = async {
                let (name, rtype) = target(question)?;
                Some(self.look_up(&name, rtype).await)
            };
            self.limited(question, look_up).boxed()
        };
        self.memory.get_or_ask(question, ask).await
    }

    async fn limited(
        &self,
        question: &Question,
        look_up: impl Future<Output = Option<Lookup<RData>>>,
    ) -> (Answer, Duration) {
        let lookup = match timeout(self.config.limits.dns_question, look_up).await {
            Ok(Some(lookup)) => lookup,
            Ok(None) => Lookup::plain(Outcome::Failed(Failure::NotAsked)),
            Err(_) => Lookup::plain(Outcome::Failed(Failure::Timeout)),
        };
        let lifetime = lifetime(&lookup);
        (answer_of(question, lookup), lifetime)
    }

    async fn look_up(&self, name: &DomainName, rtype: RecordType) -> Lookup<RData> {
        let mut chain = Chain::new();
        let Some(mut at) = wire_name(name) else {
            return chain.end(Outcome::Failed(Failure::Malformed), "", Vec::new());
        };
        for _ in 0..=ALIASES_MAX {
            let ask = Ask {
                name: at,
                rtype,
                recursion: Recursion::Desired,
                checking: Checking::Enabled,
            };
            let (server, reply) = self.ask_servers(&ask).await;
            let reply = match reply {
                Ok(reply) => reply,
                Err(failure) => {
                    return chain.end(Outcome::Failed(failure), &server.label, Vec::new());
                }
            };
            let security = server.security(&reply).await;
            let reading = read(reply, &ask);
            let taken = chain.take(&reading, security);
            match (taken, reading.found) {
                (Ok(()), Found::Alias(next)) => at = next,
                (Ok(()), Found::End(outcome)) => {
                    return chain.end(outcome, &server.label, Vec::new());
                }
                (Err(failure), _) => {
                    return chain.end(Outcome::Failed(failure), &server.label, Vec::new());
                }
            }
        }
        chain.end(Outcome::Failed(Failure::ServFail), "", Vec::new())
    }

    /// The first server that gives an answer; when none does, the failure of the first one asked.
    async fn ask_servers(&self, ask: &Ask) -> (&Server, Result<Message, Failure>) {
        let count = self.servers.len();
        let first = self.preferred.load(Ordering::Relaxed) % count;
        let mut first_failure = None;
        for at in (0..count).map(|step| (first + step) % count) {
            let server = &self.servers[at];
            match ask_server(server, ask).await {
                Ok(reply) => {
                    self.preferred.store(at, Ordering::Relaxed);
                    return (server, Ok(reply));
                }
                // The next resolver would only validate it again.
                Err(Failure::Bogus) => return (server, Err(Failure::Bogus)),
                Err(failure) => first_failure = first_failure.or(Some(failure)),
            }
        }
        // There is at least one server, so there is a failure.
        (
            &self.servers[first],
            Err(first_failure.unwrap_or(Failure::Unreachable)),
        )
    }
}

/// One server's answer; SERVFAIL and REFUSED are failures.
async fn ask_server(server: &Server, ask: &Ask) -> Result<Message, Failure> {
    let reply = server.query(ask).await?;
    match reply.metadata.response_code {
        ResponseCode::NoError | ResponseCode::NXDomain => Ok(reply),
        ResponseCode::Refused => Err(Failure::Refused),
        ResponseCode::ServFail => Box::pin(servfail(server, ask)).await,
        _ => Err(Failure::ServFail),
    }
}

/// RFC 4035 §5.5: a resolver answers SERVFAIL when validation fails, and RFC 4035 §3.2.2 lets CD=1
/// see the data. To tell that from a passing failure the question is then asked as before once more.
async fn servfail(server: &Server, ask: &Ask) -> Result<Message, Failure> {
    let unchecked = Ask {
        checking: Checking::Disabled,
        ..ask.clone()
    };
    let is_answer = |reply: &Message| {
        matches!(
            reply.metadata.response_code,
            ResponseCode::NoError | ResponseCode::NXDomain
        )
    };
    if !server
        .query(&unchecked)
        .await
        .is_ok_and(|reply| is_answer(&reply))
    {
        return Err(Failure::ServFail);
    }
    let again = server.query(ask).await?;
    if is_answer(&again) {
        return Ok(again);
    }
    server.note_validates();
    Err(Failure::Bogus)
}

fn lifetime(lookup: &Lookup<RData>) -> Duration {
    if lookup.outcome.known().is_err() {
        return FAILURE_KEPT;
    }
    let seconds = lookup
        .ttl_seconds
        .clamp(*KEPT_SECONDS.start(), *KEPT_SECONDS.end());
    Duration::from_secs(seconds.into())
}

fn server(upstream: &Upstream, tls: &Arc<ClientConfig>, limits: &NetLimits) -> Server {
    match upstream {
        Upstream::Plain(address) => {
            Server::datagrams(*address, Trust::Validator, limits, limits.dns_in_flight)
        }
        Upstream::Tls { .. } | Upstream::Https { .. } => {
            let resolver = StreamResolver::new(upstream.clone(), tls.clone(), limits);
            let transport = Transport::Stream(resolver);
            let label = upstream.to_string();
            Server::new(
                label,
                Trust::Validator,
                transport,
                limits,
                limits.dns_in_flight,
            )
        }
    }
}

fn system_server(address: SocketAddr, limits: &NetLimits) -> Server {
    // RFC 4035 §4.9.3: AD counts only over 'a secure channel', such as this machine's loopback.
    let trust = match address.ip().is_loopback() {
        true => Trust::Validator,
        false => Trust::Nobody,
    };
    Server::datagrams(address, trust, limits, limits.dns_in_flight)
}

/// The servers of resolv.conf(5); where the file is absent, the one on this machine, as in libc.
fn system_resolvers(config: &NetConfig) -> Result<Vec<SocketAddr>, NetError> {
    let file = || config.resolv_conf.clone();
    let octets = match std::fs::read(&config.resolv_conf) {
        Ok(octets) => octets,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(vec![SocketAddr::from(([127, 0, 0, 1], 53))]);
        }
        Err(error) => return Err(NetError::ResolvConf(file(), DiskFault::of(&error))),
    };
    let parsed = resolv_conf::Config::parse(&octets)
        .map_err(|e| NetError::ResolvConfSyntax(file(), e.to_string()))?;
    let addresses = parsed.nameservers.iter().map(|server| {
        let scoped = match server {
            ScopedIp::V6(address, Some(zone)) => in_zone(*address, zone, 53),
            ScopedIp::V6(_, None) | ScopedIp::V4(_) => None,
        };
        // Without the interface it names it is asked in vain, and the next one steps in.
        scoped.unwrap_or_else(|| SocketAddr::new(IpAddr::from(server), 53))
    });
    Ok(addresses.take(RESOLVERS_MAX).collect())
}
