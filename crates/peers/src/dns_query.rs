//! One plain DNS question over UDP, enough to see whether a name server answers.

use std::net::{SocketAddr, UdpSocket};
use std::time::Duration;

/// SOA (RFC 1035 §3.2.2).
const TYPE_SOA: u16 = 6;
const CLASS_IN: u16 = 1;
const WAIT: Duration = Duration::from_millis(500);

/// Whether `server` answers the SOA question for `zone` with NOERROR. Call it where the server is.
pub(crate) fn answers_soa(server: SocketAddr, zone: &str) -> bool {
    ask(server, zone).is_ok_and(|rcode| rcode == 0)
}

fn ask(server: SocketAddr, zone: &str) -> std::io::Result<u8> {
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    socket.set_read_timeout(Some(WAIT))?;
    socket.connect(server)?;
    socket.send(&question(zone))?;
    let mut reply = [0; 512];
    let length = socket.recv(&mut reply)?;
    if length < 12 {
        return Err(std::io::ErrorKind::InvalidData.into());
    }
    // RFC 1035 §4.1.1: RCODE is the low half of the header's fourth octet.
    Ok(reply[3] & 0x0f)
}

/// A query message (RFC 1035 §4.1) with RD set.
fn question(zone: &str) -> Vec<u8> {
    let mut message = vec![0x4d, 0x53, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in zone.split('.').filter(|label| !label.is_empty()) {
        let length = u8::try_from(label.len()).unwrap_or_else(|_| panic!("label of {zone}"));
        message.push(length);
        message.extend_from_slice(label.as_bytes());
    }
    message.push(0);
    message.extend_from_slice(&TYPE_SOA.to_be_bytes());
    message.extend_from_slice(&CLASS_IN.to_be_bytes());
    message
}
