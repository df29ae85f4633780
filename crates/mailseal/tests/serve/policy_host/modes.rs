//! Where another web server brings the policies to those who ask: a real nginx.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::thread;
use std::time::{Duration, Instant};

use peers::{Fault, Source, WebServer};

use super::setting::{PATH, Setting, field, parts};
use crate::place::PATIENCE;

/// A port that was free a moment ago.
fn free() -> SocketAddr {
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    socket.local_addr().unwrap()
}

fn nginx(setting: &Setting, source: Source) -> (WebServer, SocketAddr) {
    let at = free();
    let leaf = setting
        .authority
        .leaf(&["*.example.com", "mta-sts.example.com"], Fault::None);
    let web = WebServer::start(peers::Place::Host, at, &leaf, source);
    (web, at)
}

fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "{what}");
        thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn behind_a_reverse_proxy() {
    let setting = Setting::with(&["example.com"]);
    let server = setting.start_with("mode = 'behind-proxy'", "");
    assert!(!server.doors().contains(&"https"));
    let (_web, at) = nginx(&setting, Source::Upstream(server.address("http")));
    let (head, body) = parts(&setting.curl(at, "mta-sts.example.com", PATH, &[]));
    assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
    assert_eq!(field(&head, "content-type"), Some("text/plain"));
    assert_eq!(body, setting.wanted("example.com"));
    let (head, _) = parts(&setting.curl(at, "mta-sts.other.example.com", PATH, &["--insecure"]));
    assert!(head.starts_with("HTTP/1.1 404"), "{head}");
    // Whom the proxy asked for others is not what it was asked for.
    let forwarded = [
        "--header",
        "X-Forwarded-Host: mta-sts.example.com",
        "--insecure",
    ];
    let (head, _) = parts(&setting.curl(at, "mta-sts.other.example.com", PATH, &forwarded));
    assert!(head.starts_with("HTTP/1.1 404"), "{head}");
}

#[test]
fn from_files_that_are_written_for_it() {
    let setting = Setting::with(&["example.com"]);
    let (web, at) = nginx(&setting, Source::Files);
    let foreign = web.directory().join("other.example.com/.well-known");
    fs::create_dir_all(&foreign).unwrap();
    fs::write(foreign.join("mta-sts.txt"), "of others").unwrap();
    let settings = format!(
        "mode = 'files'\ndirectory = '{}'",
        web.directory().display()
    );
    let served = |host: &str| {
        let output = setting.curl(at, host, PATH, &["--insecure"]);
        let (head, body) = parts(&output);
        head.starts_with("HTTP/1.1 200 OK").then_some(body)
    };

    let mut server = setting.start_with(&settings, "");
    assert_eq!(server.doors(), ["ops", "web"], "none for policies");
    until("the policy", || served("mta-sts.example.com").is_some());
    assert_eq!(
        served("mta-sts.example.com"),
        Some(setting.wanted("example.com"))
    );
    setting.add("new.example.com", "mx.example.net");
    until("a new domain", || {
        served("mta-sts.new.example.com").is_some()
    });
    setting.add("other.example.com", "mx.example.net");
    let told = server.wait_for("a policy is not in its file");
    assert!(
        told["reason"]
            .as_str()
            .unwrap()
            .contains("was not written by mailseal"),
        "{told}"
    );
    server.stop();

    // While nobody watches, a domain goes; its file goes when the server is there again.
    let said = setting.place.run(&["remove", "new.example.com", "--yes"]);
    assert!(said.status.success(), "{said:?}");
    assert!(served("mta-sts.new.example.com").is_some());
    let _server = setting.start_with(&settings, "");
    until("a domain that is gone", || {
        served("mta-sts.new.example.com").is_none()
    });
    assert!(served("mta-sts.example.com").is_some());
    assert_eq!(
        served("mta-sts.other.example.com").as_deref(),
        Some("of others")
    );
}
