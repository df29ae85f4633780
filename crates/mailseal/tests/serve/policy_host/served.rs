//! What is served, to whom, and when it changes.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use peers::{Authority, Fault};

use super::setting::{PATH, Setting, field, parts};
use crate::place::PATIENCE;

#[test]
fn the_policy_that_is_wanted_and_nothing_else() {
    let setting = Setting::with(&["example.com", "example.org"]);
    let hosts = ["mta-sts.example.com", "mta-sts.example.org"];
    let server = setting.start(&setting.certificate(&hosts));
    let at = server.address("https");
    for domain in ["example.com", "example.org"] {
        let host = format!("mta-sts.{domain}");
        let (head, body) = parts(&setting.curl(at, &host, PATH, &[]));
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        assert_eq!(body, setting.wanted(domain));
        assert!(body.contains(&format!("mx: mail.{domain}\r\n")), "{body}");
        assert_eq!(body.matches('\n').count(), body.matches("\r\n").count());
        assert_eq!(field(&head, "content-type"), Some("text/plain"));
        assert_eq!(
            field(&head, "content-length"),
            Some(body.len().to_string().as_str())
        );
        assert_eq!(field(&head, "cache-control"), Some("max-age=60"));
        assert!(field(&head, "date").is_some(), "{head}");

        let (head, body) = parts(&setting.curl(at, &host, PATH, &["--head"]));
        assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
        assert!(field(&head, "content-length").is_some(), "{head}");
        assert_eq!(body, "");
    }
    let status = |path: &str, more: &[&str]| {
        let (head, _) = parts(&setting.curl(at, hosts[0], path, more));
        assert_eq!(field(&head, "location"), None, "{head}");
        (
            head[9..12].to_owned(),
            field(&head, "allow").map(str::to_owned),
        )
    };
    assert_eq!(status("/", &[]), ("404".to_owned(), None));
    assert_eq!(status("/.well-known/", &[]).0, "404");
    assert_eq!(status("/.well-known/acme-challenge/a", &[]).0, "404");
    assert_eq!(status("/.well-known/mta-sts.txt/", &[]).0, "404");
    assert_eq!(
        status(PATH, &["--request", "POST", "--data", "a"]),
        ("405".to_owned(), Some("GET, HEAD".to_owned()))
    );
    assert_eq!(
        status(PATH, &["--header", "Host: mta-sts.example.org"]).0,
        "421"
    );
    assert_eq!(
        status(
            PATH,
            &["--header", "Host: mta-sts.example.org", "--http1.0"]
        )
        .0,
        "421"
    );
    assert_eq!(status(PATH, &["--header", "Host:", "--http1.0"]).0, "200");
    assert_eq!(status(PATH, &["--header", "Host:"]).0, "400");
    server.stop();
}

#[test]
fn who_asks_for_another_name_is_refused_in_the_handshake() {
    let setting = Setting::with(&["example.com", "a.example.net", "bare.example"]);
    // For more than is served, and not for all that is.
    let certificates = setting.certificate(&["mta-sts.example.com", "www.example.com"])
        + &setting.certificate(&["*.a.example.net"]);
    let server = setting.start(&certificates);
    let at = server.address("https");
    let handshake = |options: &[&str]| setting.openssl(at, options);
    let fine = [
        "mta-sts.example.com",
        "MTA-STS.example.com",
        "mta-sts.a.example.net",
    ];
    for name in fine {
        for version in ["-tls1_2", "-tls1_3"] {
            let said = handshake(&["-servername", name, version]);
            assert!(
                said.contains("Verify return code: 0 (ok)"),
                "{name}: {said}"
            );
        }
    }
    // What has a certificate and no policy is no host of ours.
    for name in [
        "www.example.com",
        "www.a.example.net",
        "mta-sts.example.org",
        "localhost",
    ] {
        let said = handshake(&["-servername", name]);
        assert!(said.contains("alert number 112"), "{name}: {said}");
        assert!(
            said.contains("no peer certificate available"),
            "{name}: {said}"
        );
    }
    let said = handshake(&["-noservername"]);
    assert!(
        said.contains("alert number 109"),
        "missing_extension: {said}"
    );
    let said = handshake(&["-servername", "mta-sts.bare.example"]);
    assert!(said.contains("alert number 80"), "{said}");
    let said = handshake(&[
        "-servername",
        fine[0],
        "-tls1_1",
        "-cipher",
        "ALL:@SECLEVEL=0",
    ]);
    assert!(said.contains("Cipher is (NONE)"), "{said}");
    // An authority that looks for a challenge where there is none.
    let said = handshake(&["-servername", fine[0], "-alpn", "acme-tls/1"]);
    assert!(said.contains("alert number 112"), "{said}");

    let metrics = server.get("ops", "/metrics").body;
    for line in [
        "mailseal_policy_host_refused_connections_total{reason=\"unknown-name\"} 5",
        "mailseal_policy_host_refused_connections_total{reason=\"no-name\"} 1",
        "mailseal_policy_host_refused_connections_total{reason=\"no-certificate\"} 1",
        "mailseal_policy_host_policies 3",
    ] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
    let said = server.stop();
    let lines: Vec<_> = said.iter().filter(|line| line["level"] != "INFO").collect();
    assert!(lines.is_empty(), "strangers write no log: {lines:#?}");
}

