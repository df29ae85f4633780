//! What the name servers of the world promise, seen with kdig.

use peers::World;

/// Asks with kdig and gives its output.
fn kdig(args: &[&str]) -> String {
    let output = World::shared()
        .command("timeout")
        .args([
            "10",
            "kdig",
            "+noall",
            "+header",
            "+answer",
            "+retry=0",
            "+timeout=3",
        ])
        .args(args)
        .output()
        .expect("ip runs");
    String::from_utf8(output.stdout).expect("kdig prints ASCII")
}

#[test]
fn signed_zone_is_secure() {
    let answer = kdig(&["+dnssec", "good.test", "MX"]);
    assert!(answer.contains("status: NOERROR"), "{answer}");
    assert!(answer.contains("Flags: qr rd ra ad"), "{answer}");
    assert!(answer.contains("10 mail.good.test."), "{answer}");
}

#[test]
fn unsigned_zone_is_insecure() {
    let answer = kdig(&["+dnssec", "plain.test", "MX"]);
    assert!(answer.contains("status: NOERROR"), "{answer}");
    assert!(!answer.contains(" ad;"), "{answer}");
}

#[test]
fn missing_names_are_proven() {
    for name in ["nothing.good.test", "nothing.test", "example.com"] {
        let answer = kdig(&["+dnssec", name, "TXT"]);
        assert!(answer.contains("status: NXDOMAIN"), "{answer}");
        assert!(answer.contains(" ad;"), "{answer}");
    }
}

#[test]
fn wrong_digest_at_the_parent_is_bogus() {
    let checked = kdig(&["+dnssec", "bogus.test", "TXT"]);
    assert!(checked.contains("status: SERVFAIL"), "{checked}");
    let unchecked = kdig(&["+cdflag", "bogus.test", "TXT"]);
    assert!(unchecked.contains("status: NOERROR"), "{unchecked}");
    assert!(unchecked.contains("v=spf1"), "{unchecked}");
}

#[test]
fn addresses_lead_back_to_names() {
    let answer = kdig(&["-x", "127.0.0.21"]);
    assert!(answer.contains("mail.good.test."), "{answer}");
}

#[test]
fn dkim_keys_arrive_whole() {
    let answer = kdig(&["s1._domainkey.good.test", "TXT"]);
    assert!(answer.contains("v=DKIM1; k=rsa; p=MIIB"), "{answer}");
    assert!(answer.contains("IDAQAB"), "{answer}");
}

#[test]
fn the_private_resolv_conf_is_seen_inside() {
    let output = World::shared()
        .command("cat")
        .arg("/etc/resolv.conf")
        .output()
        .unwrap();
    assert!(output.stdout.starts_with(b"nameserver 127.0.0.53\n"));
}
