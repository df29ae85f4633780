//! What is refused, by the server or before it is asked, and in which words.

use std::net::SocketAddr;

use net::zone::rfc2136::find_apex;

use super::*;

everywhere!(
    unknown_key,
    wrong_secret,
    wrong_algorithm,
    what_the_key_may_not,
    alias_at_the_name,
    alias_beside_others,
    delegated,
    no_such_zone,
    outside_the_zone,
    what_no_zone_holds,
);

fn zones_refusal(config: &Rfc2136Config, owner: &str) -> ZoneError {
    let error = read(config, &txt_key(owner)).unwrap_err();
    // A write begins with the same reading.
    let ours = change(&txt_key(owner), None, set(60, &[txt("a")]));
    assert_eq!(write(config, &ours).unwrap_err(), error);
    error
}

#[track_caller]
fn unauthorised(config: &Rfc2136Config, zone: &str, expected: &str) {
    let error = zones_refusal(config, &format!("_dmarc.{zone}"));
    let words = text(&error);
    assert!(matches!(error, ZoneError::Unauthorised(_)), "{words}");
    assert!(words.contains(expected), "{words}");
}

fn unknown_key(server: SocketAddr, zone: &str) {
    let config = Rfc2136Config {
        key_name: name("stranger.test"),
        ..config(server, zone, UpdateKey::SHA256)
    };
    let words = "the server does not know the key stranger.test with hmac-sha256";
    unauthorised(&config, zone, words);
}

fn wrong_secret(server: SocketAddr, zone: &str) {
    let config = Rfc2136Config {
        secret: TsigSecret::from_base64(UpdateKey::NARROW.secret).unwrap(),
        ..config(server, zone, UpdateKey::SHA256)
    };
    unauthorised(
        &config,
        zone,
        "the secret of the key key256.test is not the server's",
    );
}

fn wrong_algorithm(server: SocketAddr, zone: &str) {
    let config = Rfc2136Config {
        algorithm: TsigAlgorithm::HmacSha512,
        ..config(server, zone, UpdateKey::SHA256)
    };
    let words = "the server does not know the key key256.test with hmac-sha512";
    unauthorised(&config, zone, words);
}

/// A key that the server lets change TXT below `_domainkey` and `_dmarc` only.
fn what_the_key_may_not(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::NARROW);
    let allowed = txt_key(&format!("s1._domainkey.{zone}"));
    let key = set(60, &[txt("v=DKIM1; p=")]);
    let there = change(&allowed, None, key);
    assert_eq!(write(&config, &there), Ok(AT_ONCE));
    assert_eq!(write(&config, &there.reversed()), Ok(AT_ONCE));

    let alias = set(60, &[RecordData::Cname(name("elsewhere.test"))]);
    let cname = RrSetKey {
        owner: name(&format!("s2._domainkey.{zone}")),
        kind: RecordKind::Cname,
    };
    let report = set(60, &[txt("v=TLSRPTv1; rua=mailto:t@example.com")]);
    for (key, after) in [
        (txt_key(&format!("_smtp._tls.{zone}")), report),
        (cname, alias),
    ] {
        let error = write(&config, &change(&key, None, after)).unwrap_err();
        let words = text(&error);
        // BIND says REFUSED, Knot BADKEY.
        let refused = matches!(error, ZoneError::Refused(_) | ZoneError::Unauthorised(_));
        assert!(refused, "{words}");
        let expected = format!("the server does not let the key narrow.test change {key}");
        assert!(words.contains(&expected), "{words}");
        assert_eq!(read(&config, &key), Ok(None));
    }
}

#[track_caller]
fn unreadable(config: &Rfc2136Config, owner: &str, expected: &str) {
    let error = zones_refusal(config, owner);
    let words = text(&error);
    assert!(matches!(error, ZoneError::Unreadable(_)), "{words}");
    assert!(words.contains(expected), "{words}");
}

