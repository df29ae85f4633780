//! What the name servers of the world promise, seen with kdig.

use peers::{Signing, World, Zone};

/// Asks with kdig and gives its output.
fn kdig(args: &[&str]) -> String {
    let options = [
        "+noall",
        "+header",
        "+answer",
        "+comments",
        "+dnssec",
        "+retry=0",
        "+timeout=3",
    ];
    let output = World::shared()
        .command("timeout")
        .args(["10", "kdig"])
        .args(options)
        .args(args)
        .output()
        .expect("ip runs");
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

#[track_caller]
fn check(args: &[&str], contains: &[&str], lacks: &[&str]) {
    let answer = kdig(args);
    for part in contains {
        assert!(
            answer.contains(part),
            "{args:?} without {part:?}:\n{answer}"
        );
    }
    for part in lacks {
        assert!(!answer.contains(part), "{args:?} with {part:?}:\n{answer}");
    }
}

#[test]
fn signed_zone_is_secure() {
    let secure = "Flags: qr rd ra ad;";
    check(
        &["good.test", "MX"],
        &["status: NOERROR", secure, "10 mail.good.test."],
        &[],
    );
    check(
        &["_25._tcp.mail.good.test", "TLSA"],
        &["NOERROR", secure, "3 1 1"],
        &[],
    );
}

#[test]
fn unsigned_zone_is_insecure() {
    check(
        &["plain.test", "MX"],
        &["status: NOERROR", "10 mail.plain.test."],
        &[" ad;"],
    );
}

#[test]
fn missing_names_are_proven() {
    for name in ["nothing.good.test", "nothing.test", "example.com"] {
        check(&[name, "TXT"], &["status: NXDOMAIN", " ad;"], &[]);
    }
}

#[test]
fn what_does_not_validate_is_refused_and_there() {
    for name in ["bogus.test", "expired-signatures.test", "forged.test"] {
        check(&[name, "TXT"], &["status: SERVFAIL"], &["v=spf1"]);
        check(
            &["+cdflag", name, "TXT"],
            &["status: NOERROR", "v=spf1"],
            &[],
        );
    }
    // Of forged.test only that one record.
    check(&["+cdflag", "forged.test", "TXT"], &["v=spf1 mx +all"], &[]);
    check(
        &["_dmarc.forged.test", "TXT"],
        &["status: NOERROR", " ad;", "p=reject"],
        &[],
    );
}

#[test]
fn two_servers_differ() {
    check(
        &["@127.0.0.10", "split.test", "TXT"],
        &["v=spf1 mx -all"],
        &[],
    );
    check(
        &["@127.0.0.11", "split.test", "TXT"],
        &["v=spf1 mx ip4:192.0.2.1 ~all"],
        &[],
    );
    check(&["split.test", "NS"], &["ns1.test.", "ns2.test."], &[]);
}

#[test]
fn refusal_is_a_server_failure() {
    check(&["lame.test", "TXT"], &["status: SERVFAIL"], &[]);
    check(
        &["@127.0.0.11", "lame.test", "TXT"],
        &["status: REFUSED"],
        &[],
    );
}

#[test]
fn silence_is_silence() {
    check(&["silent.test", "TXT"], &["response timeout"], &["status:"]);
    check(
        &["@127.0.0.41", "good.test", "TXT"],
        &["response timeout"],
        &["status:"],
    );
    check(
        &["@127.0.0.41", "+tcp", "good.test", "TXT"],
        &["response timeout"],
        &["status:"],
    );
}

#[test]
fn one_of_two_servers_is_enough() {
    check(
        &["limping.test", "NS"],
        &["ns1.test.", "silent-ns.test."],
        &[],
    );
    check(
        &["limping.test", "TXT"],
        &["status: NOERROR", "v=spf1"],
        &[],
    );
}

#[test]
fn addresses_lead_back_to_names() {
    check(&["-x", "127.0.0.21"], &["PTR", "mail.good.test."], &[]);
    check(&["-x", "127.0.0.19"], &["status: NXDOMAIN"], &[]);
}

#[test]
fn dkim_keys_arrive_whole() {
    check(
        &["s1._domainkey.good.test", "TXT"],
        &["v=DKIM1; k=rsa; p=MIIB", "IDAQAB"],
        &[],
    );
    check(
        &["e1._domainkey.good.test", "TXT"],
        &["v=DKIM1; k=ed25519; p="],
        &[],
    );
    assert!(
        World::shared()
            .dkim_private_pem("s1")
            .contains("BEGIN PRIVATE KEY")
    );
}

#[test]
fn the_private_resolv_conf_is_seen_inside() {
    let mut cat = World::shared().command("cat");
    let output = cat.arg("/etc/resolv.conf").output().expect("ip runs");
    assert!(output.stdout.starts_with(b"nameserver 127.0.0.53\n"));
}

#[test]
fn a_closure_runs_inside() {
    let bound = World::shared().run(|| std::net::TcpListener::bind("127.0.0.99:25"));
    assert!(bound.is_ok(), "{bound:?}");
}

#[test]
fn servers_that_take_updates_are_reached_by_the_resolver() {
    let zone = |origin: &str, address| Zone {
        origin: origin.to_owned(),
        text: format!(
            "$ORIGIN {origin}.\n$TTL 1\n@ SOA ns host 1 3600 600 86400 1\n@ NS ns\nns A {address}\n@ TXT \"{origin}\"\n"
        ),
    };
    let world = World::shared();
    let _knot = world.dynamic_knot(&[(zone("dyn-knot.test", "127.0.0.12"), Signing::Unsigned)]);
    let _bind = world.dynamic_bind(&[zone("dyn-bind.test", "127.0.0.13")]);
    for origin in ["dyn-knot.test", "dyn-bind.test"] {
        check(&[origin, "TXT"], &["status: NOERROR", origin], &["ad;"]);
    }
}