#[test]
fn a_session_is_taken_up_again_for_the_same_name_only() {
    let setting = Setting::with(&["example.com", "example.org"]);
    let server =
        setting.start(&setting.certificate(&["mta-sts.example.com", "mta-sts.example.org"]));
    let at = server.address("https");
    for version in ["-tls1_2", "-tls1_3"] {
        let kept = setting.place.file("session").display().to_string();
        let request = format!("GET {PATH} HTTP/1.0\r\n\r\n");
        fs::write(setting.place.file("request"), request).unwrap();
        let once = |name: &str, option: &str| {
            let script = format!(
                "(cat request; sleep 0.5) | openssl s_client -connect {at} -CAfile ca.pem -ign_eof \
                 -servername {name} {version} {option} {kept} 2>&1"
            );
            let mut command = std::process::Command::new("sh");
            command
                .args(["-c", &script])
                .current_dir(setting.place.file("."));
            String::from_utf8_lossy(&command.output().unwrap().stdout).into_owned()
        };
        let said = once("mta-sts.example.com", "-sess_out");
        assert!(said.contains("New, TLS"), "{said}");
        assert!(said.contains("mx: mail.example.com"), "{said}");
        let said = once("mta-sts.example.com", "-sess_in");
        assert!(said.contains("Reused, TLS"), "{version}: {said}");
        assert!(said.contains("mx: mail.example.com"), "{said}");
        let said = once("mta-sts.example.org", "-sess_in");
        assert!(said.contains("New, TLS"), "{version}: {said}");
        assert!(said.contains("mx: mail.example.org"), "{said}");
    }
}

/// Domains come, change and go while the server runs, by other processes.
#[test]
fn what_others_write_is_served_soon() {
    let setting = Setting::with(&["example.com"]);
    let server =
        setting.start(&setting.certificate(&["mta-sts.example.com", "mta-sts.example.org"]));
    let at = server.address("https");
    let served = |host: &str| {
        let output = setting.curl(at, host, PATH, &[]);
        output.status.success().then(|| parts(&output).1)
    };
    let until = |what: &str, is_so: &dyn Fn() -> bool| {
        let begun = Instant::now();
        while !is_so() {
            assert!(begun.elapsed() < PATIENCE, "{what}");
            thread::sleep(Duration::from_millis(100));
        }
    };
    assert!(served("mta-sts.example.com").is_some());
    assert_eq!(served("mta-sts.example.org"), None);
    setting.add("example.org", "mx.example.net");
    until("a domain that is new", &|| {
        served("mta-sts.example.org").is_some()
    });
    assert_eq!(
        served("mta-sts.example.org"),
        Some(setting.wanted("example.org"))
    );
    let said = setting.place.run(&["remove", "example.org", "--yes"]);
    assert!(said.status.success(), "{said:?}");
    until("a domain that is gone", &|| {
        served("mta-sts.example.org").is_none()
    });
    assert!(served("mta-sts.example.com").is_some());
}

#[test]
fn domains_whose_policy_others_serve() {
    let setting = Setting::with(&["here.example"]);
    for (domain, alias) in [
        ("ours.example", "policy.example.net"),
        ("theirs.example", "sts.else.example"),
    ] {
        let mx = format!("mail.{domain}");
        let said = setting
            .place
            .run(&["add", domain, "--mx", &mx, "--policy-host", alias]);
        assert!(said.status.success(), "{said:?}");
    }
    let hosts = [
        "mta-sts.here.example",
        "mta-sts.ours.example",
        "mta-sts.theirs.example",
    ];
    let certificate = setting.certificate(&hosts);
    let server = setting.start_with("names = ['policy.example.net']", &certificate);
    let is_served = |host: &str| {
        let output = setting.curl(server.address("https"), host, PATH, &[]);
        output.status.success()
    };
    assert_eq!(hosts.map(is_served), [true, true, false]);
}

/// A certificate is renewed in place; a broken one changes nothing.
#[test]
fn certificates_are_read_again_with_a_reload() {
    let setting = Setting::with(&["example.com"]);
    let certificate = setting.certificate(&["mta-sts.example.com"]);
    let mut server = setting.start(&certificate);
    let at = server.address("https");
    let shown = || {
        let said = setting.openssl(at, &["-servername", "mta-sts.example.com"]);
        let begin = said.find("-----BEGIN CERTIFICATE").unwrap();
        said[begin..].split("-----END").next().unwrap().to_owned()
    };
    let first = shown();
    fs::write(setting.place.file("mta-sts.example.com.key"), "nothing").unwrap();
    server.signal("HUP");
    let told = server.wait_for("a certificate stays as it was");
    assert!(
        told["reason"]
            .as_str()
            .unwrap()
            .ends_with("there is no private key in PEM in it")
    );
    assert_eq!(shown(), first);
    setting.certificate(&["mta-sts.example.com"]);
    server.signal("HUP");
    server.wait_for("a certificate was read");
    let begun = Instant::now();
    while shown() == first {
        assert!(begun.elapsed() < PATIENCE);
    }
}

#[test]
fn a_certificate_that_is_none_is_told_of_at_the_start() {
    let setting = Setting::with(&[]);
    let certificate = setting.certificate(&["mta-sts.example.com"]);
    let other = Authority::new("other").leaf(&["mta-sts.example.com"], Fault::None);
    fs::write(setting.place.file("mta-sts.example.com.key"), other.key_pem).unwrap();
    setting.place.configure(&format!(
        "[ops]\nlisten = []\n[policy-host]\nlisten = ['127.0.0.1:0']\nlisten-challenges = []\n{certificate}"
    ));
    let output = setting.place.serve().output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(
        text.contains("this is not the key of the certificate in"),
        "{text}"
    );
}