/// Trap 9.
fn alias_at_the_name(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let owner = format!("alias.{zone}");
    unreadable(
        &config,
        &owner,
        &format!("{owner} is an alias for elsewhere.test"),
    );
}

/// Trap 9, the other way round.
fn alias_beside_others(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = RrSetKey {
        owner: name(&format!("host.{zone}")),
        kind: RecordKind::Cname,
    };
    let alias = set(60, &[RecordData::Cname(name("elsewhere.test"))]);
    let error = write(&config, &change(&key, None, alias)).unwrap_err();
    assert!(matches!(error, ZoneError::CannotHold { .. }), "{error:?}");
    assert!(text(&error).contains("an alias and other records cannot stand at one name"));
    assert_eq!(read(&config, &key), Ok(None));
}

/// Trap 9.
fn delegated(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let words = format!("is delegated at sub.{zone}. to other servers");
    unreadable(&config, &format!("_dmarc.sub.{zone}"), &words);
    unreadable(&config, &format!("sub.{zone}"), &words);
}

/// Trap 9: the zone below is at the same server, which would take the update and never answer with it.
#[test]
fn a_zone_of_its_own_below() {
    for server in [peers().knot.address(), peers().bind.address()] {
        let config = config(server, "dyn.test", UpdateKey::SHA256);
        let words = "is in the zone co.dyn.test, a zone of its own at the same server";
        unreadable(&config, "_dmarc.co.dyn.test", words);
        unreadable(&config, "merge.co.dyn.test", words);
    }
}

/// Trap 10 as far as it goes here: another zone of that name is none, and says so.
fn no_such_zone(server: SocketAddr, zone: &str) {
    for (zone, owner) in [
        ("elsewhere.test", "_dmarc.elsewhere.test".to_owned()),
        // In the zone, but not its apex.
        (&format!("merge.{zone}"), format!("_dmarc.merge.{zone}")),
    ] {
        let config = config(server, zone, UpdateKey::SHA256);
        let error = zones_refusal(&config, &owner);
        assert_eq!(error, ZoneError::NoZone(name(zone)));
    }
    let config = config(server, "a.elsewhere.test", UpdateKey::SHA256);
    let error = inside(async || find_apex(&config).await).unwrap_err();
    assert_eq!(error, ZoneError::NoZone(name("a.elsewhere.test")));
}

/// Trap 8: a name with or without the zone is never doubled; one outside is not sent.
fn outside_the_zone(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let owner = format!("_dmarc.bad{zone}");
    let ours = change(&txt_key(&owner), None, set(60, &[txt("a")]));
    let error = write(&config, &ours).unwrap_err();
    assert!(matches!(error, ZoneError::CannotHold { .. }), "{error:?}");
    let error = read(&config, &txt_key(&owner)).unwrap_err();
    assert!(matches!(error, ZoneError::CannotHold { .. }), "{error:?}");
}

fn what_no_zone_holds(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("no.{zone}"));
    let strings = |strings| RecordData::Txt(TxtRecord { strings });
    let many: Vec<RecordData> = (0..300).map(|n| txt(format!("{n:0250}"))).collect();
    let cases = [
        (
            set(60, &[strings(vec![vec![b'a'; 256]])]),
            "255 octets at most",
        ),
        (set(60, &[strings(Vec::new())]), "one string at least"),
        (set(60, &[]), "an empty set does not exist"),
        (set(u32::MAX, &[txt("a")]), "the TTL is larger than"),
        (set(60, &[txt("a"), txt("a")]), "a record stands twice"),
        (
            set(60, &[txt("a"), RecordData::Cname(name("a.test"))]),
            "of several types",
        ),
        (set(60, &many), "larger than a message"),
    ];
    for (after, expected) in cases {
        let error = write(&config, &change(&key, None, after)).unwrap_err();
        assert!(matches!(error, ZoneError::CannotHold { .. }), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
    }
    assert_eq!(read(&config, &key), Ok(None));
}
