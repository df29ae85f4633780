//! What the policy hosts of the world promise, seen with `openssl s_client` as a web client.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use peers::World;

/// What a fetch of a domain's policy brought.
struct Fetched {
    /// The HTTP response, as far as it came.
    response: String,
    /// What openssl says about the connection and the certificate.
    said: String,
}

fn fetch(domain: &str, address: &str, seconds: &str) -> Fetched {
    let world = World::shared();
    let host = format!("mta-sts.{domain}");
    let mut client = world
        .command("timeout")
        .args([seconds, "openssl", "s_client", "-quiet", "-verify_quiet"])
        .args(["-connect", &format!("{address}:443"), "-servername", &host])
        .args(["-verify_hostname", &host, "-CAfile"])
        .arg(world.ca_pem())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("ip runs");
    let request = format!(
        "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    );
    let mut input = client.stdin.take().expect("a pipe");
    // Where there is no TLS, openssl is gone before it reads.
    input.write_all(request.as_bytes()).ok();
    let output = client.wait_with_output().expect("openssl ends");
    drop(input);
    Fetched {
        response: String::from_utf8_lossy(&output.stdout).into_owned(),
        said: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[track_caller]
fn check_response(domain: &str, parts: &[&str]) {
    let Fetched { response, said } = fetch(domain, "127.0.0.30", "6");
    for part in parts {
        assert!(
            response.contains(part),
            "{domain} without {part:?}:\n{response}\n{said}"
        );
    }
    assert_eq!(said, "", "{domain}");
}

#[track_caller]
fn check_certificate(domain: &str, fault: &str) {
    let Fetched { response, said } = fetch(domain, "127.0.0.30", "6");
    assert!(said.contains(fault), "{domain} without {fault:?}:\n{said}");
    assert!(response.contains("200 OK"), "{domain}:\n{response}");
}

#[test]
fn sound_policies() {
    let head = ["HTTP/1.1 200 OK\r\n", "Content-Type: text/plain\r\n"];
    let policy =
        "\r\n\r\nversion: STSv1\r\nmode: enforce\r\nmx: mail.good.test\r\nmax_age: 604800\r\n";
    check_response("good.test", &[head[0], head[1], policy]);
    check_response("expired-mx.test", &["mx: mail.expired-mx.test\r\n"]);
    check_response("sts-mismatch.test", &["mx: mail.old-provider.test\r\n"]);
}

#[test]
fn faults_of_responses() {
    check_response(
        "sts-redirect.test",
        &[
            "HTTP/1.1 301 ",
            "Location: https://mta-sts.good.test/.well-known/mta-sts.txt\r\n",
        ],
    );
    check_response(
        "sts-wrongtype.test",
        &["200 OK", "Content-Type: text/html\r\n"],
    );
    check_response("sts-404.test", &["HTTP/1.1 404 "]);
    let big = fetch("sts-big.test", "127.0.0.30", "6").response;
    assert!(big.len() > 64 * 1024, "{}", big.len());
}

#[test]
fn faults_of_certificates() {
    check_certificate("sts-badcert.test", "unable to get local issuer certificate");
    check_certificate("sts-selfsigned.test", "self-signed certificate");
    check_certificate("sts-expired.test", "certificate has expired");
    check_certificate("sts-wrongname.test", "hostname mismatch");
}

#[test]
fn unknown_names_get_no_handshake() {
    let Fetched { response, said } = fetch("sts-nosni.test", "127.0.0.30", "6");
    assert_eq!(response, "");
    assert!(said.contains("unrecognized name"), "{said}");
}

#[test]
fn slow_and_mute_hosts_waste_time() {
    let slow = fetch("sts-slow.test", "127.0.0.30", "4").response;
    assert!(!slow.is_empty() && slow.len() < 10, "{slow:?}");
    let start = Instant::now();
    assert_eq!(fetch("sts-mute.test", "127.0.0.31", "3").response, "");
    assert!(start.elapsed() > Duration::from_millis(2_900));
}

#[test]
fn closed_is_refused() {
    let said = fetch("sts-closed.test", "127.0.0.42", "3").said;
    assert!(said.contains("Connection refused"), "{said}");
}
