//! Servers that accept a connection and then waste the client's time or memory. No real server does
//! so on demand, so these are our own.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::namespace::Place;

const POLL: Duration = Duration::from_millis(20);
const DRIP: Duration = Duration::from_secs(1);
/// A connection is dropped after this time, so that a client without limits fails a test instead of
/// hanging it.
const HOLD: Duration = Duration::from_secs(120);
/// As many octets as a flood sends at most.
const FLOOD_OCTETS: usize = 64 * 1024 * 1024;

/// What a tarpit does with a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tactic {
    /// Never says anything.
    Silent,
    /// An SMTP greeting of endless lines, one octet a second.
    DripGreeting,
    /// An SMTP greeting of endless lines, as fast as they are read, up to 64 MiB.
    FloodGreeting,
    /// SMTP up to the reply to STARTTLS, then silence in place of a handshake.
    StallAfterStartTls,
    /// SMTP that offers STARTTLS and then refuses it with `454`.
    RefuseStartTls,
}

/// A listening tarpit, stopped when dropped.
#[derive(Debug)]
pub struct Tarpit {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Tarpit {
    /// Listens on `address`.
    pub fn start(place: Place<'_>, address: SocketAddr, tactic: Tactic) -> Tarpit {
        let listener = place.run(|| TcpListener::bind(address));
        let listener = listener.unwrap_or_else(|error| panic!("tarpit at {address}: {error}"));
        if let Err(error) = listener.set_nonblocking(true) {
            panic!("tarpit at {address}: {error}");
        }
        let stop = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&stop);
        let thread = std::thread::spawn(move || accept(&listener, tactic, &seen));
        Tarpit {
            stop,
            thread: Some(thread),
        }
    }
}

impl Drop for Tarpit {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            eprintln!("a tarpit panicked");
        }
    }
}

/// A name server that takes every question and answers none, over UDP and TCP.
#[derive(Debug)]
pub struct SilentDns {
    _udp: UdpSocket,
    _tcp: Tarpit,
}

impl SilentDns {
    /// Binds `address`.
    pub fn start(place: Place<'_>, address: SocketAddr) -> SilentDns {
        let udp = place.run(|| UdpSocket::bind(address));
        SilentDns {
            _udp: udp.unwrap_or_else(|error| panic!("silent DNS at {address}: {error}")),
            _tcp: Tarpit::start(place, address, Tactic::Silent),
        }
    }
}

fn accept(listener: &TcpListener, tactic: Tactic, stop: &Arc<AtomicBool>) {
    while !stop.load(Ordering::Relaxed) {
        match listener.accept() {
            Ok((stream, _)) => {
                let stop = Arc::clone(stop);
                // A client that goes away ends its connection with an error, as it should.
                std::thread::spawn(move || hold(stream, tactic, &stop).ok());
            }
            Err(_) => std::thread::sleep(POLL),
        }
    }
}

fn hold(mut stream: TcpStream, tactic: Tactic, stop: &AtomicBool) -> std::io::Result<()> {
    // Accepted sockets do not inherit this everywhere.
    stream.set_nonblocking(false)?;
    stream.set_write_timeout(Some(HOLD))?;
    match tactic {
        Tactic::Silent => {}
        Tactic::DripGreeting => return drip(&mut stream, stop),
        Tactic::FloodGreeting => return flood(&mut stream),
        Tactic::StallAfterStartTls => {
            let mut commands = greet(&stream)?;
            smtp_until_starttls(&mut commands)?;
            stream.write_all(b"220 2.0.0 Ready to start TLS\r\n")?;
        }
        Tactic::RefuseStartTls => {
            let mut commands = greet(&stream)?;
            loop {
                smtp_until_starttls(&mut commands)?;
                stream.write_all(b"454 4.7.0 TLS not available\r\n")?;
            }
        }
    }
    wait_for_end(&mut stream, stop)
}

fn drip(stream: &mut TcpStream, stop: &AtomicBool) -> std::io::Result<()> {
    let start = Instant::now();
    for octet in b"220-tarpit.test please wait\r\n".iter().cycle() {
        if stop.load(Ordering::Relaxed) || start.elapsed() > HOLD {
            break;
        }
        stream.write_all(&[*octet])?;
        std::thread::sleep(DRIP);
    }
    Ok(())
}

fn flood(stream: &mut TcpStream) -> std::io::Result<()> {
    let lines = b"220-flood.test and one more line\r\n".repeat(1024);
    for _ in 0..FLOOD_OCTETS / lines.len() {
        stream.write_all(&lines)?;
    }
    Ok(())
}

fn greet(mut stream: &TcpStream) -> std::io::Result<BufReader<TcpStream>> {
    // Commands may take their time.
    stream.set_read_timeout(Some(HOLD))?;
    stream.write_all(b"220 tarpit.test ESMTP\r\n")?;
    Ok(BufReader::new(stream.try_clone()?))
}

/// Answers commands until the client sends STARTTLS. Ends with an error when it goes.
fn smtp_until_starttls(commands: &mut BufReader<TcpStream>) -> std::io::Result<()> {
    loop {
        let mut command = String::new();
        if commands.read_line(&mut command)? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let reply = match command.to_ascii_uppercase() {
            command if command.starts_with("STARTTLS") => return Ok(()),
            command if command.starts_with("EHLO") => {
                "250-tarpit.test\r\n250-8BITMIME\r\n250 STARTTLS\r\n"
            }
            command if command.starts_with("QUIT") => "221 2.0.0 Bye\r\n",
            _ => "502 5.5.1 Not implemented\r\n",
        };
        commands.get_mut().write_all(reply.as_bytes())?;
    }
}

/// Swallows what comes and says nothing, until the client goes.
fn wait_for_end(stream: &mut TcpStream, stop: &AtomicBool) -> std::io::Result<()> {
    stream.set_read_timeout(Some(DRIP))?;
    let start = Instant::now();
    let mut swallowed = [0; 4096];
    while !stop.load(Ordering::Relaxed) && start.elapsed() < HOLD {
        match stream.read(&mut swallowed) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) if is_timeout(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn is_timeout(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock)
}
