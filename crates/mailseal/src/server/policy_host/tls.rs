//! The TLS side of the door: who is asked for, and by whose certificate it is answered.

use std::io;
use std::sync::Arc;

use rustls::crypto::aws_lc_rs::{Ticketer, default_provider};
use rustls::server::{Acceptor, ClientHello, NoServerSessionStorage, ResolvesServerCert};
use rustls::{ServerConfig, version};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::server::TlsStream;

use super::policies::Policies;
use super::shelf::{ACME_TLS, Shelf, is_validation};

/// What is spoken inside. Fetchers and reverse proxies all know one of these; HTTP/2 would gain nothing
/// where one request is made.
const HTTP: [&[u8]; 2] = [b"http/1.1", b"http/1.0"];

/// Why a handshake is refused as soon as it is known who is asked for: before any signature is made,
/// so that a flood of such costs little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A name that is none of ours.
    UnknownName,
    /// No name.
    NoName,
    /// A name of ours that has no certificate yet.
    NoCertificate,
}

/// What became of a handshake.
pub(super) enum Handshake {
    /// A session for this name, in lower case.
    Done(Box<TlsStream<TcpStream>>, Box<str>),
    /// An authority looked at a challenge: it asks for nothing else.
    Validated,
    /// It was refused.
    Refused(Refusal),
}

/// How sessions are made.
pub(super) struct Tls {
    serving: Arc<ServerConfig>,
    validated: Arc<ServerConfig>,
    shelf: Arc<Shelf>,
    policies: Arc<Policies>,
}

impl Tls {
    /// Fails where the system gives no random numbers.
    pub(super) fn new(shelf: Arc<Shelf>, policies: Arc<Policies>) -> Result<Tls, rustls::Error> {
        let mut serving = config(Arc::clone(&shelf) as Arc<dyn ResolvesServerCert>)?;
        serving.alpn_protocols = HTTP.map(<[u8]>::to_vec).to_vec();
        // Tickets carry the session, sealed by keys that are replaced every six hours, so that nothing
        // is kept here for clients. One for a handshake: who comes again comes alone.
        serving.ticketer = Ticketer::new()?;
        serving.send_tls13_tickets = 1;
        let mut validated = config(Arc::clone(&shelf) as Arc<dyn ResolvesServerCert>)?;
        validated.alpn_protocols = vec![ACME_TLS.to_vec()];
        validated.send_tls13_tickets = 0;
        Ok(Tls {
            serving: Arc::new(serving),
            validated: Arc::new(validated),
            shelf,
            policies,
        })
    }

    /// Makes a session, or refuses to. The caller gives it its time.
    pub(super) async fn handshake(&self, stream: TcpStream) -> io::Result<Handshake> {
        let mut start = LazyConfigAcceptor::new(Acceptor::default(), stream).await?;
        match self.judge(&start.client_hello()) {
            Ok(Asked::Challenge) => {
                let mut session = start.into_stream(Arc::clone(&self.validated)).await?;
                // RFC 8737 §3: the connection 'MUST be closed' after the handshake.
                session.shutdown().await?;
                Ok(Handshake::Validated)
            }
            Ok(Asked::Policy(name)) => {
                let session = start.into_stream(Arc::clone(&self.serving)).await?;
                Ok(Handshake::Done(Box::new(session), name))
            }
            Err(refusal) => {
                start.io.write_all(&refusal.alert()).await?;
                start.io.shutdown().await?;
                Ok(Handshake::Refused(refusal))
            }
        }
    }

    /// RFC 8461 §7.1: 'HTTP servers MUST respond with a certificate chain that matches the policy
    /// hostname or abort the TLS handshake if unable to do so.'
    fn judge(&self, hello: &ClientHello<'_>) -> Result<Asked, Refusal> {
        let name = hello.server_name().ok_or(Refusal::NoName)?;
        if is_validation(hello) {
            return match self.shelf.challenge(name) {
                Some(_) => Ok(Asked::Challenge),
                None => Err(Refusal::UnknownName),
            };
        }
        if !self.policies.is_host(name) {
            return Err(Refusal::UnknownName);
        }
        match self.shelf.certificate(name) {
            Some(_) => Ok(Asked::Policy(name.into())),
            None => Err(Refusal::NoCertificate),
        }
    }
}

/// What a client that is let in wants.
enum Asked {
    /// The policy of this host.
    Policy(Box<str>),
    /// The certificate of a tls-alpn-01 challenge.
    Challenge,
}

impl Refusal {
    /// The alert record that is sent before any key is agreed on, so in clear (RFC 8446 §5.1, §6).
    fn alert(self) -> [u8; 7] {
        let description = match self {
            // RFC 6066 §3: 'abort the handshake by sending a fatal-level unrecognized_name(112) alert'.
            Refusal::UnknownName => 112,
            // RFC 8446 §9.2: 'Servers requiring this extension SHOULD respond to a ClientHello lacking
            // a "server_name" extension by terminating the connection with a "missing_extension"
            // alert.'
            Refusal::NoName => 109,
            // RFC 8446 §6.2, internal_error: nothing is wrong with what was asked.
            Refusal::NoCertificate => 80,
        };
        // Type alert, version TLS 1.2 as every version writes it, two octets, level fatal.
        [21, 3, 3, 0, 2, 2, description]
    }
}

fn config(certificates: Arc<dyn ResolvesServerCert>) -> Result<ServerConfig, rustls::Error> {
    let builder = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        // RFC 8461 §7.2: senders 'MUST have support for TLS 1.2 [RFC5246] or TLS 1.3 [RFC8446]'.
        .with_protocol_versions(&[&version::TLS13, &version::TLS12])?;
    let mut config = builder
        .with_no_client_auth()
        .with_cert_resolver(certificates);
    config.session_storage = Arc::new(NoServerSessionStorage {});
    Ok(config)
}

#[cfg(test)]
mod tests;
