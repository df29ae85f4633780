//! A name server's messages, passed on by a proxy that loses or changes some of them.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;

use super::*;

/// What the proxy does with one message.
pub(crate) enum Fate {
    /// It and its answer are passed on.
    Passed,
    /// It is never answered.
    Swallowed,
    /// It is passed on, and instead of the answer the connection ends.
    AnswerLost,
    /// It is passed on, and the answer is changed.
    AnswerChanged(fn(&mut Vec<u8>)),
}

/// Whether a message is an update: its opcode is 5 (RFC 2136 §1.3).
pub(crate) fn is_update(message: &[u8]) -> bool {
    message[2] >> 3 & 15 == 5
}

/// Starts a proxy inside before `server`. Its threads end with the process.
pub(crate) fn before(
    server: SocketAddr,
    fate: impl Fn(&[u8]) -> Fate + Send + Sync + 'static,
) -> SocketAddr {
    let fate = Arc::new(fate);
    peers().namespace.run(|| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let (client, fate) = (client.unwrap(), fate.clone());
                // A connection that ends is an error of `read`, as it should be.
                std::thread::spawn(move || pass_all(client, server, &*fate).ok());
            }
        });
        address
    })
}

fn pass_all(
    mut client: TcpStream,
    server: SocketAddr,
    fate: &impl Fn(&[u8]) -> Fate,
) -> std::io::Result<()> {
    let mut upstream = TcpStream::connect(server)?;
    loop {
        let message = receive(&mut client)?;
        let fate = fate(&message);
        if matches!(fate, Fate::Swallowed) {
            continue;
        }
        send(&mut upstream, &message)?;
        let mut answer = receive(&mut upstream)?;
        match fate {
            Fate::Passed | Fate::Swallowed => {}
            Fate::AnswerLost => return Ok(()),
            Fate::AnswerChanged(change) => change(&mut answer),
        }
        send(&mut client, &answer)?;
    }
}

fn receive(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut length = [0; 2];
    stream.read_exact(&mut length)?;
    let mut message = vec![0; u16::from_be_bytes(length).into()];
    stream.read_exact(&mut message)?;
    Ok(message)
}

fn send(stream: &mut TcpStream, message: &[u8]) -> std::io::Result<()> {
    let length = u16::try_from(message.len()).unwrap();
    stream.write_all(&[&length.to_be_bytes()[..], message].concat())
}
