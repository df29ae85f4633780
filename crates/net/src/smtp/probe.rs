//! The session with one MX host.

use std::net::IpAddr;
use std::time::Duration;

use protocols::answers::{Failure, Outcome, SmtpProbe, StartTls};
use protocols::name::DomainName;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};

use super::reply::{Reply, ReplyReader};
use crate::connect::{Connected, Terms, connect};
use crate::gate::Gate;
use crate::tls::{HandshakeFault, Tls};

/// How long we wait for the answer to QUIT; the session is over either way.
const FAREWELL: Duration = Duration::from_secs(2);

/// Probes `host` at the first of its addresses that takes a connection.
pub(crate) async fn probe(
    host: &DomainName,
    addresses: Result<Vec<IpAddr>, Outcome<IpAddr>>,
    ehlo_name: &str,
    terms: &Terms,
    gate: &Gate,
    tls: &Tls,
) -> SmtpProbe {
    let addresses = match addresses {
        Ok(addresses) => addresses,
        Err(outcome) => return SmtpProbe::NoAddress(outcome),
    };
    let connected = match connect(&addresses, terms, gate).await {
        Ok(connected) => connected,
        Err(failure) => return SmtpProbe::NoConnection(failure),
    };
    let Connected {
        stream,
        address,
        deadline,
        inside: _inside,
        ..
    } = connected;
    let mut session = Session {
        stream,
        reader: ReplyReader::default(),
        deadline,
    };
    let (greeting, extensions) = match session.greet(ehlo_name).await {
        Ok(greeted) => greeted,
        Err((failure, reply)) => {
            session.quit().await;
            return SmtpProbe::NoGreeting {
                address,
                failure,
                reply,
            };
        }
    };
    let starttls = if extensions.iter().any(|word| word == "STARTTLS") {
        starttls(session, host, tls).await
    } else {
        session.quit().await;
        StartTls::NotOffered
    };
    SmtpProbe::Greeted {
        address,
        greeting,
        extensions,
        starttls,
    }
}

/// A session in the clear, or within TLS.
struct Session<S> {
    stream: S,
    reader: ReplyReader,
    deadline: Instant,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    /// Greeting and EHLO: the server's name and its keywords. On failure the reply that was one.
    async fn greet(
        &mut self,
        ehlo_name: &str,
    ) -> Result<(String, Vec<String>), (Failure, Option<String>)> {
        let greeting = positive(self.reply().await)?;
        let ehlo = positive(self.command(&format!("EHLO {ehlo_name}\r\n")).await)?;
        let first_word = |line: &String| line.split_whitespace().next().map(str::to_owned);
        let name = greeting
            .lines
            .first()
            .and_then(first_word)
            .unwrap_or_default();
        // RFC 5321 §4.1.1.1: the first line greets, each of the others begins with a keyword.
        let keywords = ehlo.lines.iter().skip(1).filter_map(first_word);
        Ok((
            name,
            keywords.map(|word| word.to_ascii_uppercase()).collect(),
        ))
    }

    async fn command(&mut self, line: &str) -> Result<Reply, Failure> {
        match timeout_at(self.deadline, self.stream.write_all(line.as_bytes())).await {
            Ok(Ok(())) => self.reply().await,
            Ok(Err(_)) => Err(Failure::Unreachable),
            Err(_) => Err(Failure::Timeout),
        }
    }

    /// The next reply. A server that drips octets is cut off at the deadline of the whole session.
    async fn reply(&mut self) -> Result<Reply, Failure> {
        let mut octets = [0; 2048];
        loop {
            match self.reader.next() {
                Ok(Some(reply)) => return Ok(reply),
                Ok(None) => {}
                Err(_) => return Err(Failure::Malformed),
            }
            match timeout_at(self.deadline, self.stream.read(&mut octets)).await {
                Ok(Ok(0) | Err(_)) => return Err(Failure::Unreachable),
                Ok(Ok(length)) => self.reader.push(&octets[..length]),
                Err(_) => return Err(Failure::Timeout),
            }
        }
    }

    /// RFC 5321 §4.1.1.10: a client sends QUIT before it closes. Nothing depends on the answer.
    async fn quit(&mut self) {
        let farewell = timeout(FAREWELL, self.command("QUIT\r\n")).await;
        drop(farewell);
    }
}

fn positive(reply: Result<Reply, Failure>) -> Result<Reply, (Failure, Option<String>)> {
    match reply {
        Ok(reply) if reply.is_positive() => Ok(reply),
        Ok(reply) => Err((Failure::Refused, Some(reply.text()))),
        Err(failure) => Err((failure, None)),
    }
}

async fn starttls(mut session: Session<TcpStream>, host: &DomainName, tls: &Tls) -> StartTls {
    match session.command("STARTTLS\r\n").await {
        Ok(reply) if reply.is_positive() => {}
        Ok(reply) => {
            session.quit().await;
            return StartTls::Refused(reply.text());
        }
        Err(failure) => return StartTls::Broken(failure),
    }
    let Session {
        stream,
        reader,
        deadline,
    } = session;
    // RFC 3207 §4.2 has both sides forget what was said before; octets that are already here would
    // be taken for the handshake's, or smuggled past it.
    if reader.has_more() {
        return StartTls::Failed("the server sent more before the TLS handshake".to_owned());
    }
    match timeout_at(deadline, tls.handshake(stream, host)).await {
        Ok(Ok((stream, tls_session))) => {
            let mut session = Session {
                stream,
                reader,
                deadline,
            };
            session.quit().await;
            StartTls::Session(tls_session)
        }
        Ok(Err(HandshakeFault::Tls(reason))) => StartTls::Failed(reason),
        Ok(Err(HandshakeFault::Broken(failure))) => StartTls::Broken(failure),
        Err(_) => StartTls::Broken(Failure::Timeout),
    }
}
