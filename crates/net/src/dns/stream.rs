//! DNS over TCP, TLS and HTTPS: connections and framing are `hickory-net`'s.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use hickory_net::NetError;
use hickory_net::h2::HttpsClientStream;
use hickory_net::runtime::TokioRuntimeProvider;
use hickory_net::tcp::TcpClientStream;
use hickory_net::tls::tls_exchange;
use hickory_net::xfer::{DnsExchange, DnsHandle};
use hickory_proto::op::{DnsRequest, DnsRequestOptions, Message};
use protocols::answers::Failure;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::message::Ask;
use crate::config::NetLimits;
use crate::upstream::Upstream;

type Exchange = DnsExchange<TokioRuntimeProvider>;

/// A resolver over an encrypted connection, which is made at the first question and again when it
/// broke.
pub(crate) struct StreamResolver {
    upstream: Upstream,
    tls: Arc<ClientConfig>,
    timeout: Duration,
    in_flight: usize,
    /// Runs the tasks of the connections; they end with it.
    provider: TokioRuntimeProvider,
    connection: Mutex<Connection>,
}

/// The connection that is in use, and how many there were.
#[derive(Default)]
struct Connection {
    number: u64,
    exchange: Option<Exchange>,
}

impl StreamResolver {
    pub(crate) fn new(
        upstream: Upstream,
        tls: Arc<ClientConfig>,
        limits: &NetLimits,
    ) -> StreamResolver {
        StreamResolver {
            upstream,
            tls,
            timeout: limits.dns_stream,
            // Queries that were given up still count as active until their time is over.
            in_flight: limits.dns_in_flight * 2,
            provider: TokioRuntimeProvider::new(),
            connection: Mutex::new(Connection::default()),
        }
    }

    /// Sends a query and waits for its reply; a connection that broke is made once more.
    pub(crate) async fn ask(&self, ask: &Ask) -> Result<Message, Failure> {
        match self.ask_once(ask).await {
            // A server may close an idle connection at any time (RFC 7858 §3.4).
            Err(Failure::Unreachable) => self.ask_once(ask).await,
            outcome => outcome,
        }
    }

    async fn ask_once(&self, ask: &Ask) -> Result<Message, Failure> {
        let asked = async {
            let (number, exchange) = self.connection().await?;
            let reply = exchange_one(&exchange, ask).await;
            if reply == Err(Failure::Unreachable) {
                self.give_up(number).await;
            }
            reply
        };
        timeout(self.timeout, asked)
            .await
            .unwrap_or(Err(Failure::Timeout))
    }

    async fn connection(&self) -> Result<(u64, Exchange), Failure> {
        let mut place = self.connection.lock().await;
        if let Some(exchange) = &place.exchange {
            return Ok((place.number, exchange.clone()));
        }
        let exchange = self.connect().await?;
        place.number += 1;
        place.exchange = Some(exchange.clone());
        Ok((place.number, exchange))
    }

    /// Drops a connection, unless another query has replaced it already.
    async fn give_up(&self, number: u64) {
        let mut place = self.connection.lock().await;
        if place.number == number {
            place.exchange = None;
        }
    }

    async fn connect(&self) -> Result<Exchange, Failure> {
        let provider = self.provider.clone();
        match &self.upstream {
            Upstream::Plain(address) => tcp(*address, self.timeout, self.in_flight, provider).await,
            Upstream::Tls { address, name } => {
                let name = match name {
                    Some(name) => {
                        let name = ServerName::try_from(name.clone());
                        name.map_err(|_| Failure::Unreachable)?
                    }
                    None => ServerName::IpAddress(address.ip().into()),
                };
                let tls = ClientConfig::clone(&self.tls);
                let in_flight = Some(self.in_flight);
                tls_exchange(*address, name, tls, self.timeout, in_flight, provider)
                    .await
                    .map_err(|error| failure_of(&error))
            }
            Upstream::Https { host, port, path } => {
                let host = host.trim_start_matches('[').trim_end_matches(']');
                // The name of the resolver itself can only be known by the system.
                let address = tokio::net::lookup_host((host, *port))
                    .await
                    .ok()
                    .and_then(|mut addresses| addresses.next())
                    .ok_or(Failure::Unreachable)?;
                HttpsClientStream::builder(self.tls.clone(), provider)
                    .exchange(address, host.into(), path.as_str().into())
                    .await
                    .map_err(|error| failure_of(&error))
            }
        }
    }
}

/// One query over a TCP connection of its own: what a truncated datagram asks for.
pub(crate) async fn ask_over_tcp(
    server: SocketAddr,
    ask: &Ask,
    timeout: Duration,
) -> Result<Message, Failure> {
    // The tasks of the exchange end with the provider that runs them.
    let provider = TokioRuntimeProvider::new();
    let exchange = tcp(server, timeout, 1, provider.clone()).await?;
    exchange_one(&exchange, ask).await
}

async fn tcp(
    server: SocketAddr,
    timeout: Duration,
    in_flight: usize,
    provider: TokioRuntimeProvider,
) -> Result<Exchange, Failure> {
    TcpClientStream::exchange(server, None, timeout, Some(in_flight), provider)
        .await
        .map_err(|error| failure_of(&error))
}

async fn exchange_one(exchange: &Exchange, ask: &Ask) -> Result<Message, Failure> {
    let request = DnsRequest::new(ask.message(rand::random()), DnsRequestOptions::default());
    match exchange.send(request).next().await {
        Some(Ok(response)) if ask.is_answered_by(&response) => Ok(response.into_message()),
        Some(Ok(_)) => Err(Failure::Malformed),
        Some(Err(error)) => Err(failure_of(&error)),
        None => Err(Failure::Unreachable),
    }
}

fn failure_of(error: &NetError) -> Failure {
    match error {
        NetError::Timeout => Failure::Timeout,
        NetError::Proto(_) => Failure::Malformed,
        _ => Failure::Unreachable,
    }
}
