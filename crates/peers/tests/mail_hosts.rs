//! What the mail hosts of the world promise, seen with `openssl s_client` and plain connections.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::Stdio;
use std::time::{Duration, Instant};

use peers::World;

/// STARTTLS with the mail host of a domain; what openssl says, verification included.
fn starttls(domain: &str, options: &[&str]) -> String {
    let world = World::shared();
    let host = format!("mail.{domain}");
    let connect = format!("{}:25", World::mail_address(domain));
    let output = world
        .command("timeout")
        .args(["6", "openssl", "s_client", "-starttls", "smtp", "-brief"])
        .args(["-connect", &connect, "-servername", &host])
        .args(["-verify_hostname", &host, "-CAfile"])
        .arg(world.ca_pem())
        .args(options)
        .stdin(Stdio::null())
        .output()
        .expect("ip runs");
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

#[track_caller]
fn check(domain: &str, contains: &str) {
    let said = starttls(domain, &[]);
    assert!(
        said.contains(contains),
        "{domain} without {contains:?}:\n{said}"
    );
}

fn connect(address: Ipv4Addr) -> std::io::Result<TcpStream> {
    let server = SocketAddr::from((address, 25));
    let wait = Duration::from_secs(3);
    let stream = World::shared().run(|| TcpStream::connect_timeout(&server, wait))?;
    stream.set_read_timeout(Some(wait))?;
    Ok(stream)
}

#[test]
fn sound_certificates_verify() {
    for domain in [
        "good.test",
        "plain.test",
        "dane-mismatch.test",
        "noptr-mx.test",
    ] {
        check(domain, "Verification: OK");
        check(domain, "Protocol version: TLSv1.3");
    }
}

#[test]
fn faults_of_certificates_are_what_they_say() {
    check("expired-mx.test", "certificate has expired");
    check("wrongname-mx.test", "hostname mismatch");
    check("selfsigned-mx.test", "self-signed certificate");
    check(
        "untrusted-mx.test",
        "unable to get local issuer certificate",
    );
}

#[test]
fn faults_of_starttls_are_what_they_say() {
    check("nostarttls.test", "Didn't find STARTTLS in server response");
    let old = ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"];
    let said = starttls("oldtls-mx.test", &old);
    assert!(said.contains("Protocol version: TLSv1.1"), "{said}");
    check("oldtls-mx.test", "error:");

    let mut stream = connect(World::mail_address("refuses-tls.test")).expect("connects");
    stream
        .write_all(b"EHLO a.test\r\nSTARTTLS\r\n")
        .expect("writes");
    let replies = BufReader::new(stream).lines().map_while(Result::ok);
    let replies: Vec<String> = replies.take(5).collect();
    assert_eq!(replies[3], "250 STARTTLS");
    assert!(replies[4].starts_with("454 "), "{replies:?}");
}

#[test]
fn turns_away_with_554() {
    let mut reply = String::new();
    let mut stream = connect(World::mail_address("turns-away.test")).expect("connects");
    stream.read_to_string(&mut reply).ok();
    assert!(reply.starts_with("554 "), "{reply}");
}

#[test]
fn tarpits_waste_time() {
    let start = Instant::now();
    let mut stream = connect(World::mail_address("tarpit.test")).expect("connects");
    let mut dripped = [0; 3];
    stream.read_exact(&mut dripped).expect("three octets");
    assert_eq!(&dripped, b"220");
    assert!(start.elapsed() > Duration::from_millis(1_900));

    let mut stream = connect(World::mail_address("mute-mx.test")).expect("connects");
    let error = stream.read(&mut dripped).expect_err("nothing to read");
    assert!(
        matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        "{error}"
    );
    // openssl waits for a handshake until it is stopped.
    let stalled = Instant::now();
    starttls("stalls-tls.test", &[]);
    assert!(stalled.elapsed() > Duration::from_secs(5));
}

#[test]
fn floods_waste_memory() {
    let mut stream = connect(World::mail_address("flood-mx.test")).expect("connects");
    let mut taken = vec![0; 4 * 1024 * 1024];
    stream.read_exact(&mut taken).expect("four megabytes");
    assert!(taken.starts_with(b"220-"));
}

#[test]
fn closed_is_refused() {
    let error = connect(World::mail_address("closed-mx.test")).expect_err("nobody listens");
    assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
}
